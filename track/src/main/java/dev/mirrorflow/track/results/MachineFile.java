package dev.mirrorflow.track.results;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.AtomicFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** A machine's description in a file of its own, beside JMH's JSON, which has no place for it. */
public final class MachineFile {

  /** Of the file's name, in place of {@code .json}. */
  static final String SUFFIX = ".machine.json";

  private MachineFile() {}

  /** The description's place beside a result: {@code x.machine.json} for {@code x.json}. */
  public static Path pathBeside(Path result) {
    String name = result.getFileName().toString();
    int end = name.endsWith(".json") ? name.length() - ".json".length() : name.length();
    return result.resolveSibling(name.substring(0, end) + SUFFIX);
  }

  /**
   * The description beside a result, empty if there is none.
   *
   * @throws BadDataException if it cannot be read or a newer version wrote it
   */
  static Optional<Machine> beside(Path result) {
    Path path = pathBeside(result);
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(path)) {
      throw new BadDataException(
          path + " is a folder, pipe or device; remove it, and the result has no description");
    }
    try {
      Machine machine = Bound.MAPPER.readValue(path, Machine.class);
      if (machine == null || machine.identity() == null || machine.conditions() == null) {
        throw new BadDataException(
            path + " does not describe a machine; remove it, and the result has no description");
      }
      if (machine.schema() > Machine.SCHEMA) {
        throw new BadDataException(
            path
                + " has schema "
                + machine.schema()
                + " and this version reads up to "
                + Machine.SCHEMA
                + "; update Mirrorflow");
      }
      return Optional.of(machine);
    } catch (JacksonException e) {
      throw new BadDataException(
          path
              + " does not describe a machine: "
              + JsonProblem.of(e)
              + "; remove it, and the result has no description",
          e);
    }
  }

  /** Writes a description. */
  public static void write(Path path, Machine machine) {
    AtomicFile.write(path, out -> out.write(Bound.MAPPER.writeValueAsBytes(machine)));
  }
}
