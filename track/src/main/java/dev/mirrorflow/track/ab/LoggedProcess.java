package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.track.machine.Jdk;
import dev.mirrorflow.track.terminal.InterruptionException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A process whose output goes to a file, and which does not outlive this one. */
final class LoggedProcess {

  /** Settings that would pin an older CPU: what is measured is the OpenBLAS that chooses itself. */
  private static final Set<String> PINS = Set.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE");

  /**
   * Exit codes after SIGINT, which Ctrl-C sends to all processes of the terminal, and SIGTERM,
   * which the end of this one sends.
   */
  private static final Set<Integer> STOPPED = Set.of(130, 143);

  private final List<String> command;
  private final Path folder;
  private final Path log;

  LoggedProcess(List<String> command, Path folder, Path log) {
    this.command = command;
    this.folder = folder;
    this.log = log;
  }

  /**
   * Runs it and returns its exit code; empty if it took longer than the limit and was ended.
   *
   * @param jdk told to it as JAVA_HOME, and first on its path
   * @throws BadDataException if it cannot be started
   * @throws InterruptionException if it, or this thread, is stopped by the user
   */
  OptionalInt run(Jdk jdk, Duration limit) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    environment(builder.environment(), jdk);
    Process process;
    try {
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new BadDataException(command.get(0) + " cannot be started: " + e.getMessage(), e);
    }
    Thread end = new Thread(() -> destroy(process));
    Runtime.getRuntime().addShutdownHook(end);
    try {
      boolean isOver = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!isOver) {
        destroy(process);
        process.waitFor();
      } else if (STOPPED.contains(process.exitValue())) {
        throw new InterruptionException(command.get(0) + " was stopped");
      }
      Runtime.getRuntime().removeShutdownHook(end);
      return isOver ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      destroy(process);
      throw new InterruptionException(command.get(0) + " was interrupted");
    }
  }

  private static void environment(Map<String, String> environment, Jdk jdk) {
    environment.keySet().removeAll(PINS);
    environment.put("OPENBLAS_NUM_THREADS", "1");
    environment.put("JAVA_HOME", jdk.home().toString());
    String path = environment.getOrDefault("PATH", "");
    environment.put("PATH", jdk.home().resolve("bin") + File.pathSeparator + path);
  }

  /** Ends the process and those that it started: a JMH fork would go on without its parent. */
  private static void destroy(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** The last line of a log that says anything, which a line of a stack trace does not. */
  static String lastLine(Path log) {
    try {
      return Files.readAllLines(log, StandardCharsets.UTF_8).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("at "))
          .reduce((first, last) -> last)
          .orElse("no output");
    } catch (IOException e) {
      return "its output cannot be read";
    }
  }
}
