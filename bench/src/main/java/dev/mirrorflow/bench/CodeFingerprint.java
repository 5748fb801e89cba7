package dev.mirrorflow.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mirrorflow.error.BadDataException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A checksum of the classes that are measured: a commit says nothing of a working tree that differs
 * from it. The same sources give the same, built anew or not.
 */
final class CodeFingerprint {

  private static final String OURS = "dev/mirrorflow/";

  private CodeFingerprint() {}

  /** That of this process's class path. */
  static String ofClassPath() {
    return of(System.getProperty("java.class.path"));
  }

  /**
   * That of jars and folders.
   *
   * @throws BadDataException if one cannot be read
   */
  static String of(String classPath) {
    Map<String, Long> sums = new TreeMap<>();
    for (String entry : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
      Path path = Path.of(entry);
      try {
        if (Files.isDirectory(path)) {
          addFolder(path, sums);
        } else if (Files.isRegularFile(path)) {
          addJar(path, sums);
        }
      } catch (IOException e) {
        throw new BadDataException(path + " cannot be read: " + e.getMessage(), e);
      }
    }
    CRC32 all = new CRC32();
    sums.forEach((name, sum) -> all.update((name + ' ' + sum + '\n').getBytes(UTF_8)));
    return HexFormat.of().toHexDigits((int) all.getValue());
  }

  private static void addFolder(Path folder, Map<String, Long> sums) throws IOException {
    Path ours = folder.resolve(OURS);
    if (Files.isDirectory(ours)) {
      try (Stream<Path> files = Files.walk(ours)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          CRC32 sum = new CRC32();
          sum.update(Files.readAllBytes(file));
          String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
          sums.putIfAbsent(name, sum.getValue());
        }
      }
    }
  }

  private static void addJar(Path jar, Map<String, Long> sums) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (entry.getName().startsWith(OURS) && !entry.isDirectory()) {
          sums.putIfAbsent(entry.getName(), entry.getCrc());
        }
      }
    }
  }
}
