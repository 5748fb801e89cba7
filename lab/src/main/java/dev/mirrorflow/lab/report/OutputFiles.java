package dev.mirrorflow.lab.report;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks before a long computation whether its results can be written. */
public final class OutputFiles {

  private static final Pattern SPARK_FILE = Pattern.compile("part-.*|_SUCCESS|\\..*\\.crc");

  private OutputFiles() {}

  /**
   * Checks that the file can be written.
   *
   * @throws BadDataException with the reason and the remedy, if not
   */
  public static void requireWritable(Path path) {
    AtomicFile.requireWritable(path);
  }

  /**
   * Checks that files which the user did not name one by one can be written, and that none of them
   * is there unless it may be lost.
   *
   * @throws BadDataException with the reason and the remedy, if not
   */
  public static void requireNew(List<Path> files, boolean overwrite) {
    files.stream()
        .filter(file -> !overwrite && Files.exists(file, LinkOption.NOFOLLOW_LINKS))
        .findFirst()
        .ifPresent(file -> {
          throw new BadDataException(
              file + ": is there already; name another folder, or add --overwrite to lose it");
        });
    files.forEach(OutputFiles::requireWritable);
  }

  /**
   * Makes the folder, with its parents, if it does not exist.
   *
   * @throws BadDataException with the reason and the remedy, if it cannot
   */
  public static void requireFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BadDataException(
          folder + ": cannot be made a folder for the results; choose another path", e);
    }
  }

  /**
   * Checks that a folder whose place Spark will take holds nothing but an older result of Spark.
   *
   * @throws BadDataException if it holds other files, or is a file
   */
  public static void requireReplaceable(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      Optional<Path> other =
          files
              .filter(file -> !SPARK_FILE.matcher(file.getFileName().toString()).matches())
              .findFirst();
      if (other.isPresent()) {
        throw new BadDataException(
            folder
                + ": holds "
                + other.get().getFileName()
                + ", which is no result of Spark and would be lost; name a new folder");
      }
    } catch (IOException e) {
      throw new BadDataException(folder + ": is no folder to write to; name a new one", e);
    }
  }
}
