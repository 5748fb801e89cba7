package dev.mirrorflow.bias;

import dev.mirrorflow.model.EffectiveStart;
import dev.mirrorflow.model.LeastSquares;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleConsumer;

/** Limits by conjugate gradients, and with factors and more digits those that it cannot certify. */
final class IterationsFirst implements LimitSolver {

  private final LeastSquares problem;
  private final DesignProjection first;
  private int others;

  IterationsFirst(LeastSquares problem, DesignProjection first) {
    this.problem = problem;
    this.first = first;
  }

  @Override
  public double largestOfLeastNorm() {
    return first.largestOfLeastNorm();
  }

  @Override
  public List<LimitAttempt<Projection>> attempts(double[] alphas) {
    return completed(first.attempts(alphas), (solver, failed) -> solver.attempts(failed));
  }

  @Override
  public List<LimitAttempt<Projection>> attempts(double[] alphas, EffectiveStart start) {
    return completed(
        first.attempts(alphas, start), (solver, failed) -> solver.attempts(failed, start));
  }

  private List<LimitAttempt<Projection>> completed(
      List<LimitAttempt<Projection>> attempts,
      BiFunction<BregmanProjection, double[], List<LimitAttempt<Projection>>> again) {
    double[] failed =
        attempts.stream()
            .filter(attempt -> attempt.limit().isEmpty())
            .mapToDouble(LimitAttempt::alpha)
            .toArray();
    long memory = BregmanProjection.memory(problem.samples(), problem.features(), attempts.size());
    if (failed.length == 0 || memory > Runtime.getRuntime().maxMemory()) {
      return attempts;
    }
    others += failed.length;
    List<LimitAttempt<Projection>> solved =
        new ArrayList<>(again.apply(new BregmanProjection(problem), failed));
    return attempts.stream()
        .map(attempt -> attempt.limit().isPresent() ? attempt : solved.removeFirst())
        .toList();
  }

  @Override
  public void watch(DoubleConsumer share) {
    first.watch(share);
  }

  @Override
  public String note() {
    return first.note()
        + (others == 0 ? "" : "; " + others + " of the limits by factors of that, in more digits");
  }

  @Override
  public double distanceToRange() {
    return first.distanceToRange();
  }
}
