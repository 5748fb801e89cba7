package dev.mirrorflow.lab.report;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks before a long computation whether its results can be written. */
public final class OutputFiles {

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
