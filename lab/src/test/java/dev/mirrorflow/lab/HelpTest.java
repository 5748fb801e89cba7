package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

final class HelpTest {

  static Set<String> commands() {
    return Commands.all().getSubcommands().keySet();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpHoldsAnExampleThatParses(String command) {
    CommandLine line = Commands.all();
    line.parseArgs(example(command));
  }

  @ParameterizedTest
  @CsvSource({
    "sweep, converged",
    "fit, converged",
    "limit, 13 limits certified",
    "basis-pursuit, certified to 1e-09",
    "descend, 3 of 3 converged",
    "effective, converged",
    "initialise, all limits certified",
    "samples, samples needed",
    "early-stopping, oracle",
    "classify, separated by both",
    "flow, by the loss to end at",
    "landscape, minima",
    "saddles, minimisers: certified",
    "factorise, proved by duality"
  })
  void exampleRuns(String command, String part) {
    String out = Cli.run((Object[]) example(command)).expectSuccess();
    assertTrue(out.contains(part), out);
  }

  private static String[] example(String command) {
    String help = Cli.run(command, "--help").expectSuccess();
    return help.lines()
        .map(String::strip)
        .filter(line -> line.startsWith("mirrorflow " + command))
        .reduce((_, last) -> last)
        .orElseThrow()
        .substring("mirrorflow ".length())
        .split(" ");
  }

  @Test
  void mainHelpListsAllCommands() {
    String help = Cli.run("--help").expectSuccess();
    for (String command : commands()) {
      assertTrue(help.contains("  " + command + " "), command);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void onlyTheCommandAskedForIsBuilt(String command) {
    assertEquals(Set.of(command), built(command, "--help"));
    assertEquals(Set.of(command), built("--debug", "--backend", "java", command));
  }

  @Test
  void wordsThatAreNoCommandAreLookedForAmongAll() {
    assertEquals(commands(), built("swep", "limit"));
    assertEquals(commands(), built("--help"));
    assertEquals(commands(), built());
    assertEquals(Set.of(), built("--version"));
  }

  private static Set<String> built(String... words) {
    return Commands.of(words).getSubcommands().keySet();
  }

  @Test
  void version() {
    String version = Cli.run("--version").expectSuccess();
    assertTrue(version.startsWith("mirrorflow "), version);
    assertEquals(version, Cli.run("sweep", "--version").expectSuccess());
  }
}
