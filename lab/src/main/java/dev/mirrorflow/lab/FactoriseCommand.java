package dev.mirrorflow.lab;

import dev.mirrorflow.bias.NuclearNormBound;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticSensing;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.flow.DormandPrince;
import dev.mirrorflow.flow.ExplicitEuler;
import dev.mirrorflow.flow.FactorisationFlow;
import dev.mirrorflow.flow.FlowOptions;
import dev.mirrorflow.flow.FlowResult;
import dev.mirrorflow.flow.FlowRun;
import dev.mirrorflow.flow.Integrator;
import dev.mirrorflow.flow.Tolerance;
import dev.mirrorflow.lab.input.AlphasConverter;
import dev.mirrorflow.lab.report.FactorisationReport;
import dev.mirrorflow.lab.report.OutputOptions;
import dev.mirrorflow.lab.report.Progress;
import dev.mirrorflow.model.LeastSquares;
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

/** {@code mirrorflow factorise}: matrix factorisation from small starts. */
@Command(
    name = "factorise",
    description = {
      "Fits measurements <A_i, W> = y_i of a positive semidefinite W by gradient flow on U, W ="
          + " UUᵀ, from U = αI, and holds the nuclear norm it ends at against a proven lower bound."
          + " Without a bound, or with an α that does not come to its end, it exits with 4."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Example:",
      "  mirrorflow factorise --size 8 --rank 2 --measurements 5 --commuting --alphas 1e-6:1:4",
    })
final class FactoriseCommand implements Callable<Integer> {

  /** Relative error allowed in a step; the loss cannot fall below its square. */
  private static final double STEP_TOLERANCE = 1e-9;

  @Spec private CommandSpec spec;

  @Option(names = "--size", paramLabel = "D", required = true, description = "W is D x D")
  private int size;

  @Option(names = "--rank", paramLabel = "R", required = true, description = "rank of the true W*")
  private int rank;

  @Option(
      names = "--measurements",
      paramLabel = "M",
      required = true,
      description = "number of measurements")
  private int measurements;

  @Option(
      names = "--commuting",
      description = "symmetric A_i that commute (default: Gaussian symmetric A_i)")
  private boolean commuting;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "of A_i and W* (default: ${DEFAULT-VALUE})",
      defaultValue = "1")
  private long seed;

  @Option(
      names = "--alphas",
      paramLabel = "LO:HI:COUNT",
      converter = AlphasConverter.class,
      description =
          "initialisation scales: a log-spaced range, or a list (default: ${DEFAULT-VALUE})",
      defaultValue = "1e-6:1:7")
  private AlphasConverter.Alphas alphas;

  @Option(
      names = "--step",
      paramLabel = "ETA",
      description = "gradient descent with this step instead of the flow")
  private Double step;

  @Option(
      names = "--tolerance",
      paramLabel = "TOL",
      description = "stop at this share of the loss at W = 0 (default: ${DEFAULT-VALUE})",
      defaultValue = "1e-8")
  private double tolerance;

  @Mixin private OutputOptions outputs;

  @Override
  public Integer call() throws InterruptedException {
    if (step != null && !(step > 0 && step < Double.POSITIVE_INFINITY)) {
      throw usage("--step must be positive and finite, not " + step);
    }
    if (!(tolerance >= 1e-14 && tolerance < 1)) {
      throw usage("--tolerance must be from 1e-14 to 1, not " + tolerance);
    }
    outputs.validate();
    FactorisationReport report =
        report(new SyntheticSensing(size, rank, measurements, commuting, seed));
    PrintWriter out = spec.commandLine().getOut();
    outputs.write(report, out);
    Optional<String> failure = report.failure();
    if (failure.isPresent()) {
      String unsaved = outputs.theta().isPresent() ? "; θ is not saved" : "";
      spec.commandLine().getErr().println("mirrorflow: " + failure.get() + unsaved);
      return ExitCode.COMPUTATION;
    }
    return ExitCode.OK;
  }

  private FactorisationReport report(SyntheticSensing sensing) throws InterruptedException {
    Dataset data = sensing.measure();
    LeastSquares problem = new LeastSquares(data.x(), data.y());
    List<FactorisationReport.Point> points = new ArrayList<>();
    try (Progress progress = Progress.of("factorise", alphas.values().length)) {
      for (double alpha : alphas.values()) {
        points.add(point(problem, alpha));
        progress.step();
      }
    }
    return new FactorisationReport(sensing, problem.lossAtZero() == 0, step, points);
  }

  /** The end from one α, or why it has none: the others still have theirs. */
  private FactorisationReport.Point point(LeastSquares problem, double alpha)
      throws InterruptedException {
    FactorisationFlow flow = new FactorisationFlow(problem, alpha);
    double loss = flow.loss(flow.start());
    if (!(loss > 0) || Double.isInfinite(loss)) {
      return FactorisationReport.Point.failed(
          alpha, "the loss at U = αI is beyond the range of doubles; take an alpha nearer to 1");
    }
    // Where every y_i is 0 the loss at W = 0 is no scale.
    double scale = problem.lossAtZero() > 0 ? problem.lossAtZero() : loss;
    try {
      FlowResult result =
          FlowRun.run(
              flow,
              integrator(alpha),
              FlowOptions.untilLoss(tolerance * scale),
              Thread.currentThread()::isInterrupted);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      NuclearNormBound bound =
          NuclearNormBound.of(problem, result.theta(), flow.dual(result.state()));
      return new FactorisationReport.Point(
          alpha, Optional.of(result), bound.value(), Optional.empty());
    } catch (BadDataException | ComputationException e) {
      return FactorisationReport.Point.failed(alpha, e.getMessage());
    }
  }

  private Integrator integrator(double alpha) {
    return step == null
        ? new DormandPrince(new Tolerance(STEP_TOLERANCE, STEP_TOLERANCE * Math.min(1, alpha)))
        : new ExplicitEuler(step);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
