package dev.mirrorflow.file;

import static dev.mirrorflow.file.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mirrorflow.error.ComputationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFileTest {

  @TempDir Path folder;

  @Test
  void replacesTheTargetAndLeavesNothingElse() throws IOException {
    Path target = Files.writeString(folder.resolve("a.txt"), "old");
    AtomicFile.write(target, out -> out.write('n'));
    assertEquals("n", Files.readString(target));
    assertEquals(List.of(target), files());
  }

  @Test
  void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
    Path target = Files.writeString(folder.resolve("a.txt"), "old");
    assertRefused(
        "a.txt: cannot be written (No space left on device); choose another folder",
        () ->
            AtomicFile.write(
                target,
                out -> {
                  out.write(new byte[1 << 20]);
                  throw new IOException("No space left on device");
                }));
    assertThrows(
        IllegalStateException.class,
        () ->
            AtomicFile.write(
                target,
                out -> {
                  throw new IllegalStateException("a defect");
                }));
    assertEquals("old", Files.readString(target));
    assertEquals(List.of(target), files());
  }

  @Test
  void anInterruptedThreadWritesWhatItHas() throws IOException {
    Path target = folder.resolve("a.txt");
    Thread.currentThread().interrupt();
    AtomicFile.write(target, out -> out.write("kept".getBytes(StandardCharsets.UTF_8)));
    assertTrue(Thread.interrupted(), "the interrupt is passed on");
    assertEquals("kept", Files.readString(target));
  }

  @Test
  void followsASymbolicLink() throws IOException {
    Path target = Files.writeString(folder.resolve("a.txt"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("latest"), target);
    AtomicFile.write(link, out -> out.write('n'));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("n", Files.readString(target));
  }

  @Test
  void followsASymbolicLinkToAFileThatIsNotThereYet() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path link = Files.createSymbolicLink(folder.resolve("latest"), Path.of("data", "a.txt"));
    Path second = Files.createSymbolicLink(folder.resolve("again"), Path.of("latest"));
    AtomicFile.write(second, out -> out.write('n'));
    assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(second));
    assertEquals("n", Files.readString(data.resolve("a.txt")));
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    assertRefused("loop: is a link that leads to itself; name another file", () -> write(loop));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-r-----", "rwxrwxrwx"})
  void theFileThatIsReplacedHandsOnItsPermissions(String mode) throws IOException {
    Path target = Files.writeString(folder.resolve("a.txt"), "old");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));
    AtomicFile.write(
        target,
        out -> {
          for (Path file : files()) {
            assertTrue(
                file.equals(target) || mode(file).equals("rw-------"), "until then nobody's else");
          }
          out.write('n');
        });
    assertEquals(mode, mode(target));
    try (TemporaryFile empty = TemporaryFile.beside(target)) {
      empty.replaceTarget();
    }
    assertEquals(mode, mode(target));
  }

  @Test
  void theFileThatIsReplacedHandsOnItsOwnerAndGroup() throws IOException {
    Path target = Files.writeString(folder.resolve("a.txt"), "old");
    try {
      Files.setAttribute(target, "unix:uid", 12345);
      Files.setAttribute(target, "unix:gid", 23456);
    } catch (IOException e) {
      assumeTrue(false, "only root may give a file away: " + e.getMessage());
    }
    write(target);
    assertEquals(12345, Files.getAttribute(target, "unix:uid"));
    assertEquals(23456, Files.getAttribute(target, "unix:gid"));
  }

  @Test
  void anInterruptionInTheMiddleLeavesTheOldFileAndNothingElse() throws IOException {
    Path target = Files.writeString(folder.resolve("a.txt"), "old");
    ComputationException e =
        assertThrows(
            ComputationException.class,
            () ->
                AtomicFile.write(
                    target,
                    out -> {
                      out.write(new byte[1 << 20]);
                      Thread.currentThread().interrupt();
                      out.write(new byte[1 << 20]);
                    }));
    assertTrue(Thread.interrupted(), "the interrupt is passed on");
    assertEquals("interrupted before " + target + " was complete", e.getMessage());
    assertEquals("old", Files.readString(target));
    assertEquals(List.of(target), files());
  }

  @Test
  void aFileThatMayNotBeWrittenIsLeftAlone() throws IOException {
    Path target = Files.writeString(folder.resolve("a.txt"), "old");
    assertTrue(target.toFile().setWritable(false));
    assumeFalse(Files.isWritable(target), "this user may write everything");
    assertRefused("a.txt: is there and may not be written", () -> write(target));
    assertRefused("may not be written", () -> AtomicFile.requireWritable(target));
  }

  @Test
  void unusableTargetsAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    assertRefused(
        "its folder does not exist; create it first",
        () -> write(folder.resolve("none").resolve("b.txt")));
    assertRefused("its folder is a file", () -> write(file.resolve("b.txt")));
    assertRefused("is a folder; name a file in it", () -> write(folder));
    assertEquals(List.of(file), files());
  }

  @Test
  void aFolderWithoutPermissionIsRefused() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    assertTrue(locked.toFile().setWritable(false));
    try {
      assumeFalse(Files.isWritable(locked), "this user may write everywhere");
      assertRefused(
          "its folder may not be written to; change its permissions or choose another folder",
          () -> write(locked.resolve("b.txt")));
    } finally {
      assertTrue(locked.toFile().setWritable(true));
    }
  }

  @Test
  void aFileSystemWithoutNewFilesIsRefused() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "there is no /proc here");
    assertRefused(
        "/proc/b.txt: its folder may not be written to", () -> write(Path.of("/proc/b.txt")));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void write(Path path) {
    AtomicFile.write(path, out -> out.write('n'));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
