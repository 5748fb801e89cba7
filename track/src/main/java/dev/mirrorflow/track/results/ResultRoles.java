package dev.mirrorflow.track.results;

import dev.mirrorflow.file.FileRoles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The results that a command reads, with what lies beside them, and the files that it writes: none
 * may be both. An option that was not given is null, and no file.
 */
public final class ResultRoles {

  private final FileRoles roles = new FileRoles();

  /**
   * Adds a result, or a folder of them.
   *
   * @param name as the user knows it
   */
  public ResultRoles reads(String name, Path path) {
    for (Path result : results(path)) {
      roles.reads(name, result);
      roles.reads("the machine of " + name, MachineFile.pathBeside(result));
      roles.reads("the forks of " + name, Attempts.pathBeside(result));
    }
    return this;
  }

  /** What is not there is left to whoever reads it, who says so. */
  private static List<Path> results(Path path) {
    if (path == null || path.getFileName() == null) {
      return List.of();
    }
    return Files.isDirectory(path)
        ? ResultFolder.candidates(ResultFolder.ofOneMachine(path))
        : List.of(path);
  }

  /**
   * Adds a file that is written.
   *
   * @param name as the user knows it
   */
  public ResultRoles writes(String name, Path path) {
    if (path != null) {
      roles.writes(name, path);
    }
    return this;
  }

  /** What is wrong, in one line with the remedy; empty if nothing is. */
  public Optional<String> conflict() {
    return roles.conflict();
  }
}
