package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A project's JMH jar, run as its users do: {@code java -jar benchmarks.jar}. */
final class BenchmarkJar {

  private final Path jar;
  private final Path jdk;

  /**
   * A jar.
   *
   * @param jdk home of the JDK that runs it
   */
  BenchmarkJar(Path jar, Path jdk) {
    this.jar = jar;
    this.jdk = jdk;
  }

  /**
   * The methods whose names match.
   *
   * @param log where JMH's output goes
   * @throws ComputationException if JMH does not tell
   */
  Set<String> methods(String include, Path log) {
    run(List.of("-l", include), log);
    Set<String> names = new TreeSet<>();
    try {
      boolean isList = false;
      for (String line : Files.readAllLines(log, StandardCharsets.UTF_8)) {
        if (isList && !line.isBlank()) {
          names.add(line.strip());
        }
        isList |= line.startsWith("Benchmarks:");
      }
    } catch (IOException e) {
      throw new BadDataException(log + " cannot be read: " + e.getMessage(), e);
    }
    return names;
  }

  /**
   * Runs JMH to its end, and its forks with it.
   *
   * @throws ComputationException if it fails, with its last line
   */
  void run(List<String> arguments, Path log) {
    List<String> command = new ArrayList<>();
    command.add(jdk.resolve("bin").resolve("java").toString());
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    int code = new LoggedProcess(command, jar.getParent(), log).run(jdk);
    if (code != 0) {
      throw new ComputationException(
          jar
              + " ended with exit code "
              + code
              + ": "
              + LoggedProcess.lastLine(log)
              + "; see "
              + log);
    }
  }
}
