package dev.mirrorflow.lab;

import dev.mirrorflow.lab.input.AlphasConverter;
import dev.mirrorflow.lab.input.ProblemOptions;
import dev.mirrorflow.lab.report.OutputOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mirrorflow limit}: where the gradient flow of the diagonal network ends. */
@Command(
    name = "limit",
    description = {
      "Solves for the interpolator that the gradient flow of the diagonal network θ = u⊙v converges"
          + " to from u = √2 α, v = 0, without following it, and proves each answer to 1e-9."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Example:",
      "  mirrorflow limit --n 100 --d 1000 --sparsity 8 --alphas 1e-10:100:13",
    })
final class LimitCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--alphas",
      paramLabel = "LO:HI:COUNT",
      required = true,
      converter = AlphasConverter.class,
      description = "initialisation scales: a log-spaced range, or a list such as 1e-150,0.1,1e150")
  private AlphasConverter.Alphas alphas;

  @Mixin private ProblemOptions problems;
  @Mixin private OutputOptions outputs;

  @Override
  public Integer call() {
    problems.validate();
    outputs.validate();
    return LimitRun.of(problems.load(), alphas.values(), outputs, spec.commandLine().getOut());
  }
}
