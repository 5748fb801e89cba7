package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.track.machine.Jdk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** A project's JMH program, run as its users do. */
final class BenchmarkProgram {

  private static final Duration LIST_LIMIT = Duration.ofMinutes(5);

  private final List<Path> entries;
  private final Path folder;
  private final Jdk jdk;

  /**
   * A program.
   *
   * @param folder of its jars and classes
   * @param jdk that runs it
   */
  BenchmarkProgram(Path folder, Jdk jdk) {
    this.folder = folder;
    this.jdk = jdk;
    entries = ClassPath.copied(folder);
  }

  /**
   * The program of a source, which is built if need be.
   *
   * @throws BadDataException if it holds no benchmarks, with what to do
   */
  static BenchmarkProgram of(ProgramSource source) {
    BenchmarkProgram program = new BenchmarkProgram(source.folder(), source.jdk());
    if (!RevisionSource.holdsBenchmarks(program.entries)) {
      throw new BadDataException(
          source.revision().name() + " cannot be measured: " + BenchmarkList.remedy());
    }
    return program;
  }

  /**
   * The methods whose names match.
   *
   * @param log where JMH's output goes
   * @throws ComputationException if JMH does not tell
   */
  Set<String> methods(String include, Path log) {
    run(List.of("-l", include), log, LIST_LIMIT);
    Set<String> names = new TreeSet<>();
    boolean isList = false;
    for (String line : lines(log)) {
      if (isList && !line.isBlank()) {
        names.add(line.strip());
      }
      isList |= line.startsWith("Benchmarks:");
    }
    return names;
  }

  private static List<String> lines(Path log) {
    try {
      return Files.readAllLines(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new BadDataException(log + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Runs JMH to its end, and its forks with it. What takes longer than the limit is ended, and its
   * log says so.
   *
   * @return whether it came to its end
   * @throws ComputationException if it fails, with its last line
   */
  boolean run(List<String> arguments, Path log, Duration limit) {
    OptionalInt code = new LoggedProcess(command(arguments), folder, log).run(jdk, limit);
    if (code.isEmpty()) {
      note(log, "Ended by ab: longer than " + Span.words(limit) + ".\n");
      return false;
    }
    if (code.getAsInt() != 0) {
      throw new ComputationException(
          entries.get(0).getFileName()
              + " ended with exit code "
              + code.getAsInt()
              + ": "
              + LoggedProcess.lastLine(log)
              + "; see "
              + log);
    }
    return true;
  }

  private static void note(Path log, String line) {
    try {
      Files.writeString(log, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new BadDataException(log + " cannot be written: " + e.getMessage(), e);
    }
  }

  private List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(ClassPath.arguments(entries));
    command.addAll(arguments);
    return command;
  }

  /**
   * How long JMH says that the iterations of one fork of each benchmark take; empty if it does not.
   * It says so before it starts, and is ended then.
   */
  Optional<Duration> announced(String include, List<String> options) {
    List<String> arguments = new ArrayList<>(List.of(include, "-f", "1"));
    arguments.addAll(options);
    return Announcement.of(command(arguments), folder);
  }
}
