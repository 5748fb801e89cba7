package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens files of data, and refuses what is none before anything can block or be allocated. */
final class InputFile {

  private InputFile() {}

  /**
   * Opens a regular file that is not empty.
   *
   * @throws BadDataException if it is missing, a folder, a pipe or device, empty or not readable
   */
  static FileChannel open(Path path) {
    try {
      if (Files.isDirectory(path)) {
        throw FileError.at(path, "is a folder; name a file in it");
      }
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        throw FileError.at(
            path, "is not a regular file but a pipe or device; save the data to a file first");
      }
      if (Files.size(path) == 0) {
        throw FileError.at(path, "is empty (0 bytes); save the data again");
      }
      return FileChannel.open(path);
    } catch (IOException e) {
      throw FileError.reading(path, e);
    }
  }
}
