package dev.mirrorflow.lab.report;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks before a long computation whether its results can be written. */
public final class OutputFiles {

  private static final Pattern SPARK_FILE = Pattern.compile("part-.*|_SUCCESS|\\..*\\.crc");

  private OutputFiles() {}

  /**
   * Checks that the file can be written, by making one beside it and removing it.
   *
   * @throws BadDataException with the reason and the remedy, if not
   */
  public static void requireWritable(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(path)) {
      throw new BadDataException(path + ": is a folder; name a file in it");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new BadDataException(path + ": is a pipe or device; name a regular file");
    }
    if (!Files.isDirectory(folder)) {
      throw new BadDataException(
          Files.exists(folder)
              ? path + ": its folder is a file; choose another folder"
              : path + ": its folder does not exist; create it first");
    }
    requireWritableFolder(folder, path);
  }

  /**
   * Makes the folder, with its parents, if it does not exist, and checks that files can be written
   * into it.
   *
   * @throws BadDataException with the reason and the remedy, if not
   */
  public static void requireFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BadDataException(
          folder + ": cannot be made a folder for the results; choose another path", e);
    }
    requireWritableFolder(folder, folder);
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

  private static void requireWritableFolder(Path folder, Path named) {
    try {
      Files.delete(Files.createTempFile(folder, ".mirrorflow-", ".tmp"));
    } catch (IOException e) {
      throw new BadDataException(
          named + ": no file can be written there; change the permissions or choose another folder",
          e);
    }
  }
}
