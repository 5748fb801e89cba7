package dev.mirrorflow.lab;

import dev.mirrorflow.bias.BasisPursuit;
import dev.mirrorflow.bias.MinimumNorm;
import dev.mirrorflow.bias.NetworkLimits;
import dev.mirrorflow.bias.Pretraining;
import dev.mirrorflow.bias.Projection;
import dev.mirrorflow.data.CorruptedSamples;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.report.InitialiseReport;
import dev.mirrorflow.lab.report.Progress;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import dev.mirrorflow.model.Regime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What {@code initialise} does: limits, and what there is to say on each. */
final class InitialiseRun {

  private final Problem problem;
  private final Optional<Problem> dense;
  private final int depth;
  private final Optional<CorruptedSamples> corrupted;
  private final LeastSquares train;

  /**
   * @param dense the same X with a dense θ*
   * @param corrupted the samples to be fitted first
   */
  InitialiseRun(
      Problem problem, Optional<Problem> dense, int depth, Optional<CorruptedSamples> corrupted) {
    this.problem = problem;
    this.dense = dense;
    this.depth = depth;
    this.corrupted = corrupted;
    this.train = problem.train();
  }

  /**
   * Solves for all α.
   *
   * @throws BadDataException if the corrupted samples cannot be interpolated
   * @throws dev.mirrorflow.error.ComputationException if some limit could not be certified
   * @throws InterruptedException if interrupted between two α of the starts that fit other data
   */
  InitialiseReport report(double[] alphas) throws InterruptedException {
    Optional<LeastSquares> first = corrupted.map(this::corruptedRisk);
    double leastL1 = new BasisPursuit(train).solve().objective();
    double[] leastL2 = MinimumNorm.of(train).theta();
    List<Projection> limits = NetworkLimits.of(train, depth, alphas);
    Optional<List<Projection>> denseLimits =
        dense.map(other -> NetworkLimits.of(other.train(), depth, alphas));
    List<InitialiseReport.Point> points = new ArrayList<>();
    try (Progress progress = Progress.of("initialise", alphas.length)) {
      for (int k = 0; k < alphas.length; k++) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        double alpha = alphas[k];
        Projection limit = limits.get(k);
        OptionalDouble denseError = OptionalDouble.empty();
        if (dense.isPresent()) {
          denseError = relativeError(dense.get(), denseLimits.orElseThrow().get(k));
        }
        points.add(
            new InitialiseReport.Point(
                alpha,
                limit,
                leastL1 > 0 ? Norms.l1(limit.theta()) / leastL1 : 1,
                Norms.relativeDistance(limit.theta(), leastL2),
                relativeError(problem, limit),
                denseError,
                Regime.of(train.design(), alpha, depth, limit.theta()),
                corrupted.isPresent()
                    ? afterFitting(risk(CorruptedSamples.randomLabels(seed())), alpha)
                    : OptionalDouble.empty(),
                first.isPresent() ? afterFitting(first.get(), alpha) : OptionalDouble.empty()));
        progress.step();
      }
    }
    return new InitialiseReport(problem, depth, corrupted, leastL1, Norms.l2(leastL2), points);
  }

  private long seed() {
    return corrupted.orElseThrow().seed();
  }

  private LeastSquares corruptedRisk(CorruptedSamples samples) {
    long rows = (long) samples.copies() * train.samples();
    if (rows > train.features()) {
      throw new BadDataException(
          "%d copies of %d samples cannot be interpolated with %d features; take at most %d copies"
              .formatted(
                  samples.copies(),
                  train.samples(),
                  train.features(),
                  train.features() / train.samples()));
    }
    return risk(samples);
  }

  private LeastSquares risk(CorruptedSamples samples) {
    Dataset data = samples.of(train.design(), train.target());
    return new LeastSquares(data.x(), data.y());
  }

  private OptionalDouble afterFitting(LeastSquares first, double alpha) {
    return relativeError(problem, Pretraining.of(first, train, alpha).end());
  }

  /** The test error relative to that of θ = 0; empty without a test set. */
  private static OptionalDouble relativeError(Problem problem, Projection limit) {
    return problem
        .test()
        .map(set ->
            OptionalDouble.of(
                set.meanSquaredError(limit.theta())
                    / set.meanSquaredError(new double[limit.theta().length])))
        .orElse(OptionalDouble.empty());
  }
}
