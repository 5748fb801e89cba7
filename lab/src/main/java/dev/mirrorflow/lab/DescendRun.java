package dev.mirrorflow.lab;

import dev.mirrorflow.bias.ColumnLimit;
import dev.mirrorflow.bias.ColumnProjection;
import dev.mirrorflow.bias.ColumnTrajectories;
import dev.mirrorflow.bias.ColumnTrajectory;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.descent.Stopping;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.lab.input.AlphaOptions;
import dev.mirrorflow.lab.report.DescendReport;
import dev.mirrorflow.lab.report.OutputOptions;
import dev.mirrorflow.lab.report.Progress;
import dev.mirrorflow.linalg.ColumnEngine;
import dev.mirrorflow.linalg.ColumnSink;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What {@code descend} does: the limits of the flows first, then the descents from all α side by
 * side.
 *
 * @param alphas those asked for, if any are
 * @param step constant, or a fraction of the edge
 * @param tolerance of the loss, relative to R(0)
 */
record DescendRun(
    AlphaOptions alphas,
    StepRule step,
    double tolerance,
    long maxIterations,
    int perDecade,
    OutputOptions outputs,
    PrintWriter out,
    PrintWriter err)
    implements ColumnRun.Job {

  /**
   * {@inheritDoc}
   *
   * @throws BadDataException if the data cannot be used, or y not be interpolated
   * @throws dev.mirrorflow.error.ComputationException if some limit could not be certified
   */
  @Override
  public int run(
      ColumnEngine engine, double[] y, Map<String, Object> problem, IntFunction<ColumnSink> theta) {
    LeastSquares.requireComparableLosses(y);
    List<ColumnLimit> limits;
    ColumnProjection solver = new ColumnProjection(engine, y);
    if (solver.distanceToRange() > 0) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "no theta interpolates y: %.2g of its norm is outside the range of X, and descents by"
                  + " columns are compared with the limits of their flows at an interpolator; use"
                  + " sweep in memory, or limit",
              solver.distanceToRange()));
    }
    AlphaOptions.Choice chosen = alphas.choose(solver::largestOfLeastNorm, 2);
    chosen.describe(problem);
    chosen.note().ifPresent(out::println);
    try (Progress progress = Progress.ofShares("limits, %")) {
      solver.watch(progress::share);
      limits = solver.path(chosen.values(), _ -> ColumnSink.NONE, _ -> {});
    }
    double norm = Norms.l2(y);
    Stopping stopping =
        new Stopping(tolerance * (norm * norm / (2.0 * y.length)), 0, maxIterations);
    ColumnTrajectories descents = new ColumnTrajectories(engine, y, limits);
    double[] etas = IntStream.range(0, alphas.count()).mapToDouble(k -> eta(descents, k)).toArray();
    List<ColumnTrajectory> ends;
    int most = (int) Math.min(maxIterations, Integer.MAX_VALUE);
    try (Progress progress = Progress.of("steps at most", most)) {
      ends = descents.run(etas, stopping, perDecade, theta, progress::step);
    }
    // The engine of a cluster cannot be waited for by an interrupted thread; that it was is in the
    // ends.
    Thread.interrupted();
    outputs.write(new DescendReport(problem, summary(stopping), ends), out);
    return exitCode(ends);
  }

  private double eta(ColumnTrajectories descents, int k) {
    return switch (step) {
      case StepRule.Constant constant -> constant.eta();
      case StepRule.FractionOfEdge edge -> edge.fraction() * descents.edgeStep(k);
      default -> throw new IllegalArgumentException(step.text() + " is no constant step");
    };
  }

  private Map<String, Object> summary(Stopping stopping) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("method", "gd");
    summary.put("step", step.text());
    summary.put("tolerance", tolerance);
    summary.put("lossGoal", stopping.loss());
    summary.put("maxIterations", maxIterations);
    return summary;
  }

  private int exitCode(List<ColumnTrajectory> ends) {
    String unsaved = outputs.theta().isPresent() ? "; θ is not saved" : "";
    if (ends.stream().anyMatch(end -> end.status() == Status.INTERRUPTED)) {
      err.printf(
          Locale.ROOT,
          "mirrorflow: interrupted after %d steps%s%n",
          ends.stream().mapToLong(ColumnTrajectory::iterations).max().orElse(0),
          unsaved);
      return ExitCode.INTERRUPTED;
    }
    List<ColumnTrajectory> diverged =
        ends.stream().filter(end -> end.status() == Status.DIVERGED).toList();
    if (diverged.isEmpty()) {
      return ExitCode.OK;
    }
    ColumnTrajectory tightest =
        diverged.stream()
            .min(Comparator.comparingDouble(ColumnTrajectory::stableStep))
            .orElseThrow();
    err.printf(
        Locale.ROOT,
        "mirrorflow: %d of %d descents diverged; that from alpha = %.3g at iteration %d with step"
            + " %.4g, the largest stable one being about %.4g; lower --step or use --step"
            + " edge:0.5%s%n",
        diverged.size(),
        ends.size(),
        tightest.alpha(),
        tightest.iterations(),
        tightest.eta(),
        tightest.stableStep(),
        unsaved);
    return ExitCode.COMPUTATION;
  }
}
