package dev.mirrorflow.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PeersCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(String... args) {
    CommandLine command = PeersCommand.commandLine(repository());
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(args);
  }

  private static Path repository() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .filter(p -> Files.isRegularFile(p.resolve("mirrorflow")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void withoutPythonOneLineSaysHowToInstallIt() {
    String missing = folder.resolve("python9").toString();
    assertEquals(0, run("--python", missing), err.toString());
    assertEquals(1, out.toString().lines().count(), out.toString());
    assertTrue(out.toString().contains("there is no " + missing), out.toString());
    assertTrue(out.toString().contains("-m pip install numpy scipy"), out.toString());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void withoutSciPyOneLineSaysSo() throws IOException {
    Path python =
        Files.createFile(
            folder.resolve("python3"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(python, "#!/bin/sh\necho a warning\necho no module scipy\nexit 1\n");
    assertEquals(0, run("--python", python.toString(), "limit"), err.toString());
    assertEquals(1, out.toString().lines().count(), out.toString());
    assertTrue(out.toString().contains(", no module scipy; install"), out.toString());
  }

  @Test
  void bothSidesReachTheSameAnswer() throws InterruptedException {
    assumeTrue(new Python("python3", repository()).versions().complete(), "NumPy or SciPy missing");
    String data = folder.resolve("kept").toString();
    int code = run("--repetitions", "1", "--data", data, "basis-pursuit:20x60x3");
    assertEquals(0, code, err.toString());
    assertTrue(out.toString().contains("NumPy "), out.toString());
    assertEquals(
        3,
        out.toString()
            .lines()
            .filter(l -> l.matches("basis pursuit, 20x60x3  highs.* [0-9.]+x .*e-1\\d +1:1"))
            .count(),
        out.toString());
    assertTrue(Files.exists(Path.of(data, "basis-pursuit-20x60x3", "X.npy")));
  }

  @Test
  void wrongArgumentsAreAUsageError() {
    assertEquals(2, run("limits"));
    assertTrue(err.toString().contains("choose from gradient, columns"), err.toString());
    assertEquals(2, run("limit:3"));
    assertTrue(err.toString().contains("size '3' is not n x d"), err.toString());
    assertEquals(2, run("--repetitions", "0"));
  }

  @Test
  void withoutTheScriptsTheFolderIsNamed() {
    CommandLine command = PeersCommand.commandLine(folder);
    command.setErr(new PrintWriter(err));
    assertEquals(3, command.execute("limit"));
    assertTrue(err.toString().contains("run ./mirrorflow peers from a clone"), err.toString());
  }
}
