package dev.mirrorflow.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files that a command reads and writes: no output may be an input, which would be written
 * over, and no two outputs one file, of which one would be lost. Files are told apart as the disk
 * does, whatever the way to them: relative, through symbolic links, or by another hard link.
 */
public final class FileRoles {

  private record File(String name, Path path) {}

  private final List<File> inputs = new ArrayList<>();
  private final List<File> outputs = new ArrayList<>();

  /**
   * Adds a file that is read.
   *
   * @param name as the user knows it, such as an option
   */
  public FileRoles reads(String name, Path path) {
    inputs.add(new File(name, path));
    return this;
  }

  /**
   * Adds a file that is written.
   *
   * @param name as the user knows it, such as an option
   */
  public FileRoles writes(String name, Path path) {
    outputs.add(new File(name, path));
    return this;
  }

  /** What is wrong, in one line with the remedy; empty if every output has a file of its own. */
  public Optional<String> conflict() {
    for (int k = 0; k < outputs.size(); k++) {
      File output = outputs.get(k);
      for (File input : inputs) {
        if (same(output.path, input.path)) {
          return Optional.of(
              output.name
                  + " is the file of "
                  + input.name
                  + ", "
                  + FileError.excerpt(input.path.toString())
                  + ", which would be written over; name another file");
        }
      }
      for (File other : outputs.subList(0, k)) {
        if (same(output.path, other.path)) {
          return Optional.of(
              other.name
                  + " and "
                  + output.name
                  + " name the same file "
                  + FileError.excerpt(output.path.toString())
                  + "; name another for one of them");
        }
      }
    }
    return Optional.empty();
  }

  private static boolean same(Path one, Path other) {
    try {
      return Files.exists(one) && Files.exists(other)
          ? Files.isSameFile(one, other)
          : LinkedPath.follow(one).equals(LinkedPath.follow(other));
    } catch (IOException e) {
      return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
  }
}
