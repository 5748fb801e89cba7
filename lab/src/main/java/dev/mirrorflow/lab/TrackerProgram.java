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

  /** As the help shows it. */
  private record Listed(String name, String description, String example) {

    void addTo(CommandLine line) {
      CommandSpec spec = CommandSpec.forAnnotatedObject(new TrackerProgram(name));
      spec.usageMessage()
          .description(description)
          .footer("", "Example:", "  mirrorflow " + name + " " + example);
      CommandLine command = new CommandLine(spec);
      line.addSubcommand(name, command);
      command.setUnmatchedOptionsArePositionalParams(true);
    }
  }

  private static final List<Listed> LISTED =
      List.of(
          new Listed(
              "compare",
              "Says what became faster or slower between two results of JMH, of any project.",
              "base.json new.json --fail-on regressed"),
          new Listed(
              "ab",
              "Measures two revisions of a project in turns and says what became faster or slower.",
              "main WORK --include FusedGradient"),
          new Listed(
              "history",
              "Shows the benchmarks over the commits, and the commit of each step.",
              "FusedGradientBenchmark.vector"),
          new Listed(
              "report",
              "Draws results of JMH, of any project, as one page of HTML.",
              "base.json new.json --output report.html"),
          new Listed(
              "export",
              "Writes results of JMH in the formats of other trackers.",
              "jmh-result.json --format bencher"),
          new Listed(
              "describe",
              "Writes the machine beside a result that plain JMH wrote.",
              "jmh-result.json --profile nightly"));

  private final String command;

  @Parameters(arity = "0..*", paramLabel = "ARGS", description = "its own, and its options")
  private List<String> arguments = new ArrayList<>();

  private TrackerProgram(String command) {
    this.command = command;
  }

  /** Adds those that judge and track results and have a name that is wanted. */
  static void addTo(CommandLine line, Predicate<String> wanted) {
    LISTED.stream()
        .filter(listed -> wanted.test(listed.name()))
        .forEach(listed -> listed.addTo(line));
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(arguments);
    return BenchProcess.ofThisInstallation().run(BenchProcess.TRACK, words);
  }
}
