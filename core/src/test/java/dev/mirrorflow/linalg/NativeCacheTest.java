package dev.mirrorflow.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
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
  private static final String LIBRARY = "libgcc_s.so.1";

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
  void aRootInWhichOthersMayRenameIsRefusedUnlessTheyMayRenameTheirOwnOnly() throws IOException {
    unpack();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    IOException e = assertThrows(IOException.class, this::unpack);
    assertTrue(e.getMessage().contains("open to other users (rwxrwxrwx"), e.getMessage());
    Files.setAttribute(folder, "unix:mode", 01777);
    assertArrayEquals(content(), Files.readAllBytes(unpack()));
  }

  @Test
  void aRootInWhichAnotherGroupMayRenameIsRefused() throws IOException {
    unpack();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
    try {
      Files.setAttribute(folder, "unix:gid", 23456);
    } catch (IOException e) {
      assumeTrue(false, "only root may give a folder to any group: " + e.getMessage());
    }
    IOException e = assertThrows(IOException.class, this::unpack);
    assertTrue(e.getMessage().contains("open to other users (rwxrwx---"), e.getMessage());
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
    assertArrayEquals(content(), Files.readAllBytes(unpack()));
  }

  @Test
  void aFolderOfAnotherUserIsRefused() throws IOException {
    Path file = unpack();
    for (Path given : List.of(file.getParent(), folder)) {
      Object owner = Files.getAttribute(given, "unix:uid");
      try {
        Files.setAttribute(given, "unix:uid", 65534);
      } catch (IOException e) {
        assumeTrue(false, "only root may give a folder away: " + e.getMessage());
      }
      IOException e = assertThrows(IOException.class, this::unpack);
      assertTrue(e.getMessage().contains("uid 65534"), e.getMessage());
      Files.setAttribute(given, "unix:uid", owner);
    }
    assertEquals(file, unpack());
  }

  @Test
  void aLinkIsNeverTakenForALibrary() throws IOException {
    Path file = unpack();
    Path elsewhere = Files.move(file, folder.resolve("elsewhere.so"));
    Files.createSymbolicLink(file, elsewhere);
    assertArrayEquals(content(), Files.readAllBytes(unpack()));
    assertTrue(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));

    Path own = file.getParent();
    Path moved = Files.move(own, folder.resolve("moved"));
    Files.createSymbolicLink(own, moved);
    assertThrows(IOException.class, this::unpack);
  }

  @Test
  void aRootThatIsAFileIsRefusedInOneLine() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    IOException e =
        assertThrows(IOException.class, () -> new NativeCache(file).unpack(jarFolder(), LIBRARY));
    assertTrue(e.getMessage().contains(file + " cannot be written: "), e.getMessage());
  }

  @Test
  void processesThatStartAtOnceAllGetTheWholeLibrary() throws Exception {
    Path cache = folder.resolve("cache");
    List<Process> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "--add-modules=jdk.incubator.vector",
                  "-Xshare:auto",
                  "-XX:TieredStopAtLevel=1",
                  "-Dmirrorflow.backend=native",
                  "-Dmirrorflow.cache=" + cache,
                  "-cp",
                  System.getProperty("java.class.path"),
                  DescribeBackend.class.getName())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    }
    for (Process process : all) {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor());
      assertTrue(said.startsWith("OpenBLAS "), said);
    }
    try (Stream<Path> files = Files.walk(cache)) {
      List<String> names =
          files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).sorted().toList();
      assertEquals(
          List.of("libgcc_s.so.1", "libgfortran.so.5", "libopenblas.so.0", "libquadmath.so.0"),
          names);
    }
  }

  @Test
  void aMissingLibraryIsNamed() {
    IOException e =
        assertThrows(
            IOException.class, () -> new NativeCache(folder).unpack(jarFolder(), "libnone.so"));
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
    return new NativeCache(folder).unpack(jarFolder(), LIBRARY)[0];
  }

  private static byte[] content() throws IOException {
    try (InputStream in =
        NativeCacheTest.class.getClassLoader().getResourceAsStream(jarFolder() + "/" + LIBRARY)) {
      return in.readAllBytes();
    }
  }

  private static String jarFolder() throws IOException {
    return OpenBlas.Platform.here().folder();
  }
}
