package dev.mirrorflow.bench.results;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
   * Reads a folder, not those below it. A truncated or foreign file is skipped.
   *
   * @throws BadDataException if it is not a folder or cannot be listed
   */
  public static ResultFolder read(Path folder) {
    List<ResultFile> files = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    for (Path path : candidates(folder)) {
      try {
        files.add(ResultFile.read(path));
      } catch (BadDataException e) {
        skipped.add(e.getMessage());
      }
    }
    return new ResultFolder(List.copyOf(files), List.copyOf(skipped));
  }

  /**
   * The files in a folder that are results by their names, sorted by name.
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
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new BadDataException(folder + " cannot be listed: " + e.getMessage(), e);
    }
  }

  private static boolean isResult(String name) {
    return name.endsWith(JSON) && !name.endsWith(MachineFile.SUFFIX) && !name.startsWith(".");
  }
}
