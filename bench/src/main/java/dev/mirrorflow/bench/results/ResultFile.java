package dev.mirrorflow.bench.results;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One file of JMH's JSON, and the machine it was measured on where a description lies beside it.
 *
 * @param measurements in the file's order
 */
public record ResultFile(Path path, List<Measurement> measurements, Optional<Machine> machine) {

  /**
   * Reads a result.
   *
   * @throws dev.mirrorflow.error.BadDataException if it is not JMH's JSON, or the description
   *     beside it cannot be read
   */
  public static ResultFile read(Path path) {
    return new ResultFile(path, JmhJson.read(path), MachineFile.beside(path));
  }
}
