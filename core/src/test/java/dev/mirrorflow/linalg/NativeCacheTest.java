package dev.mirrorflow.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class NativeCacheTest {

  /** Any resource of a jar serves. */
  private static final String JAR_FOLDER = "org/bytedeco/openblas/linux-x86_64";

  private static final String LIBRARY = "libquadmath.so.0";

  @TempDir Path folder;

  @Test
  void unpacksTheBytesIntoAPrivateFolder() throws IOException {
    Path file = unpack();
    assertArrayEquals(content(), Files.readAllBytes(file));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
    assertTrue(file.getParent().getFileName().toString().matches("[0-9a-f]{64}"));
  }

  @Test
  void aDamagedFileIsReplaced() throws IOException {
    Path file = unpack();
    byte[] damaged = content();
    damaged[damaged.length / 2] ^= 1;
    Files.write(file, damaged);
    assertArrayEquals(content(), Files.readAllBytes(unpack()));
  }

  @Test
  void aSoundFileIsLeftAlone() throws IOException {
    Object before = Files.getAttribute(unpack(), "unix:ino");
    assertEquals(before, Files.getAttribute(unpack(), "unix:ino"));
  }

  @Test
  void aFolderOpenToOthersIsRefused() throws IOException {
    Path open = unpack().getParent();
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    IOException e = assertThrows(IOException.class, this::unpack);
    assertTrue(e.getMessage().contains("open to other users"), e.getMessage());
  }

  @Test
  void aMissingLibraryIsNamed() {
    IOException e =
        assertThrows(
            IOException.class, () -> new NativeCache(folder).unpack(JAR_FOLDER, "libnone.so"));
    assertEquals("libnone.so is not on the class path", e.getMessage());
  }

  @Test
  void manyAtOnceLeaveOneCompleteFile() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      Callable<Path> task = this::unpack;
      for (Future<Path> done :
          threads.invokeAll(List.of(task, task, task, task, task, task, task, task))) {
        assertArrayEquals(content(), Files.readAllBytes(done.get()));
      }
    }
    try (Stream<Path> files = Files.list(unpack().getParent())) {
      assertEquals(List.of(LIBRARY), files.map(f -> f.getFileName().toString()).toList());
    }
  }

  private Path unpack() throws IOException {
    return new NativeCache(folder).unpack(JAR_FOLDER, LIBRARY)[0];
  }

  private static byte[] content() throws IOException {
    try (InputStream in =
        NativeCacheTest.class.getClassLoader().getResourceAsStream(JAR_FOLDER + "/" + LIBRARY)) {
      return in.readAllBytes();
    }
  }
}
