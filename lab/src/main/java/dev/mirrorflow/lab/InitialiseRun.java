package dev.mirrorflow.lab;

import dev.mirrorflow.bias.BasisPursuit;
import dev.mirrorflow.bias.LimitAttempt;
import dev.mirrorflow.bias.MinimumNorm;
import dev.mirrorflow.bias.NetworkLimits;
import dev.mirrorflow.bias.Pretraining;
import dev.mirrorflow.bias.Projection;
import dev.mirrorflow.data.CorruptedSamples;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
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
   * @throws ComputationException if no limit at all could be certified
   * @throws InterruptedException if interrupted between two α of the starts that fit other data
   */
  InitialiseReport report(double[] alphas) throws InterruptedException {
    Optional<LeastSquares> first = corrupted.map(this::corruptedRisk);
    double leastL1 = new BasisPursuit(train).solve().objective();
    double[] leastL2 = MinimumNorm.of(train).theta();
    List<LimitAttempt<Projection>> limits = NetworkLimits.attempts(train, depth, alphas);
    if (limits.stream().allMatch(attempt -> attempt.limit().isEmpty())) {
      throw new ComputationException(limits.getFirst().failure());
    }
    Optional<List<LimitAttempt<Projection>>> denseLimits =
        dense.map(other -> NetworkLimits.attempts(other.train(), depth, alphas));
    List<InitialiseReport.Point> points = new ArrayList<>();
    try (Progress progress = Progress.of("initialise", alphas.length)) {
      for (int k = 0; k < alphas.length; k++) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        LimitAttempt<Projection> attempt = limits.get(k);
        List<String> failures = new ArrayList<>();
        Optional<InitialiseReport.Limit> limit =
            attempt.limit().map(found -> limit(attempt.alpha(), found, leastL1, leastL2));
        if (limit.isEmpty()) {
          failures.add(attempt.failure());
        }
        OptionalDouble denseError = OptionalDouble.empty();
        if (dense.isPresent()) {
          denseError =
              error(dense.get(), denseLimits.orElseThrow().get(k), "for the dense θ*", failures);
        }
        OptionalDouble afterLabels = OptionalDouble.empty();
        OptionalDouble afterCopies = OptionalDouble.empty();
        if (first.isPresent()) {
          LeastSquares labels = risk(CorruptedSamples.randomLabels(seed()));
          afterLabels = error(problem, after(labels, alphas[k]), "after labels", failures);
          afterCopies = error(problem, after(first.get(), alphas[k]), "after copies", failures);
        }
        points.add(
            new InitialiseReport.Point(
                alphas[k],
                limit,
                denseError,
                afterLabels,
                afterCopies,
                String.join("; ", failures)));
        progress.step();
      }
    }
    return new InitialiseReport(problem, depth, corrupted, leastL1, Norms.l2(leastL2), points);
  }

  private InitialiseReport.Limit limit(
      double alpha, Projection found, double leastL1, double[] leastL2) {
    double[] theta = found.theta();
    return new InitialiseReport.Limit(
        theta,
        leastL1 > 0 ? Norms.l1(theta) / leastL1 : 1,
        Norms.relativeDistance(theta, leastL2),
        relativeError(problem, theta),
        Regime.of(train.design(), alpha, depth, theta));
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

  private LimitAttempt<Projection> after(LeastSquares first, double alpha) {
    return Pretraining.attempt(first, train, alpha);
  }

  /** The relative test error; empty, and why, where the limit could not be certified. */
  private static OptionalDouble error(
      Problem problem, LimitAttempt<Projection> attempt, String where, List<String> failures) {
    if (attempt.limit().isEmpty()) {
      failures.add(where + ": " + attempt.failure());
      return OptionalDouble.empty();
    }
    return relativeError(problem, attempt.limit().get().theta());
  }

  /** The test error relative to that of θ = 0; empty without a test set. */
  private static OptionalDouble relativeError(Problem problem, double[] theta) {
    return problem
        .test()
        .map(set ->
            OptionalDouble.of(
                set.meanSquaredError(theta) / set.meanSquaredError(new double[theta.length])))
        .orElse(OptionalDouble.empty());
  }
}
