package dev.mirrorflow.lab;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.input.ProblemOptions;
import dev.mirrorflow.lab.report.Evaluation;
import dev.mirrorflow.lab.report.OutputOptions;
import dev.mirrorflow.lab.report.Progress;
import dev.mirrorflow.lab.report.SaddlesReport;
import dev.mirrorflow.landscape.FlowJumps;
import dev.mirrorflow.landscape.Saddle;
import dev.mirrorflow.landscape.SaddlePath;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mirrorflow saddles}: the path of the gradient flow as α → 0. */
@Command(
    name = "saddles",
    description = {
      "Follows the gradient flow of the diagonal network in the limit α → 0, in the time τ ="
          + " t/ln(1/α): from saddle to saddle, up to the minimiser of the training loss of least"
          + " ℓ1 norm, which it proves. Coordinates count from 0. Where doubles do not suffice and"
          + " n·d is at most 20000, it takes more digits; without a proof it exits with 4."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {"", "Example:", "  mirrorflow saddles --n 20 --d 100 --sparsity 3 --alpha 1e-100"})
final class SaddlesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--alpha",
      paramLabel = "ALPHA",
      description =
          "integrate the flow from this small α as well, with a stiff method, and show when it"
              + " jumps")
  private Double alpha;

  @Mixin private ProblemOptions problems;
  @Mixin private OutputOptions outputs;

  @Override
  public Integer call() {
    problems.validate();
    outputs.validate();
    if (alpha != null && !(alpha > 0 && alpha < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--alpha must be between 0 and 1, not " + alpha);
    }
    SaddlesReport report = report(problems.loadByRows());
    PrintWriter out = spec.commandLine().getOut();
    report.problem().notes().forEach(out::println);
    out.println();
    outputs.write(report, out);
    if (!report.isCertified()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("mirrorflow: " + report.verdict());
      return ExitCode.COMPUTATION;
    }
    return ExitCode.OK;
  }

  private SaddlesReport report(Problem problem) {
    SaddlePath path = SaddlePath.of(problem.train());
    List<Evaluation> evaluations = new ArrayList<>();
    try (Progress progress = Progress.of("saddles", path.saddles().size())) {
      for (Saddle saddle : path.saddles()) {
        ComputationException.throwIfInterrupted();
        evaluations.add(Evaluation.of(problem, saddle.theta(problem.train().features())));
        progress.step();
      }
    }
    Optional<SaddlesReport.Flow> flow =
        Optional.ofNullable(alpha)
            .map(a -> new SaddlesReport.Flow(a, FlowJumps.of(problem.train(), path, a)));
    return new SaddlesReport(problem, path, evaluations, flow);
  }
}
