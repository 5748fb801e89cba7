package dev.mirrorflow.lab;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the repository the tests run in. */
public final class Repository {
  private Repository() {}

  /** The top folder: the nearest one above the working folder that holds the Maven wrapper. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isRegularFile(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("no mvnw above " + Path.of("").toAbsolutePath());
    }
    return folder;
  }
}
