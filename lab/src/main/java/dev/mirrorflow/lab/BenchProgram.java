package dev.mirrorflow.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/**
 * A program of bench as a command: hands over its arguments, as the launcher does. Here it is
 * listed in the help; its own {@code --help} is the program's.
 */
final class BenchProgram implements Callable<Integer> {

  private final String mainClass;

  @Parameters(arity = "0..*", paramLabel = "ARGS", description = "its own, and its options")
  private List<String> arguments = new ArrayList<>();

  private BenchProgram(String mainClass) {
    this.mainClass = mainClass;
  }

  /** Adds those that judge and track results. */
  static void addTo(CommandLine line) {
    add(
        line,
        "ab",
        "dev.mirrorflow.bench.ab.AbCommand",
        "Measures two revisions of a project in turns and says what became faster or slower.",
        "mirrorflow ab main WORK --include FusedGradient");
    add(
        line,
        "history",
        "dev.mirrorflow.bench.history.HistoryCommand",
        "Shows the benchmarks over the commits, and the commit of each step.",
        "mirrorflow history FusedGradientBenchmark.vector");
    add(
        line,
        "report",
        "dev.mirrorflow.bench.html.ReportCommand",
        "Draws results of JMH, of any project, as one page of HTML.",
        "mirrorflow report base.json new.json --output report.html");
    add(
        line,
        "export",
        "dev.mirrorflow.bench.export.ExportCommand",
        "Writes results of JMH in the formats of other trackers.",
        "mirrorflow export jmh-result.json --format bencher");
  }

  private static void add(
      CommandLine line, String name, String mainClass, String description, String example) {
    CommandSpec spec = CommandSpec.forAnnotatedObject(new BenchProgram(mainClass));
    spec.usageMessage().description(description).footer("", "Example:", "  " + example);
    CommandLine command = new CommandLine(spec);
    line.addSubcommand(name, command);
    command.setUnmatchedOptionsArePositionalParams(true);
  }

  @Override
  public Integer call() throws InterruptedException {
    return BenchProcess.ofThisInstallation().run(mainClass, arguments);
  }
}
