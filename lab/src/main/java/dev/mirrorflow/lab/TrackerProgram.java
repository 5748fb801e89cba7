package dev.mirrorflow.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/**
 * A command of the tracker: hands over its arguments, as the launcher does. Here it is listed in
 * the help; its own {@code --help} is the tracker's.
 */
final class TrackerProgram implements Callable<Integer> {

  private final String command;

  @Parameters(arity = "0..*", paramLabel = "ARGS", description = "its own, and its options")
  private List<String> arguments = new ArrayList<>();

  private TrackerProgram(String command) {
    this.command = command;
  }

  /** Adds those that judge and track results and have a name that is wanted. */
  static void addTo(CommandLine line, Predicate<String> wanted) {
    add(
        line,
        wanted,
        "compare",
        "Says what became faster or slower between two results of JMH, of any project.",
        "base.json new.json --fail-on regressed");
    add(
        line,
        wanted,
        "ab",
        "Measures two revisions of a project in turns and says what became faster or slower.",
        "main WORK --include FusedGradient");
    add(
        line,
        wanted,
        "history",
        "Shows the benchmarks over the commits, and the commit of each step.",
        "FusedGradientBenchmark.vector");
    add(
        line,
        wanted,
        "report",
        "Draws results of JMH, of any project, as one page of HTML.",
        "base.json new.json --output report.html");
    add(
        line,
        wanted,
        "export",
        "Writes results of JMH in the formats of other trackers.",
        "jmh-result.json --format bencher");
    add(
        line,
        wanted,
        "describe",
        "Writes the machine beside a result that plain JMH wrote.",
        "jmh-result.json --profile nightly");
  }

  private static void add(
      CommandLine line, Predicate<String> wanted, String name, String description, String example) {
    if (!wanted.test(name)) {
      return;
    }
    CommandSpec spec = CommandSpec.forAnnotatedObject(new TrackerProgram(name));
    spec.usageMessage()
        .description(description)
        .footer("", "Example:", "  mirrorflow " + name + " " + example);
    CommandLine command = new CommandLine(spec);
    line.addSubcommand(name, command);
    command.setUnmatchedOptionsArePositionalParams(true);
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(arguments);
    return BenchProcess.ofThisInstallation().run(BenchProcess.TRACK, words);
  }
}
