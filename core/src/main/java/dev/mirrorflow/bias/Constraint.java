package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.Cholesky;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.Equilibration;
import dev.mirrorflow.linalg.ReducedTarget;
import dev.mirrorflow.linalg.RowReduction;
import dev.mirrorflow.linalg.WeightedGram;
import dev.mirrorflow.model.LeastSquares;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The constraint A θ = b that the limits meet, with A of full row rank and rows of about one size:
 * X and y themselves, or their rows scaled by powers of two, where X Xᵀ is well conditioned;
 * otherwise a basis of the row space of X at its numerical rank. Where y is not in the range of X,
 * the flow ends at the least loss, and the constraint is that of Py, y projected onto the range.
 *
 * @param a r x d
 * @param rounding of A and b; none where the rows of A are those of X
 * @param b length r
 * @param gram A Aᵀ, factored
 * @param rows r independent rows of X
 * @param given X and y as they were given
 * @param reached X and Py, which is y where that is in the range of X
 * @param reachedLow what Py lost in rounding, length n
 * @param distance ‖y - Py‖/‖y‖, 0 where y is in the range of X to rounding
 * @param isPlain whether rows and columns of X are each of about one size, and A is X
 * @param note one line on a rank deficient or ill-conditioned X, empty if there is none
 */
record Constraint(
    DesignMatrix a,
    Optional<Rounding> rounding,
    double[] b,
    Cholesky gram,
    int[] rows,
    LeastSquares given,
    LeastSquares reached,
    double[] reachedLow,
    double distance,
    boolean isPlain,
    String note) {

  /**
   * What A and b are beyond their doubles.
   *
   * @param a what A lost in rounding, r x d
   * @param aError what it may still be off by
   * @param b what b lost in rounding, length r
   * @param bError what it may still be off by
   */
  record Rounding(DesignMatrix a, DesignMatrix aError, double[] b, double[] bError) {}

  /** Below this ratio of pivots, the Gram matrix has lost half its digits. */
  static final double WELL_CONDITIONED = 1e-8;

  /**
   * The constraint of a problem.
   *
   * @throws BadDataException if every θ that meets it is beyond the range of doubles
   */
  static Constraint of(LeastSquares problem) {
    Equilibration scaling = Equilibration.ofRows(problem.design());
    DesignMatrix scaled = scaling.scaled();
    Optional<Cholesky> gram = wellConditionedGram(scaled);
    if (gram.isPresent()) {
      double[] b = requireFinite(scaling.scaledTarget(problem.target()));
      int n = b.length;
      int[] rows = IntStream.range(0, n).toArray();
      double[] none = new double[n];
      return new Constraint(
          scaled,
          Optional.empty(),
          b,
          gram.get(),
          rows,
          problem,
          problem,
          none,
          0,
          scaling.isPlain(),
          "");
    }
    RowReduction reduction = new RowReduction(problem.design());
    ReducedTarget target = reduction.target(problem.target());
    return new Constraint(
        reduction.basis(),
        Optional.of(
            new Rounding(
                reduction.basisRest(), reduction.basisError(), target.bLow(), target.error())),
        requireFinite(target.b()),
        RidgedCholesky.of(products(reduction.basis()), reduction.basis().rows()),
        reduction.pivots(),
        problem,
        Arrays.equals(target.fitted(), problem.target())
            ? problem
            : new LeastSquares(problem.design(), target.fitted()),
        target.fittedLow(),
        target.distance(),
        false,
        note(problem, reduction));
  }

  /** Whether the rows of A are those of X, to the last bit. */
  boolean isExact() {
    return rounding.isEmpty();
  }

  /** Copies out what row i of A lost in rounding. */
  void copyRest(int i, double[] row) {
    if (rounding.isPresent()) {
      rounding.get().a().copyRow(i, row);
    }
  }

  /** What b_i lost in rounding. */
  double targetRest(int i) {
    return rounding.isPresent() ? rounding.get().b()[i] : 0;
  }

  /** What Aθ - b may be off by beyond the digits of two doubles, length r. */
  double[] error(double[] theta) {
    double[] error = new double[b.length];
    if (rounding.isPresent()) {
      double[] row = new double[theta.length];
      for (int i = 0; i < error.length; i++) {
        rounding.get().aError().copyRow(i, row);
        error[i] = rounding.get().bError()[i];
        for (int j = 0; j < row.length; j++) {
          error[i] += row[j] * Math.abs(theta[j]);
        }
      }
    }
    return error;
  }

  private static String note(LeastSquares problem, RowReduction reduction) {
    int full = Math.min(problem.samples(), problem.features());
    if (reduction.rank() < full) {
      return "X is rank deficient: rank " + reduction.rank() + " of " + full;
    }
    double ratio = reduction.pivotRatio();
    return ratio * ratio > WELL_CONDITIONED
        ? ""
        : String.format(
            Locale.ROOT,
            "X is ill conditioned: rank %d, but of its most dependent row only %.1e is not a"
                + " combination of the others",
            full,
            ratio);
  }

  private static double[] requireFinite(double[] b) {
    if (!DualSystem.isFinite(b)) {
      throw new BadDataException(
          "y is so large against X that theta is beyond the range of numbers; rescale y or X");
    }
    return b;
  }

  /** X Xᵀ, factored; empty where it is not well conditioned. */
  private static Optional<Cholesky> wellConditionedGram(DesignMatrix x) {
    if (x.rows() > x.columns()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Cholesky.of(products(x), x.rows()))
          .filter(factor -> factor.pivotRatio() > WELL_CONDITIONED);
    } catch (ComputationException e) {
      return Optional.empty();
    }
  }

  private static double[] products(DesignMatrix x) {
    double[] ones = new double[x.columns()];
    Arrays.fill(ones, 1);
    double[] gram = new double[x.rows() * x.rows()];
    new WeightedGram(x).compute(ones, gram);
    return gram;
  }
}
