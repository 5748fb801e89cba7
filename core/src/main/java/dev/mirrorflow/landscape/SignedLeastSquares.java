package dev.mirrorflow.landscape;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.ColumnQr;
import dev.mirrorflow.linalg.DesignMatrix;
import java.util.Arrays;

/**
 * argmin ‖y - Xθ‖² with a sign given for each coordinate of a set, β_j of that sign or 0, and θ_j =
 * 0 outside: the active-set method of Lawson and Hanson (Solving Least Squares Problems, 1974, ch.
 * 23), started from the solution it has. The face, where β_j ≠ 0, keeps its QR factors; each
 * exchange costs O(nk) for k of its columns, and X is read for the columns that come in.
 */
final class SignedLeastSquares {

  private final DesignMatrix x;
  private final double[] y;
  private final double tolerance;
  private final double[] columnNorms;
  private final double targetNorm;

  /** The largest of ‖y‖ and the ‖x_j θ_j‖. */
  private double terms;

  private final double[] residual;
  private final double[] column;
  private final ColumnQr factors;
  private int[] face = new int[0];
  private double[] beta = new double[0];
  private double[] sign = new double[0];

  /**
   * Starts from θ = 0.
   *
   * @param tolerance a gradient below this, relative to {@link #gradientScale}, is rounding
   */
  SignedLeastSquares(DesignMatrix x, double[] y, double tolerance) {
    this.x = x;
    this.y = y;
    this.tolerance = tolerance;
    this.columnNorms = columnNorms(x);
    this.targetNorm = Math.sqrt(Kernels.squaredNorm(y));
    this.terms = targetNorm;
    this.residual = y.clone();
    this.column = new double[x.rows()];
    this.factors = new ColumnQr(x.rows());
  }

  private static double[] columnNorms(DesignMatrix x) {
    double[] squares = new double[x.columns()];
    double[] row = new double[x.columns()];
    for (int i = 0; i < x.rows(); i++) {
      x.copyRow(i, row);
      for (int j = 0; j < row.length; j++) {
        squares[j] += row[j] * row[j];
      }
    }
    for (int j = 0; j < squares.length; j++) {
      squares[j] = Math.sqrt(squares[j]);
    }
    return squares;
  }

  /** The coordinates with β_j ≠ 0, in the order they came. */
  int[] face() {
    return face;
  }

  /** β on the face. */
  double[] beta() {
    return beta;
  }

  /** y - Xθ, length n, only to be read. */
  double[] residual() {
    return residual;
  }

  /** ‖x_j‖ times the size of the terms of y - Xθ: what |x_jᵀr| is small against. */
  double gradientScale(int j) {
    return columnNorms[j] * terms;
  }

  /**
   * Solves anew after coordinates were added to the set.
   *
   * @param candidates the coordinates of the set that are not on the face
   * @param signs the signs of all coordinates, ±1 for those of the set; read there
   */
  void solve(int[] candidates, double[] signs) {
    int[] waiting = candidates;
    int most = 20 + 10 * (face.length + candidates.length);
    for (int round = 0; ; round++) {
      int entering = mostWanted(waiting, signs);
      if (entering < 0) {
        return;
      }
      if (round == most) {
        throw new ComputationException(
            "the minimiser with the signs given was not found in "
                + most
                + " exchanges; X may have nearly equal columns, drop them");
      }
      int[] before = face;
      x.copyColumn(entering, column);
      if (factors.append(column, tolerance)) {
        enter(entering, signs[entering]);
        descend();
      }
      waiting = exchanged(waiting, entering, before);
    }
  }

  /** The candidate whose gradient drives it most strongly to its sign; -1 if none does. */
  private int mostWanted(int[] candidates, double[] signs) {
    int best = -1;
    double steepest = 0;
    for (int j : candidates) {
      x.copyColumn(j, column);
      double drive = signs[j] * Kernels.dot(column, residual);
      if (drive > tolerance * gradientScale(j) && drive / columnNorms[j] > steepest) {
        steepest = drive / columnNorms[j];
        best = j;
      }
    }
    return best;
  }

  /** The candidates without the one that came in, with those that left the face. */
  private int[] exchanged(int[] candidates, int entering, int[] before) {
    int[] left = Arrays.stream(before).filter(j -> !isOnFace(j)).toArray();
    int[] out = Arrays.copyOf(candidates, candidates.length + left.length);
    System.arraycopy(left, 0, out, candidates.length, left.length);
    return Arrays.stream(out).filter(j -> j != entering && !isOnFace(j)).toArray();
  }

  private boolean isOnFace(int j) {
    for (int k : face) {
      if (k == j) {
        return true;
      }
    }
    return false;
  }

  private void enter(int j, double s) {
    int k = face.length;
    face = Arrays.copyOf(face, k + 1);
    beta = Arrays.copyOf(beta, k + 1);
    sign = Arrays.copyOf(sign, k + 1);
    face[k] = j;
    sign[k] = s;
  }

  /** Goes to the least squares of the face, leaving those of its coordinates that come to 0. */
  private void descend() {
    while (true) {
      double[] goal = factors.solve(y, residual);
      double share = 1;
      for (int k = 0; k < goal.length; k++) {
        if (sign[k] * goal[k] <= 0) {
          share = Math.min(share, shareToZero(beta[k], goal[k]));
        }
      }
      boolean arrived = true;
      for (int k = goal.length - 1; k >= 0; k--) {
        double next = share == 1 ? goal[k] : beta[k] + share * (goal[k] - beta[k]);
        boolean blocks = sign[k] * goal[k] <= 0 && shareToZero(beta[k], goal[k]) <= share;
        if (blocks) {
          leave(k);
          arrived = false;
        } else {
          beta[k] = next;
        }
      }
      if (arrived) {
        measure();
        return;
      }
    }
  }

  private void measure() {
    terms = targetNorm;
    for (int k = 0; k < face.length; k++) {
      terms = Math.max(terms, Math.abs(beta[k]) * columnNorms[face[k]]);
    }
  }

  /** The part of the way from b to a goal of the other sign, or 0, at which b is 0. */
  private static double shareToZero(double b, double goal) {
    return b == 0 ? 0 : b / (b - goal);
  }

  private void leave(int k) {
    factors.remove(k);
    face = without(face, k);
    int last = face.length;
    System.arraycopy(beta, k + 1, beta, k, last - k);
    System.arraycopy(sign, k + 1, sign, k, last - k);
    beta = Arrays.copyOf(beta, last);
    sign = Arrays.copyOf(sign, last);
  }

  private static int[] without(int[] a, int k) {
    int[] out = Arrays.copyOf(a, a.length - 1);
    System.arraycopy(a, k + 1, out, k, out.length - k);
    return out;
  }
}
