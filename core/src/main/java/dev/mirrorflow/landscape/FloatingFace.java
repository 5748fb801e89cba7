package dev.mirrorflow.landscape;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.ColumnQr;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;

/**
 * θ on the coordinates where it is not 0, and y - Xθ, in doubles. The face keeps its QR factors;
 * each exchange costs O(nk) for k of its columns, and X is read for the columns that come in.
 */
final class FloatingFace {

  /** The least part of a column outside the span of the others, relative to its norm. */
  private static final double INDEPENDENT = 1e-12;

  /** 2^-53. */
  private static final double UNIT = Math.ulp(0.5);

  /** Relative to the largest, an entry of θ that may be rounding and is looked at. */
  private static final double SUSPECT = 1e-12;

  private final ScaledColumns columns;
  private final double[] y;
  private final double targetNorm;

  /** The largest of ‖y‖ and the ‖x_j θ_j‖. */
  private double terms;

  private final double[] residual;

  /** A scaled column. */
  private final double[] column;

  /** Which, or none yet. */
  private int copied = -1;

  private final ColumnQr factors;
  private int[] face = new int[0];

  /** θ on the face, each over the power of two of its column. */
  private double[] beta = new double[0];

  /** Starts from θ = 0. */
  FloatingFace(ScaledColumns columns, double[] y) {
    this.columns = columns;
    this.y = y;
    this.targetNorm = Math.sqrt(Kernels.squaredNorm(y));
    this.terms = targetNorm;
    this.residual = y.clone();
    this.column = new double[y.length];
    this.factors = new ColumnQr(y.length);
  }

  int[] coordinates() {
    return face;
  }

  /** θ on the face. */
  double[] values() {
    double[] values = new double[face.length];
    Arrays.setAll(values, k -> columns.coefficient(face[k], beta[k]));
    return values;
  }

  ColumnQr factors() {
    return factors;
  }

  /** θ on the face, for the columns of the factors. */
  double[] beta() {
    return beta;
  }

  /** y - Xθ, length n, only to be read. */
  double[] residual() {
    return residual;
  }

  /** The size of the terms of y - Xθ. */
  double terms() {
    return terms;
  }

  /** Relative to the terms of a sum over the face, what its rounding is at most. */
  double rounding() {
    return 2 * UNIT * (face.length + 2);
  }

  /** Relative to ‖x_j‖, a product x_jᵀ(y - Xθ) of at most this is rounding. */
  double negligible() {
    return 2 * rounding() * terms;
  }

  /** The candidate whose gradient drives it most strongly to its sign; -1 if none does. */
  int mostWanted(int[] candidates, double[] signs) {
    int best = -1;
    double steepest = negligible();
    for (int j : candidates) {
      if (columns.norm(j) > 0) {
        double drive = signs[j] * Kernels.dot(column(j), residual);
        double slope = drive / columns.scaledNorm(j);
        if (slope > steepest) {
          steepest = slope;
          best = j;
        }
      }
    }
    return best;
  }

  /** x_j, scaled, until the next is asked for. */
  private double[] column(int j) {
    if (copied != j) {
      columns.copy(j, column);
      copied = j;
    }
    return column;
  }

  /** Takes a coordinate in with θ_j = 0; false if its column lies in the span of the others. */
  boolean enter(int j) {
    if (!factors.append(column(j), INDEPENDENT)) {
      return false;
    }
    face = Arrays.copyOf(face, face.length + 1);
    beta = Arrays.copyOf(beta, face.length);
    face[face.length - 1] = j;
    return true;
  }

  /** {@link SaddleMotion#tied}. */
  int[] tied(int[] waiting) {
    int[] idle =
        Arrays.stream(waiting)
            .filter(j ->
                Math.abs(Kernels.dot(column(j), residual)) <= negligible() * columns.scaledNorm(j))
            .toArray();
    for (int j : idle) {
      factors.append(column(j), INDEPENDENT);
    }
    boolean dependent = factors.size() < face.length + idle.length;
    while (factors.size() > face.length) {
      factors.remove(factors.size() - 1);
    }
    return dependent ? idle : new int[0];
  }

  /** Goes to the least squares of the face. */
  void toLeastSquares() {
    beta = factors.solve(y, residual);
    dropRounding(beta);
    measure();
  }

  /** {@link SaddleMotion#approach}. */
  int[] approach(double[] signs) {
    double[] goal = factors.solve(y, residual);
    dropRounding(goal);
    double share = 1;
    for (int k = 0; k < goal.length; k++) {
      if (signs[face[k]] * goal[k] <= 0) {
        share = Math.min(share, shareToZero(beta[k], goal[k]));
      }
    }
    int[] blocking = new int[goal.length];
    int count = 0;
    for (int k = goal.length - 1; k >= 0; k--) {
      if (signs[face[k]] * goal[k] <= 0 && shareToZero(beta[k], goal[k]) <= share) {
        blocking[count++] = k;
      } else {
        beta[k] = share == 1 ? goal[k] : beta[k] + share * (goal[k] - beta[k]);
      }
    }
    if (count == 0) {
      measure();
    }
    return Arrays.copyOf(blocking, count);
  }

  /** Sets to 0 what is 0 but for the rounding of the others. */
  private void dropRounding(double[] goal) {
    double suspect = SUSPECT * Norms.max(goal);
    for (int k = 0; k < goal.length; k++) {
      if (Math.abs(goal[k]) <= suspect
          && Math.abs(goal[k]) <= rounding() * factors.sensitivity(k, sizes(goal))) {
        goal[k] = 0;
      }
    }
  }

  /** |y_i| + Σ_k |x_ik θ_k|. */
  private double[] sizes(double[] values) {
    double[] sizes = Arrays.stream(y).map(Math::abs).toArray();
    for (int k = 0; k < values.length; k++) {
      double[] entries = factors.column(k);
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] += Math.abs(entries[i] * values[k]);
      }
    }
    return sizes;
  }

  private void measure() {
    terms = targetNorm;
    for (int k = 0; k < face.length; k++) {
      terms = Math.max(terms, Math.abs(beta[k]) * columns.scaledNorm(face[k]));
    }
  }

  /** The part of the way from b to a goal of the other sign, or 0, at which b is 0. */
  private static double shareToZero(double b, double goal) {
    return b == 0 ? 0 : b / (b - goal);
  }

  void leave(int k) {
    factors.remove(k);
    int last = face.length - 1;
    // The old array may be in use.
    face = face.clone();
    System.arraycopy(face, k + 1, face, k, last - k);
    System.arraycopy(beta, k + 1, beta, k, last - k);
    face = Arrays.copyOf(face, last);
    beta = Arrays.copyOf(beta, last);
  }
}
