package dev.mirrorflow.track.results;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.AtomicFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/**
 * What the program that started the forks knows and JMH's JSON has no place for: it is silent about
 * a benchmark of which every fork failed.
 *
 * @param forks that were started
 * @param failed how many forks failed of each benchmark that was started, 0 of most, by class and
 *     method
 * @param lost parameters of which JMH reported nothing although their forks were started
 * @param order the forks in the order they ran, which is that of their numbers
 */
public record Attempts(
    int forks, SortedMap<String, Integer> failed, List<Lost> lost, List<Fork> order) {

  /** Of the file's name, in place of {@code .json}. */
  static final String SUFFIX = ".forks.json";

  /**
   * Parameters of a benchmark that made forks fail in which others were measured.
   *
   * @param benchmark class and method
   * @param params values by name
   * @param forks that failed with them
   */
  public record Lost(String benchmark, SortedMap<String, String> params, int forks) {

    /** Lost parameters; they are copied. */
    public Lost {
      params = Collections.unmodifiableSortedMap(new TreeMap<>(params == null ? Map.of() : params));
    }
  }

  /**
   * A fork that was started.
   *
   * @param number in the whole run of both sides, from 0
   * @param name of its files
   * @param disturbance how the machine beside it was not itself; empty if it was
   */
  public record Fork(int number, String name, String disturbance) {

    /** A fork; what a file leaves out is empty. */
    public Fork {
      name = name == null ? "" : name;
      disturbance = disturbance == null ? "" : disturbance;
    }

    /** Whether the machine was not itself. */
    public boolean hasDisturbance() {
      return !disturbance.isEmpty();
    }

    /** Its name, and the disturbance if there is one. */
    public String text() {
      return hasDisturbance() ? name + ": " + disturbance : name;
    }
  }

  /** Attempts of which whole forks failed, if any. */
  public Attempts(int forks, SortedMap<String, Integer> failed, List<Fork> order) {
    this(forks, failed, List.of(), order);
  }

  /** Attempts; the collections are copied. */
  public Attempts {
    lost = lost == null ? List.of() : List.copyOf(lost);
    failed = new TreeMap<>(failed == null ? Map.of() : failed);
    order = order == null ? List.of() : List.copyOf(order);
  }

  /** How many forks failed of a benchmark: of its method, or with its parameters. */
  int failedForks(BenchmarkId id) {
    int own =
        lost.stream()
            .filter(l -> l.benchmark().equals(id.benchmark()) && l.params().equals(id.params()))
            .mapToInt(Lost::forks)
            .sum();
    return failed.getOrDefault(id.benchmark(), 0) + own;
  }

  static Path pathBeside(Path result) {
    String name = result.getFileName().toString();
    int end = name.endsWith(".json") ? name.length() - ".json".length() : name.length();
    return result.resolveSibling(name.substring(0, end) + SUFFIX);
  }

  /** Writes them beside a result: {@code x.forks.json} for {@code x.json}. */
  public void writeBeside(Path result) {
    AtomicFile.write(pathBeside(result), out -> out.write(Bound.MAPPER.writeValueAsBytes(this)));
  }

  /**
   * Those beside a result, empty if there are none.
   *
   * @throws BadDataException if they cannot be read
   */
  static Optional<Attempts> beside(Path result) {
    Path path = pathBeside(result);
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(Bound.MAPPER.readValue(path, Attempts.class));
    } catch (JacksonException e) {
      throw new BadDataException(
          path
              + " does not tell which forks failed: "
              + JsonProblem.of(e)
              + "; remove it, and they are unknown",
          e);
    }
  }
}
