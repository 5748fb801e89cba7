package dev.mirrorflow.bias;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.BasisInverse;
import dev.mirrorflow.linalg.Corrections;
import dev.mirrorflow.linalg.LongSum;
import dev.mirrorflow.linalg.LongVectors;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The one θ that meets Aθ = b where X has as many independent rows as columns. The minimum of D_φ
 * (3.28) over a set of one point is that point, so it is the limit of every start and of every I,
 * and Xᵀν, which may be any vector then, is ∇φ(θ) - ∇φ(θ0).
 *
 * <p>By the inverse of A, with residuals in twice the digits of a double: about 4 d³ flops.
 */
final class OnlyInterpolator {

  private OnlyInterpolator() {}

  /**
   * θ, right to {@link BregmanProjection#SAFE} of the terms of every sample; empty where more θ
   * interpolate, or the digits do not suffice: those of two doubles, and of decimals where the
   * problem is small.
   */
  static Optional<double[]> of(Constraint constraint) {
    return constraint.a().rows() == constraint.a().columns()
        ? inDoubles(constraint).or(() -> inDecimals(constraint))
        : Optional.empty();
  }

  private static Optional<double[]> inDoubles(Constraint constraint) {
    int[] columns = IntStream.range(0, constraint.a().columns()).toArray();
    BasisInverse inverse;
    try {
      inverse = new BasisInverse(constraint.a(), columns);
    } catch (ComputationException singular) {
      return Optional.empty();
    }
    double[] theta = new double[columns.length];
    double[] low = new double[columns.length];
    double[] correction = new double[columns.length];
    Corrections course = new Corrections();
    while (course.goesOn()) {
      ComputationException.throwIfInterrupted();
      inverse.multiply(residual(constraint, theta, low), correction);
      Kernels.axpy(1, correction, low);
      LongVectors.normalise(theta, low);
      course.corrected(Norms.max(correction), Norms.max(theta));
    }
    double[] open = constraint.error(theta);
    double[] left = residual(constraint, theta, low);
    for (int i = 0; i < open.length; i++) {
      open[i] += Math.abs(left[i]);
    }
    double[] error = new double[theta.length];
    inverse.multiplySizes(open, error);
    LeastSquares reached = constraint.reached();
    return new Terms(reached.design(), reached.target(), theta).ofError(error)
            <= BregmanProjection.SAFE
        ? Optional.of(theta)
        : Optional.empty();
  }

  private static Optional<double[]> inDecimals(Constraint constraint) {
    if (!DecimalRows.takes(constraint)) {
      return Optional.empty();
    }
    DecimalRows rows = new DecimalRows(constraint);
    int[] columns = IntStream.range(0, rows.features()).toArray();
    return rows.isRounded()
        ? Optional.empty()
        : DecimalPursuit.solve(rows, Costs.l1(columns.length), columns)
            .map(DecimalPursuit.Solution::theta);
  }

  /** b - A(θ + low). */
  private static double[] residual(Constraint constraint, double[] theta, double[] low) {
    double[] out = new double[theta.length];
    double[] row = new double[theta.length];
    double[] rest = new double[theta.length];
    for (int i = 0; i < out.length; i++) {
      constraint.a().copyRow(i, row);
      constraint.copyRest(i, rest);
      LongSum sum = new LongSum(constraint.b()[i], constraint.targetRest(i));
      for (int j = 0; j < row.length; j++) {
        sum.addProduct(theta[j], low[j], -row[j], -rest[j]);
      }
      out[i] = sum.value();
    }
    return out;
  }
}
