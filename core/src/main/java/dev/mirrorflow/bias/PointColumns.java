package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.model.HyperbolicEntropy;

/** A {@link DualPoint} on some columns of X, one chunk after the other; used by one thread. */
final class PointColumns {

  private final DualPoint point;
  private final double[] logInvariant = new double[ColumnPass.CHUNK];
  private final double[] theta0 = new double[ColumnPass.CHUNK];
  private final double[] exponents = new double[ColumnPass.CHUNK];
  private final double[] shift = new double[ColumnPass.CHUNK];
  private final double[] theta = new double[ColumnPass.CHUNK];
  private final double[] chosen;
  private final boolean isEverything;
  private HyperbolicEntropy entropy;
  private double[] a;

  PointColumns(DualPoint point) {
    this.point = point;
    this.isEverything = point.rows().isEverything();
    this.chosen = new double[isEverything ? 0 : point.rows().size() * ColumnPass.CHUNK];
  }

  /**
   * Goes to some columns.
   *
   * @param columns of X
   */
  void moveTo(int first, int count, double[] columns) {
    a = isEverything ? columns : chosen;
    if (!isEverything) {
      point.rows().choose(count, columns, chosen);
    }
    point.start().logInvariant().copy(first, count, logInvariant);
    point.start().theta0().copy(first, count, theta0);
    for (int k = 0; k < count; k++) {
      logInvariant[k] += point.rise();
    }
    entropy = HyperbolicEntropy.ofLog(logInvariant);
    multiply(point.zeta(), count, exponents);
    for (int k = 0; k < count; k++) {
      shift[k] = 2 * entropy.gradient(k, theta0[k]);
      theta[k] = entropy.sinh(k, exponents[k] + shift[k]);
    }
  }

  /** Aᵀp/c of the columns. */
  void multiply(double[] p, int count, double[] out) {
    Kernels.multiplyRows(a, 0, p.length, count, p, out, 0);
    for (int k = 0; k < count; k++) {
      out[k] /= point.scale();
    }
  }

  /** Adds A times a vector with an entry for each of the columns. */
  void combine(double[] perColumn, int count, double[] out) {
    Kernels.combineRows(1, perColumn, 0, a, 0, out.length, count, out);
  }

  /** The columns of A, one after the other. */
  double[] a() {
    return a;
  }

  /** The potential of the columns. */
  HyperbolicEntropy entropy() {
    return entropy;
  }

  /** θ. */
  double[] theta() {
    return theta;
  }

  /** θ0. */
  double[] theta0() {
    return theta0;
  }

  /** s. */
  double shift(int k) {
    return shift[k];
  }

  /** z + s, the exponent of θ_k/|I_k|. */
  double exponent(int k) {
    return exponents[k] + shift[k];
  }

  /** (Aᵀν)_k. */
  double mirror(int k) {
    return exponents[k] / 2;
  }

  /** Σ_i |a_ik ν_i|, the terms of that. */
  double mirrorTerms(int k) {
    return CertificateSums.terms(a, k * point.zeta().length, point.zeta()) / (2 * point.scale());
  }

  /** √(θ_k² + I_k²). */
  double weight(int k) {
    return entropy.weight(k, theta[k]);
  }
}
