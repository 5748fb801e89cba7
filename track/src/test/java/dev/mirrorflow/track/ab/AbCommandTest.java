package dev.mirrorflow.track.ab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AbCommandTest {

  private static final String JDK = System.getProperty("java.home");

  @TempDir private Path cache;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine line =
        AbCommand.commandLine(Map.of("XDG_CACHE_HOME", cache.toString(), "JAVA_HOME", JDK));
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(args);
  }

  @Test
  void anUnknownRevisionIsOneLine(@TempDir Path folder) {
    assertEquals(3, run("HEAD", "no-such-branch", "--output", folder.toString()));
    assertTrue(err.toString().startsWith("ab: 'no-such-branch' is no revision of"), err.toString());
    assertEquals(1, err.toString().strip().lines().count(), err.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "--forks=0, --forks must be at least 1",
    "--include=(, --include is no regular expression",
    "--fail-on=slower, is none of improved",
    "--base=parent, is none of auto",
    "--budget=20, is no time; write 90s",
  })
  void aWrongOptionIsNamed(String option, String message) {
    assertEquals(2, run("HEAD", "HEAD", option));
    assertTrue(err.toString().contains(message), err.toString());
  }

  private String[] jars(Path folder, double a, double b) throws IOException {
    Path old = FakeProgram.running(folder.resolve("old/b.jar"), a, folder.resolve("a"));
    Path now = FakeProgram.running(folder.resolve("new/b.jar"), b, folder.resolve("b"));
    return new String[] {
      "--jars",
      old.toString(),
      now.toString(),
      "--forks",
      "7",
      "--jdk",
      JDK,
      "--output",
      folder.resolve("run").toString(),
      "--fail-on",
      "regressed"
    };
  }

  /** Seven forks: with fewer than six the rank test proves nothing. */
  @Test
  void twoJarsAreComparedWithoutGitAndEndWhenAllIsDecided(@TempDir Path folder) throws IOException {
    String[] args = jars(folder, 100, 150);
    assertEquals(1, run(args), err.toString());
    assertTrue(out.toString().contains("regressed"), out.toString());
    assertTrue(
        out.toString().contains("Measuring ended after 6 rounds: every verdict was decided."),
        out.toString());
    assertTrue(
        err.toString()
            .contains(
                "ab: 1 benchmark, 14 forks, about 1 min; iterations are" + " shortened to 500 ms"),
        err.toString());
    assertTrue(err.toString().contains("ab: fork 1 of 14: A T.m"), err.toString());
  }

  @Test
  void aBenchmarkThatFailsInBIsNoSuccess(@TempDir Path folder) throws IOException {
    String[] args = jars(folder, 100, -1);
    assertEquals(4, run(args), out.toString());
    assertTrue(err.toString().contains("every fork of B failed"), err.toString());
  }

  @Test
  void theFolderOfAnInputIsNoOutput(@TempDir Path folder) throws IOException {
    Path jar = FakeProgram.withList(folder.resolve("in/b.jar"));
    String[] args = {
      "--jars", jar.toString(), jar.toString(), "--output", jar.getParent().toString()
    };
    assertEquals(2, run(args));
    assertTrue(err.toString().contains("name another folder"), err.toString());
    args[args.length - 1] =
        Files.createSymbolicLink(folder.resolve("link"), jar.getParent()).toString();
    assertEquals(2, run(args));
    assertTrue(err.toString().contains("name another folder"), err.toString());
  }

  @Test
  void anOutputThatIsAFileIsRefusedBeforeTheBuild(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("results"), "mine");
    Path jar = FakeProgram.jar(folder.resolve("b.jar"), Map.of(), Map.of());
    String[] args = {
      "--jars", jar.toString(), jar.toString(), "--output", file.toString(), "--jdk", JDK
    };
    assertEquals(3, run(args));
    assertTrue(err.toString().contains("results cannot be written"), err.toString());
    assertEquals("mine", Files.readString(file));
  }

  @ParameterizedTest
  @CsvSource({
    "b.jar, 2, would be written over",
    "link.jar, 2, would be written over",
    "., 3, cannot be written",
    "no/x, 3, none to hold"
  })
  void aReportThatCannotBeWrittenIsRefusedBeforeTheWork(
      String name, int code, String message, @TempDir Path folder) throws IOException {
    Path jar = FakeProgram.withList(folder.resolve("b.jar"));
    Files.createSymbolicLink(folder.resolve("link.jar"), jar);
    Path file = folder.resolve(name);
    assertEquals(
        code, run("--jars", jar.toString(), jar.toString(), "--markdown", file.toString()));
    assertTrue(err.toString().contains(message), err.toString());
    assertTrue(BenchmarkList.isIn(jar));
  }

  @Test
  void aJarWithoutBenchmarksSaysWhatToDo(@TempDir Path folder) throws IOException {
    Path jar = FakeProgram.jar(folder.resolve("b.jar"), Map.of(), Map.of());
    String[] args = {
      "--jars", jar.toString(), jar.toString(), "--output", folder.resolve("r").toString()
    };
    assertEquals(3, run(args));
    assertTrue(err.toString().contains("annotationProcessorPaths"), err.toString());
  }

  @Test
  void aFolderThatIsNoJdkIsNamed(@TempDir Path folder) {
    assertEquals(3, run("HEAD", "HEAD", "--jdk", folder.toString()));
    assertTrue(err.toString().contains("is no JDK: it has no bin/java"), err.toString());
    assertEquals(2, run("--jars", "a.jar", "b.jar", "--build", "make"));
    assertTrue(err.toString().contains("--jars builds nothing"), err.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "-f 3, set the number of forks with --forks",
    "Kernels, name the benchmarks with --include",
    "-rff x.json, -rff and -o are set here",
    "-wi many, JMH does not understand its options",
  })
  void optionsOfJmhThatTheRunSetsItselfAreRefused(String options, String message) {
    String[] words = options.split(" ", -1);
    String[] args = new String[words.length + 3];
    args[0] = "HEAD";
    args[1] = "HEAD";
    args[2] = "--";
    System.arraycopy(words, 0, args, 3, words.length);
    assertEquals(2, run(args));
    assertTrue(err.toString().contains(message), err.toString());
  }
}
