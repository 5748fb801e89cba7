package dev.mirrorflow.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRolesTest {

  @TempDir Path folder;

  @Test
  void filesOfTheirOwnAreGood() throws IOException {
    Path x = Files.writeString(folder.resolve("x"), "same");
    Path y = Files.writeString(folder.resolve("y"), "same");
    FileRoles roles =
        new FileRoles()
            .reads("--x", x)
            .reads("--test-x", x)
            .writes("--json", y)
            .writes("--plot", folder.resolve("new"))
            .writes("--csv-out", folder.resolve("none").resolve("new"));
    assertEquals(Optional.empty(), roles.conflict());
  }

  @Test
  void anInputUnderAnyOfItsNamesIsRefused() throws IOException {
    Path x = Files.writeString(folder.resolve("x"), "data");
    Files.createDirectory(folder.resolve("sub"));
    Path relative = Path.of("").toAbsolutePath().relativize(x.toAbsolutePath());
    Path around = folder.resolve("sub/../x");
    Path soft = Files.createSymbolicLink(folder.resolve("soft"), Path.of("x"));
    Path hard = Files.createLink(folder.resolve("hard"), x);
    Path far = Files.createSymbolicLink(folder.resolve("far"), folder).resolve("soft");
    for (Path name : new Path[] {x, relative, around, soft, hard, far}) {
      String line = new FileRoles().reads("--x", x).writes("--json", name).conflict().orElseThrow();
      assertEquals(
          "--json is the file of --x, "
              + FileError.excerpt(x.toString())
              + ", which would be written over; name another file",
          line);
      assertTrue(
          new FileRoles().reads("--x", name).writes("--json", x).conflict().isPresent(),
          name.toString());
    }
  }

  @Test
  void twoOutputsOfOneFileAreRefusedBeforeItIsThere() throws IOException {
    Path out = folder.resolve("out");
    Path soft = Files.createSymbolicLink(folder.resolve("soft"), Path.of("out"));
    Path far = Files.createSymbolicLink(folder.resolve("far"), folder).resolve("out");
    for (Path name : new Path[] {out, folder.resolve("./out"), soft, far}) {
      String line =
          new FileRoles().writes("--json", out).writes("--plot", name).conflict().orElseThrow();
      assertTrue(line.startsWith("--json and --plot name the same file "), line);
      assertTrue(line.endsWith("; name another for one of them"), line);
    }
  }
}
