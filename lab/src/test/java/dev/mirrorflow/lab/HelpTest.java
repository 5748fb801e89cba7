package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
    assertTrue(
        version.matches("mirrorflow \\S+ \\(([0-9a-f]{8,}(-dirty)?|unknown)\\)\\R"), version);
    assertEquals(version, Cli.run("sweep", "--version").expectSuccess());
  }

  @Test
  void everyCommandIsInOneGroup() {
    List<String> grouped =
        CommandGroup.ALL.stream().flatMap(group -> group.commands().stream()).sorted().toList();
    assertEquals(commands().stream().sorted().toList(), grouped);
  }

  @Test
  void quietPrintsWhatIsAskedForAlone() {
    String problem = "--n 8 --d 12 --sparsity 1 --alphas 1";
    assertEquals("", Cli.run(words("limit --quiet " + problem)).expectSuccess());
    assertEquals("", Cli.run(words("--quiet limit " + problem)).expectSuccess());
    String csv = Cli.run(words("limit --quiet --csv-out - " + problem)).expectSuccess();
    assertTrue(csv.startsWith("alpha,newton_steps,"), csv);
    assertEquals(2, csv.lines().count(), csv);
    Cli.Result failed = Cli.run(words("limit --quiet --x missing.npy --y missing.npy"));
    assertTrue(failed.expectOneLine(3).contains("missing.npy"), failed.err());
    assertEquals("", failed.out());
  }

  @Test
  void completionKnowsCommandsAndTheirOptions() {
    String script = Cli.run("completion").expectSuccess();
    for (String word :
        List.of("basis-pursuit", "--noise-norm", "early-stopping", "--cv", "complete")) {
      assertTrue(script.contains(word), word);
    }
  }

  private static Object[] words(String line) {
    return line.split(" ");
  }
}
