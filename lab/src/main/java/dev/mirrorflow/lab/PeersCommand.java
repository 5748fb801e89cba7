package dev.mirrorflow.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mirrorflow peers}: hands over to the benchmark's own program, as the launcher does. */
@Command(
    name = "peers",
    description = "Does the same work in NumPy and SciPy and here, and prints both times.",
    footer = {"", "Example:", "  mirrorflow peers basis-pursuit"})
final class PeersCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "ARGS",
      description = "names of comparisons and options; --help after -- lists them")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    return BenchProcess.ofThisInstallation().run(BenchProcess.PEERS, arguments);
  }
}
