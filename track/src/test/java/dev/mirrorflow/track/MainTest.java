package dev.mirrorflow.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.terminal.Version;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Map<String, String> environment, String... args) {
    CommandLine line = Main.commandLine(environment);
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(args);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          compare a.json            | compare: name two files, BASE and NEW
          compare --alll            | compare: Unknown option: '--alll'
          compare a b --min-effect 200% | compare: Invalid value for option '--min-effect'
          ab                        | ab: Missing required parameters: 'REF_A', 'REF_B'
          ab main WORK --forks many | ab: Invalid value for option '--forks'
          history --min-effect x    | history: Invalid value
          report                    | report: Missing required
          export a.json             | export: Missing required option: '--format=FORMAT'
          export a --format excel   | export: Invalid value for option '--format'
          describe                  | describe: Missing required parameter: 'FILE'
          """)
  void aUsageErrorIsOneLineThatPointsToTheHelp(String words, String message) {
    assertEquals(2, run(Map.of(), words.split(" +", -1)));
    assertTrue(err.toString().startsWith(message), err.toString());
    assertTrue(err.toString().endsWith("; see --help" + System.lineSeparator()), err.toString());
    assertEquals(1, err.toString().strip().lines().count(), err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void withoutACommandTheyAreNamed() {
    assertEquals(2, run(Map.of()));
    assertEquals(
        "java -jar mirrorflow-track.jar: name a command: ab, compare, describe, export, history,"
            + " report; see --help",
        err.toString().strip());
    assertEquals(2, run(Map.of(), "compere"));
    assertTrue(err.toString().contains("'compere'"), err.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "compare", "describe", "export", "history", "report"})
  void theExamplesOfTheHelpStartTheProgramAsItWasStarted(String command) {
    assertEquals(0, run(Map.of(), command, "--help"));
    assertTrue(
        out.toString().contains("\n  java -jar mirrorflow-track.jar " + command + " "),
        out.toString());
    assertFalse(out.toString().contains("${"), out.toString());
    assertEquals(0, run(Map.of("MIRRORFLOW_HOME", "/x"), command, "--help"));
    assertTrue(out.toString().contains("\n  mirrorflow " + command + " "), out.toString());
  }

  @Test
  void theVersionNamesTheCommit() {
    assertEquals(0, run(Map.of(), "-V"));
    assertEquals(0, run(Map.of(), "compare", "-V"));
    String line = "mirrorflow-track " + Version.text() + System.lineSeparator();
    assertEquals(line + line, out.toString());
    assertTrue(
        Version.text().matches("\\d\\S+ \\(([0-9a-f]{8,}(-dirty)?|unknown)\\)"), Version.text());
  }

  @Test
  void itRunsOnJava17() throws IOException {
    try (DataInputStream in = new DataInputStream(Main.class.getResourceAsStream("Main.class"))) {
      assertEquals(0xCAFEBABE, in.readInt());
      in.readUnsignedShort();
      assertEquals(61, in.readUnsignedShort());
    }
  }
}
