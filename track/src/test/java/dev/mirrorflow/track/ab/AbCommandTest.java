package dev.mirrorflow.track.ab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AbCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine line = AbCommand.commandLine();
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
  })
  void aWrongOptionIsNamed(String option, String message) {
    assertEquals(2, run("HEAD", "HEAD", option));
    assertTrue(err.toString().contains(message), err.toString());
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
