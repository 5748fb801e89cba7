package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class HelpTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quickstart",
        "sweep",
        "limit",
        "fit",
        "generate",
        "info",
        "bench",
        "ab",
        "history",
        "report",
        "export"
      })
  void helpHoldsAnExampleThatParses(String command) {
    String help = Cli.run(command, "--help").expectSuccess();
    String example =
        help.lines()
            .map(String::strip)
            .filter(line -> line.startsWith("mirrorflow " + command))
            .reduce((_, last) -> last)
            .orElseThrow();
    CommandLine line = Main.commandLine();
    line.parseArgs(example.substring("mirrorflow ".length()).split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sweep", "fit"})
  void exampleRuns(String command) {
    String help = Cli.run(command, "--help").expectSuccess();
    String example =
        help.lines().reduce((_, last) -> last).orElseThrow().strip().replace("mirrorflow ", "");
    String out = Cli.run((Object[]) example.split(" ")).expectSuccess();
    assertTrue(out.contains("converged"), out);
  }

  @Test
  void exampleOfTheLimitRuns() {
    String help = Cli.run("limit", "--help").expectSuccess();
    String example =
        help.lines().reduce((_, last) -> last).orElseThrow().strip().replace("mirrorflow ", "");
    String out = Cli.run((Object[]) example.split(" ")).expectSuccess();
    assertTrue(out.contains("13 limits certified"), out);
  }

  @Test
  void mainHelpListsAllCommands() {
    String help = Cli.run("--help").expectSuccess();
    for (String command : Main.commandLine().getSubcommands().keySet()) {
      assertTrue(help.contains("  " + command + " "), command);
    }
  }

  @Test
  void version() {
    String version = Cli.run("--version").expectSuccess();
    assertTrue(version.startsWith("mirrorflow "), version);
    assertEquals(version, Cli.run("sweep", "--version").expectSuccess());
  }
}
