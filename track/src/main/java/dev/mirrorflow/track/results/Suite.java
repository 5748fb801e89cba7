package dev.mirrorflow.track.results;

import dev.mirrorflow.error.BadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One side of a comparison: a file, or files whose forks are pooled.
 *
 * @param name for reports
 * @param skipped one line for each file that is no result: which and why
 */
public record Suite(String name, List<ResultFile> files, List<String> skipped) {

  /**
   * Reads a file, or every result in a folder.
   *
   * @throws BadDataException if a file is not JMH's JSON, or a folder holds none that is
   */
  public static Suite read(Path path) {
    if (!Files.isDirectory(path)) {
      return new Suite(path.toString(), List.of(ResultFile.read(path)), List.of());
    }
    ResultFolder folder = ResultFolder.read(path);
    if (folder.files().isEmpty()) {
      String first = folder.skipped().isEmpty() ? "" : "; " + folder.skipped().get(0);
      throw new BadDataException(path + " holds no result of JMH" + first);
    }
    return new Suite(path.toString(), folder.files(), folder.skipped());
  }

  /**
   * How many forks failed of a benchmark.
   *
   * @return empty if its method was not started, or the files do not tell
   */
  public OptionalInt failedForks(BenchmarkId id) {
    return isStarted(id.benchmark())
        ? OptionalInt.of(attempts().mapToInt(a -> a.failedForks(id)).sum())
        : OptionalInt.empty();
  }

  /** Whether the files tell that forks of a benchmark, by class and method, were started. */
  public boolean isStarted(String benchmark) {
    return attempts().anyMatch(a -> a.failed().containsKey(benchmark));
  }

  private Stream<Attempts> attempts() {
    return files.stream().flatMap(f -> f.attempts().stream());
  }

  /** The benchmarks of which forks failed, of whatever mode; without parameters if all of them. */
  public Set<BenchmarkId> failed() {
    Set<BenchmarkId> ids = new TreeSet<>();
    attempts()
        .forEach(a -> {
          a.failed()
              .forEach((name, forks) -> {
                if (forks > 0) {
                  ids.add(new BenchmarkId(name, new TreeMap<>(), "", 1));
                }
              });
          a.lost().forEach(l -> ids.add(new BenchmarkId(l.benchmark(), l.params(), "", 1)));
        });
    return ids;
  }

  /** Whether every file tells which forks were started. */
  public boolean isComplete() {
    return !files.isEmpty() && files.stream().allMatch(f -> f.attempts().isPresent());
  }

  /** One line for each fork beside which the machine was not itself. */
  public List<String> disturbed() {
    return attempts()
        .flatMap(a -> a.order().stream())
        .filter(Attempts.Fork::hasDisturbance)
        .map(Attempts.Fork::text)
        .toList();
  }

  /** The benchmarks with the forks of all files. */
  public SortedMap<BenchmarkId, Series> series() {
    SortedMap<BenchmarkId, List<Measurement>> runs = new TreeMap<>();
    for (ResultFile file : files) {
      for (Measurement m : file.measurements()) {
        runs.computeIfAbsent(m.id(), id -> new ArrayList<>()).add(m);
      }
    }
    SortedMap<BenchmarkId, Series> series = new TreeMap<>();
    runs.forEach((id, list) -> series.put(id, new Series(id, List.copyOf(list))));
    return series;
  }
}
