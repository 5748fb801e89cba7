package dev.mirrorflow.lab;

import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.descent.EarlyStopping;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.lab.input.DescentOptions;
import dev.mirrorflow.lab.input.HoldOut;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.input.ProblemOptions;
import dev.mirrorflow.lab.report.EarlyStoppingReport;
import dev.mirrorflow.lab.report.OutputOptions;
import dev.mirrorflow.model.RestrictedLeastSquares;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mirrorflow early-stopping}: when to stop on noisy data. */
@Command(
    name = "early-stopping",
    description = {
      "Descends the diagonal network from a tiny α on a part of the samples and keeps the θ of"
          + " least error on the rest: on noisy data from a sparse θ* it is then about as good as"
          + " least squares on the true support, and long before the noise is fitted."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Example:",
      "  mirrorflow early-stopping --n 100 --d 400 --sparsity 5 --noise 0.5 --max-iterations 20000",
    })
final class EarlyStoppingCommand implements Callable<Integer> {

  private static final int PER_DECADE = 100;

  @Spec private CommandSpec spec;

  @Option(
      names = "--alpha",
      paramLabel = "ALPHA",
      description = "starts from u = √2 ALPHA, v = 0 (default: ${DEFAULT-VALUE})",
      defaultValue = "1e-6")
  private double alpha;

  @Option(
      names = "--held-out",
      paramLabel = "SHARE",
      description = "share of the training samples to hold out (default: ${DEFAULT-VALUE})",
      defaultValue = "0.2")
  private double share;

  @Mixin private ProblemOptions problems;
  @Mixin private DescentOptions descents;
  @Mixin private OutputOptions outputs;

  @Override
  public Integer call() {
    problems.validate();
    descents.validate();
    descents
        .elsewhere()
        .ifPresent(command -> {
          throw usage("early-stopping is for descents; use mirrorflow " + command + " here");
        });
    if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw new BadDataException("--alpha must be positive and finite, not " + alpha);
    }
    if (!(share > 0 && share < 1)) {
      throw usage("--held-out must be between 0 and 1, not " + share);
    }
    outputs.validate();
    Problem all = problems.load();
    HoldOut parts = HoldOut.of(all.train(), share, problems.seed());
    EarlyStoppingReport report = run(all.trainingOn(parts.training()), parts);
    PrintWriter out = spec.commandLine().getOut();
    report.problem().notes().forEach(out::println);
    out.println("diagonal network, α = " + alpha + "; " + descents.description());
    out.println();
    outputs.write(report, out);
    return exitCode(report.result());
  }

  private EarlyStoppingReport run(Problem problem, HoldOut parts) {
    Descent plan = descents.plan(problem, problems.seed());
    EarlyStopping watch = new EarlyStopping(parts.heldOut(), descents.maxIterations(), PER_DECADE);
    DescentResult result =
        plan.run(
            parts.training(),
            Start.network(alpha, problem.train().features()),
            watch,
            Thread.currentThread()::isInterrupted);
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("alpha", alpha);
    summary.put("heldOut", parts.heldOut().samples());
    summary.putAll(descents.summary(plan));
    return new EarlyStoppingReport(
        problem, summary, parts.heldOut(), watch, result, oracle(problem));
  }

  /** Least squares on the support of θ*, if it is known and leaves samples to spare. */
  private static Optional<double[]> oracle(Problem problem) {
    return problem
        .thetaStar()
        .map(truth -> IntStream.range(0, truth.length).filter(j -> truth[j] != 0).toArray())
        .filter(support -> support.length > 0 && support.length < problem.train().samples())
        .map(support -> RestrictedLeastSquares.of(problem.train(), support).theta());
  }

  private int exitCode(DescentResult result) {
    PrintWriter err = spec.commandLine().getErr();
    if (result.status() == Status.DIVERGED) {
      err.println("mirrorflow: the descent diverged; lower --step, or use --step edge:0.5");
      return ExitCode.COMPUTATION;
    }
    if (result.status() == Status.INTERRUPTED) {
      err.println("mirrorflow: interrupted after " + result.iterations() + " iterations");
      return ExitCode.INTERRUPTED;
    }
    return ExitCode.OK;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
