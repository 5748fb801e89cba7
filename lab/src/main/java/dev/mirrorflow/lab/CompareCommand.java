package dev.mirrorflow.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mirrorflow compare}: hands over to the benchmark's own program, as the launcher does. */
@Command(
    name = "compare",
    description = "Says what became faster or slower between two results of JMH, of any project.",
    footer = {"", "Example:", "  mirrorflow compare base.json new.json --fail-on regressed"})
final class CompareCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "ARGS",
      description = "two files or folders, and options; --help after -- lists them")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    return BenchProcess.ofThisInstallation().run(BenchProcess.COMPARE, arguments);
  }
}
