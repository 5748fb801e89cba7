package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Runs the forks with the programs of both revisions. */
final class JmhRunner implements ForkRunner {

  private final Map<Side, BenchmarkProgram> programs;
  private final List<String> options;
  private final Duration limit;

  /**
   * A runner.
   *
   * @param options of JMH, for every fork
   * @param limit of a fork
   */
  JmhRunner(Map<Side, BenchmarkProgram> programs, List<String> options, Duration limit) {
    this.programs = programs;
    this.options = options;
    this.limit = limit;
  }

  @Override
  public void run(Slot slot, Path json, Path log) {
    List<String> arguments = new ArrayList<>();
    arguments.add("^" + Pattern.quote(slot.method()) + "$");
    arguments.addAll(List.of("-f", "1"));
    arguments.addAll(options);
    arguments.addAll(List.of("-rf", "json", "-rff", json.toAbsolutePath().toString()));
    if (!programs.get(slot.side()).run(arguments, log, limit)) {
      discard(json);
    }
  }

  private static void discard(Path json) {
    try {
      Files.deleteIfExists(json);
    } catch (IOException e) {
      throw new BadDataException(json + " cannot be removed: " + e.getMessage(), e);
    }
  }
}
