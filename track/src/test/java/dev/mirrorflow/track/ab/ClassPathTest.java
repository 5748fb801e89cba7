package dev.mirrorflow.track.ab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {

  @TempDir private Path folder;

  private List<String> names(String classPath) {
    return ClassPath.entries(classPath, folder).stream()
        .map(e -> folder.relativize(e).toString())
        .toList();
  }

  @Test
  void aThinJarBringsWhatItsManifestNames() throws IOException {
    FakeProgram.jar(
        folder.resolve("lib/two.jar"), Map.of("Class-Path", "../lib/one.jar"), Map.of());
    FakeProgram.jar(folder.resolve("lib/one.jar"), Map.of("Class-Path", "two.jar"), Map.of());
    FakeProgram.jar(
        folder.resolve("thin.jar"),
        Map.of("Class-Path", "lib/two.jar missing.jar", "Main-Class", "p.Main"),
        Map.of());
    assertEquals(List.of("thin.jar", "lib/two.jar", "lib/one.jar"), names("thin.jar"));
    Path copy = folder.resolve("copy");
    ClassPath.copy(ClassPath.entries("thin.jar", folder), copy);
    List<Path> copied = ClassPath.copied(copy);
    assertEquals(
        List.of("-cp", copied.get(0) + ":" + copied.get(1) + ":" + copied.get(2), "p.Main"),
        ClassPath.arguments(copied));
  }

  @Test
  void aJarOfAllIsRunAsAJar() throws IOException {
    Path jar = FakeProgram.jar(folder.resolve("all.jar"), Map.of("Main-Class", "p.M"), Map.of());
    assertEquals(List.of("-jar", jar.toString()), ClassPath.arguments(List.of(jar)));
  }

  @Test
  void foldersAndStarsAreTakenAsJavaTakesThem() throws IOException {
    Files.createDirectories(folder.resolve("classes/p"));
    Files.writeString(folder.resolve("classes/p/A.class"), "A");
    FakeProgram.jar(folder.resolve("lib/b.jar"), Map.of(), Map.of());
    FakeProgram.jar(folder.resolve("lib/a.jar"), Map.of(), Map.of());
    Files.writeString(folder.resolve("lib/readme.txt"), "no jar");
    assertEquals(List.of("classes", "lib/a.jar", "lib/b.jar"), names("classes:lib/*"));
    Path copy = folder.resolve("copy");
    ClassPath.copy(ClassPath.entries("classes:lib/*", folder), copy);
    List<Path> copied = ClassPath.copied(copy);
    assertEquals("A", Files.readString(copied.get(0).resolve("p/A.class")));
    assertEquals("org.openjdk.jmh.Main", ClassPath.arguments(copied).get(2));
  }

  @Test
  void whatIsNotThereIsNamed() {
    BadDataException e = assertThrows(BadDataException.class, () -> names("classes:lib/*"));
    assertTrue(e.getMessage().contains("classes does not exist"), e.getMessage());
  }
}
