package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.BadDataException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The jars and folders of a program, with those that the manifests name, put into one folder. */
final class ClassPath {

  /** Starts the benchmarks where no manifest names another class. */
  private static final String JMH = "org.openjdk.jmh.Main";

  private ClassPath() {}

  /**
   * The entries of a class path as java reads it: {@code target/classes:lib/*}.
   *
   * @param base folder of relative paths
   * @throws BadDataException if an entry does not exist
   */
  static List<Path> entries(String text, Path base) {
    Set<Path> entries = new LinkedHashSet<>();
    for (String part : text.split(File.pathSeparator, -1)) {
      if (part.equals("*") || part.endsWith("/*")) {
        jars(base.resolve(part.substring(0, part.length() - 1))).forEach(e -> add(entries, e));
      } else if (!part.isEmpty()) {
        add(entries, base.resolve(part));
      }
    }
    return List.copyOf(entries);
  }

  /** Adds an entry, then what its manifest names; what that names in vain, java ignores too. */
  private static void add(Set<Path> entries, Path entry) {
    if (!Files.exists(entry)) {
      throw new BadDataException(entry + " does not exist; name a jar or a class path");
    }
    if (!entries.add(entry.normalize()) || Files.isDirectory(entry)) {
      return;
    }
    for (String name : attribute(entry, Attributes.Name.CLASS_PATH).split(" +", -1)) {
      if (!name.isEmpty()) {
        Path named = Path.of(entry.toUri().resolve(name));
        if (Files.exists(named)) {
          add(entries, named);
        }
      }
    }
  }

  private static List<Path> jars(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new BadDataException(folder + " is no folder of jars; name one that the build makes");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".jar"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new BadDataException(folder + " cannot be listed: " + e.getMessage(), e);
    }
  }

  /** An attribute of a jar's manifest; empty if it has none, or is no jar. */
  private static String attribute(Path jar, Attributes.Name name) {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String value = manifest == null ? null : manifest.getMainAttributes().getValue(name);
      return value == null ? "" : value.strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** Copies the entries into a folder, where their names keep the order. */
  static void copy(List<Path> entries, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int e = 0; e < entries.size(); e++) {
      Path entry = entries.get(e);
      String name = String.format(Locale.ROOT, "%03d-%s", e, entry.getFileName());
      try (Stream<Path> files = Files.walk(entry)) {
        for (Path file : files.toList()) {
          Path copy = folder.resolve(name).resolve(entry.relativize(file).toString());
          if (Files.isDirectory(file)) {
            Files.createDirectories(copy);
          } else {
            Files.copy(file, copy);
          }
        }
      }
    }
  }

  /** The entries that were copied into a folder, in order. */
  static List<Path> copied(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new BadDataException(folder + " cannot be listed: " + e.getMessage(), e);
    }
  }

  /**
   * What java is to be told to run the entries: the jar if it is one that names its class,
   * otherwise the class path and the class.
   */
  static List<String> arguments(List<Path> entries) {
    String main = attribute(entries.get(0), Attributes.Name.MAIN_CLASS);
    if (entries.size() == 1 && !main.isEmpty()) {
      return List.of("-jar", entries.get(0).toString());
    }
    List<String> paths = new ArrayList<>();
    entries.forEach(e -> paths.add(e.toString()));
    return List.of("-cp", String.join(File.pathSeparator, paths), main.isEmpty() ? JMH : main);
  }
}
