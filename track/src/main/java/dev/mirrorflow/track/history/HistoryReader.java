package dev.mirrorflow.track.history;

import dev.mirrorflow.track.results.BenchmarkId;
import dev.mirrorflow.track.results.Machine;
import dev.mirrorflow.track.results.Measurement;
import dev.mirrorflow.track.results.Median;
import dev.mirrorflow.track.results.Metric;
import dev.mirrorflow.track.results.ResultFile;
import dev.mirrorflow.track.results.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts the results of one machine in the order of their commits, benchmark by benchmark. */
public final class HistoryReader {

  private final Map<String, Integer> order;

  /**
   * A reader.
   *
   * @param order position of each commit in git's history by its full hash; where it lacks one, the
   *     dates of the runs decide
   */
  public HistoryReader(Map<String, Integer> order) {
    this.order = Map.copyOf(order);
  }

  /** The files, oldest commit first, and the runs of one commit by their dates. */
  public List<ResultFile> sorted(List<ResultFile> files) {
    Map<String, Integer> positions = positions(files);
    boolean isKnown = files.stream().allMatch(f -> positions.containsKey(commit(f)));
    Comparator<ResultFile> byDate =
        Comparator.comparing(HistoryReader::date).thenComparing(f -> f.path().toString());
    return files.stream()
        .sorted(
            isKnown
                ? Comparator.<ResultFile>comparingInt(f -> positions.get(commit(f)))
                    .thenComparing(byDate)
                : byDate)
        .toList();
  }

  private Map<String, Integer> positions(List<ResultFile> files) {
    Map<String, Integer> positions = new TreeMap<>();
    for (ResultFile file : files) {
      String commit = commit(file);
      order.forEach((hash, position) -> {
        if (hash.startsWith(commit)) {
          positions.put(commit, position);
        }
      });
    }
    return positions;
  }

  /** The history of every benchmark whose scores are positive numbers of one unit. */
  public SortedMap<BenchmarkId, BenchmarkHistory> read(List<ResultFile> files) {
    SortedMap<BenchmarkId, List<RunPoint>> runs = new TreeMap<>();
    SortedMap<BenchmarkId, Unit> units = new TreeMap<>();
    for (ResultFile file : sorted(files)) {
      for (Measurement m : file.measurements()) {
        Unit unit = units.computeIfAbsent(m.id(), id -> m.primary().unit());
        point(file, m.primary(), unit)
            .ifPresent(p -> runs.computeIfAbsent(m.id(), id -> new ArrayList<>()).add(p));
      }
    }
    SortedMap<BenchmarkId, BenchmarkHistory> histories = new TreeMap<>();
    runs.forEach((id, points) ->
        histories.put(id, new BenchmarkHistory(id, units.get(id), List.copyOf(points))));
    return histories;
  }

  private static Optional<RunPoint> point(ResultFile file, Metric metric, Unit unit) {
    if (!metric.unit().quantity().equals(unit.quantity())) {
      return Optional.empty();
    }
    double[] forks =
        Arrays.stream(metric.rawData())
            .filter(fork -> fork.length > 0)
            .mapToDouble(fork -> unit.score(metric.unit().cost(Median.of(fork))))
            .toArray();
    boolean isNumber =
        forks.length > 0 && Arrays.stream(forks).allMatch(f -> f > 0 && Double.isFinite(f));
    return isNumber
        ? Optional.of(
            new RunPoint(
                date(file),
                commit(file),
                file.machine().map(m -> m.conditions().dirty()).orElse(false),
                environment(file),
                Median.of(forks),
                forks))
        : Optional.empty();
  }

  private static String date(ResultFile file) {
    return file.machine()
        .map(Machine::conditions)
        .map(Machine.Conditions::date)
        .orElseGet(() -> FileStamp.of(file.path()).date());
  }

  private static String environment(ResultFile file) {
    String kernels = file.machine().map(m -> m.identity().kernels()).orElse("");
    return (file.measurements().get(0).settings().vmVersion() + " " + kernels).strip();
  }

  private static String commit(ResultFile file) {
    return file.machine()
        .map(m -> m.conditions().commit())
        .orElseGet(() -> FileStamp.of(file.path()).commit());
  }
}
