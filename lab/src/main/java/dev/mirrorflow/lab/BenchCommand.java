package dev.mirrorflow.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mirrorflow bench}: hands over to the benchmark's own program, as the launcher does. */
@Command(
    name = "bench",
    description = "Measures the kernels against the roofs of this machine and against BLAS.",
    footer = {"", "Example:", "  mirrorflow bench --profile quick"})
final class BenchCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "ARGS",
      description = "--profile quick|standard|full; JMH's own options after --")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    return BenchProcess.ofThisInstallation().run(BenchProcess.BENCH, arguments);
  }
}
