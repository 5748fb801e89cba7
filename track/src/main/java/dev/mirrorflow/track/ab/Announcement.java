package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.BadDataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JMH's own estimate of a run, which knows annotations, parameters and options: {@code # Run
 * progress: 0.00% complete, ETA 00:01:40}.
 */
final class Announcement {

  private static final Pattern LINE =
      Pattern.compile("# Run progress: 0[.,]00% complete, ETA (?:(\\d+)\\D+)?(\\d+):(\\d+):(\\d+)");

  private static final int SECONDS = 60;

  private Announcement() {}

  /** Starts a run of JMH, and ends it when it has said how long it takes. */
  static Optional<Duration> of(List<String> command, Path folder) {
    try {
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      Thread end = new Thread(() -> destroy(process));
      Runtime.getRuntime().addShutdownHook(end);
      process.getOutputStream().close();
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          Optional<Duration> found = parse(line);
          if (found.isPresent()) {
            return found;
          }
        }
        return Optional.empty();
      } finally {
        destroy(process);
        Runtime.getRuntime().removeShutdownHook(end);
      }
    } catch (IOException e) {
      throw new BadDataException(command.get(0) + " cannot be run: " + e.getMessage(), e);
    }
  }

  private static void destroy(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** The time in such a line. */
  static Optional<Duration> parse(String line) {
    Matcher m = LINE.matcher(line);
    if (!m.lookingAt()) {
      return Optional.empty();
    }
    long days = m.group(1) == null ? 0 : Long.parseLong(m.group(1));
    long minutes = Long.parseLong(m.group(2)) * SECONDS + Long.parseLong(m.group(3));
    return Optional.of(
        Duration.ofDays(days).plusMinutes(minutes).plusSeconds(Long.parseLong(m.group(4))));
  }
}
