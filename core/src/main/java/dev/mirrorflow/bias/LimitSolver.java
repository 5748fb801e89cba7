package dev.mirrorflow.bias;

import dev.mirrorflow.design.DenseDesign;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.EffectiveStart;
import dev.mirrorflow.model.LeastSquares;
import java.util.List;
import java.util.function.DoubleConsumer;

/** Solves for limits of the gradient flow whose θ is in memory. */
public interface LimitSolver {

  /**
   * For an X in memory: {@link BregmanProjection}, but where Newton's matrix costs more than the
   * products that conjugate gradients need, {@link DesignProjection}. What that cannot certify is
   * left to the first, if the heap holds its matrix.
   *
   * @throws BadDataException if θ is beyond the range of doubles
   */
  static LimitSolver of(LeastSquares problem) {
    DenseDesign x = new DenseDesign(problem.design());
    boolean iterates =
        x.rows() < x.columns() && DesignProjection.cheaper(x) == DesignProjection.Solver.ITERATIONS;
    if (!iterates) {
      return new BregmanProjection(problem);
    }
    try {
      return new IterationsFirst(problem, new DesignProjection(x, problem.target()));
    } catch (BadDataException notByIterations) {
      return new BregmanProjection(problem);
    }
  }

  /** The largest entry of the interpolator of least ℓ2 norm, or of the minimiser of R. */
  double largestOfLeastNorm();

  /**
   * The limits for several α in one continuation from the largest down. An α that could not be
   * certified takes none of the others with it.
   *
   * @param alphas positive, in any order
   * @return in the order of {@code alphas}
   * @throws BadDataException if some α is not positive and finite
   * @throws dev.mirrorflow.error.ComputationException if the thread was interrupted
   */
  List<LimitAttempt<Projection>> attempts(double[] alphas);

  /**
   * The limits from several multiples of a start, each on its own.
   *
   * @param alphas positive
   * @param start from u0 and v0, for the flows from α u0 and α v0
   * @return in the order of {@code alphas}
   * @throws BadDataException if the start does not have length d or is not finite, or some α is not
   *     positive and finite
   * @throws dev.mirrorflow.error.ComputationException if the thread was interrupted
   */
  List<LimitAttempt<Projection>> attempts(double[] alphas, EffectiveStart start);

  /**
   * Tells of about what share of the work, from 0 to 1, is done when several limits are tried for.
   */
  void watch(DoubleConsumer share);

  /** What was done to X, or how it was solved, one line for people; empty if nothing. */
  String note();

  /**
   * How far y is from the range of X, ‖y - Py‖/‖y‖; 0 if it is in it to rounding. The limits are
   * those for Py.
   */
  double distanceToRange();
}
