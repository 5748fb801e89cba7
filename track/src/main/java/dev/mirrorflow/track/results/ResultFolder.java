package dev.mirrorflow.track.results;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The results in a folder, oldest first where the names begin with the date, as ours do.
 *
 * @param skipped one line for each file that is JSON by name and not a result: which and why
 */
public record ResultFolder(List<ResultFile> files, List<String> skipped) {

  private static final String JSON = ".json";

  /**
   * Reads a folder, or the one machine's folder in it. A truncated or foreign file is skipped.
   *
   * @throws BadDataException if it is not a folder, cannot be listed, or has folders of several
   *     machines
   */
  public static ResultFolder read(Path folder) {
    List<ResultFile> files = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    for (Path path : candidates(ofOneMachine(folder))) {
      try {
        files.add(ResultFile.read(path));
      } catch (BadDataException e) {
        skipped.add(e.getMessage());
      }
    }
    return new ResultFolder(List.copyOf(files), List.copyOf(skipped));
  }

  /**
   * The folder itself if it holds files that are results by their names, otherwise the one folder
   * in it that does: the place of a machine.
   *
   * @throws BadDataException if it is not a folder, cannot be listed, or has several such folders
   */
  static Path ofOneMachine(Path folder) {
    if (!candidates(folder).isEmpty()) {
      return folder;
    }
    List<Path> machines = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.filter(Files::isDirectory).sorted().toList()) {
        if (!candidates(entry).isEmpty()) {
          machines.add(entry);
        }
      }
    } catch (IOException e) {
      throw new BadDataException(folder + " cannot be listed: " + e.getMessage(), e);
    }
    if (machines.size() > 1) {
      throw new BadDataException(
          folder + " has results of several machines; name one: " + machines);
    }
    return machines.isEmpty() ? folder : machines.get(0);
  }

  /**
   * The files in a folder that are results by their names, sorted by name, numbers in it by their
   * values.
   *
   * @throws BadDataException if it is not a folder or cannot be listed
   */
  public static List<Path> candidates(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new BadDataException(folder + " is not a folder; name one with JMH's JSON in it");
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(p -> isResult(p.getFileName().toString()))
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(p -> p.getFileName().toString(), NaturalOrder.OF_NAMES))
          .toList();
    } catch (IOException e) {
      throw new BadDataException(folder + " cannot be listed: " + e.getMessage(), e);
    }
  }

  private static boolean isResult(String name) {
    return name.endsWith(JSON)
        && !name.endsWith(MachineFile.SUFFIX)
        && !name.endsWith(Attempts.SUFFIX)
        && !name.startsWith(".");
  }
}
