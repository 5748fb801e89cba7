package dev.mirrorflow.track.results;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * One file of JMH's JSON, and what lies beside it: the machine it was measured on, and which forks
 * were started.
 *
 * @param measurements in the file's order
 */
public record ResultFile(
    Path path,
    List<Measurement> measurements,
    Optional<Machine> machine,
    Optional<Attempts> attempts) {

  /** A result of which nobody knows which forks failed, as of JMH alone. */
  public ResultFile(Path path, List<Measurement> measurements, Optional<Machine> machine) {
    this(path, measurements, machine, Optional.empty());
  }

  /**
   * Reads a result.
   *
   * @throws BadDataException if it is not JMH's JSON, or what lies beside it cannot be read
   */
  public static ResultFile read(Path path) {
    return new ResultFile(
        path, JmhJson.read(path), MachineFile.beside(path), Attempts.beside(path));
  }

  /**
   * When a file was written last, as ISO 8601.
   *
   * @throws BadDataException if that cannot be read
   */
  public static String modified(Path path) {
    try {
      return Files.getLastModifiedTime(path).toInstant().truncatedTo(ChronoUnit.SECONDS).toString();
    } catch (IOException e) {
      throw new BadDataException(path + " cannot be read: " + e.getMessage(), e);
    }
  }
}
