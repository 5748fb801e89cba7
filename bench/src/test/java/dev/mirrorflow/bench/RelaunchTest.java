package dev.mirrorflow.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelaunchTest {

  @Test
  void theMainClassRunsOnJava17() throws IOException {
    try (DataInputStream in =
        new DataInputStream(Relaunch.class.getResourceAsStream("Relaunch.class"))) {
      assertEquals(0xCAFEBABE, in.readInt());
      in.readUnsignedShort();
      assertEquals(61, in.readUnsignedShort());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "25.0.3, true",
    "25.0.4, true",
    "25.1, true",
    "25.0.2, false",
    "25, false",
    "26, false",
    "17.0.15, false",
    "1.8.0_402, false",
    "'', false"
  })
  void onlyAJdk25WithoutTheCollectorsFaultWillDo(String version, boolean suitable) {
    assertEquals(suitable, Relaunch.isSuitable(version));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theEnvironmentsJdkComesFirst(@TempDir Path home) throws IOException {
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.createFile(
        java, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.9\"\n");
    Map<String, String> named = Map.of("JAVA25_HOME", home.toString(), "JAVA_HOME", "/nowhere");
    assertEquals(Optional.of(home), Relaunch.findJdk(named));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"17.0.9\"\n");
    Optional<Path> running = Optional.of(Path.of(System.getProperty("java.home")));
    assertEquals(running, Relaunch.findJdk(named));
  }

  @Test
  void openBlasMustBeFreeToChooseItsCore() {
    assertFalse(Relaunch.isPinned(Map.of("OPENBLAS_NUM_THREADS", "1")));
    assertTrue(Relaunch.isPinned(Map.of()));
    assertTrue(
        Relaunch.isPinned(Map.of("OPENBLAS_NUM_THREADS", "1", "OPENBLAS_CORETYPE", "Haswell")));
    assertTrue(Relaunch.isPinned(Map.of("OPENBLAS_NUM_THREADS", "1", "OPENBLAS_L2_SIZE", "512")));
  }
}
