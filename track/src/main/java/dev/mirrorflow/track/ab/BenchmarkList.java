package dev.mirrorflow.track.ab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** What JMH's annotation processor leaves beside the classes: without it JMH finds nothing. */
final class BenchmarkList {

  static final String NAME = "META-INF/BenchmarkList";

  private BenchmarkList() {}

  /** Whether a jar or a folder of classes holds a list that is not empty. */
  static boolean isIn(Path entry) {
    try {
      if (Files.isDirectory(entry)) {
        Path list = entry.resolve(NAME);
        return Files.isRegularFile(list) && Files.size(list) > 0;
      }
      try (ZipFile jar = new ZipFile(entry.toFile())) {
        ZipEntry list = jar.getEntry(NAME);
        return list != null && list.getSize() != 0;
      }
    } catch (ZipException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What to do about a program without one; one line. */
  static String remedy() {
    return "it holds no list of benchmarks ("
        + NAME
        + "), which JMH's annotation processor writes:"
        + " since JDK 23, javac runs only the processors that are named, so add"
        + " jmh-generator-annprocess to the annotationProcessorPaths of maven-compiler-plugin (in"
        + " Gradle to the configuration annotationProcessor), or build with -proc:full; if it is"
        + " the wrong jar, name another with --jar";
  }
}
