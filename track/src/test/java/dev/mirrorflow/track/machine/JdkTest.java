package dev.mirrorflow.track.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdkTest {

  @TempDir private Path folder;

  private Path jdk(String name, String... tools) throws IOException {
    Path bin = Files.createDirectories(folder.resolve(name).resolve("bin"));
    for (String tool : tools) {
      Files.createFile(bin.resolve(tool)).toFile().setExecutable(true);
    }
    return bin.getParent();
  }

  @Test
  void javaHomeComesBeforeThePathWhoseLinksAreFollowed() throws IOException {
    Path one = jdk("one", "java", "javac").toRealPath();
    Path two = jdk("two", "java", "javac");
    Files.createSymbolicLink(
        Files.createDirectory(folder.resolve("usr")).resolve("java"), one.resolve("bin/java"));
    String path = "/nowhere:" + folder.resolve("usr");
    assertEquals(one, Jdk.standard(Map.of("PATH", path)).home());
    assertEquals(two, Jdk.standard(Map.of("PATH", path, "JAVA_HOME", two.toString())).home());
    assertThrows(BadDataException.class, () -> Jdk.standard(Map.of("PATH", "/nowhere")));
  }

  @Test
  void aRunTimeWithoutACompilerIsNoJdk() throws IOException {
    Path home = jdk("jre", "java");
    BadDataException e = assertThrows(BadDataException.class, () -> Jdk.in(home));
    assertTrue(e.getMessage().contains("it has no bin/javac"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"17.0.15, 17", "1.8.0_402, 8", "25, 25", "26-ea, 26", "unknown, 0"})
  void theReleaseIsTheFirstNumber(String version, int feature) {
    assertEquals(feature, new Jdk(folder, version).feature());
  }

  @Test
  void theVersionIsThatOfTheReleaseFile() throws IOException {
    Path home = jdk("one", "java", "javac");
    assertEquals("Java unknown", Jdk.in(home).toString());
    Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"21.0.2\"\n");
    assertEquals("Java 21.0.2", Jdk.in(home).toString());
  }
}
