package dev.mirrorflow.bias;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.Cholesky;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.WeightedGram;
import dev.mirrorflow.model.HyperbolicEntropy;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;

/**
 * The equation X θ(ζ) = y with θ(ζ) = |I| ⊙ sinh(z + s), z = Xᵀζ/c: its residual and its Newton
 * steps. c = max(1, max|I|) keeps ζ within range for any I; ν = ζ/(2c) is the dual variable of
 * theory §3.
 */
final class DualSystem {

  private final DesignMatrix x;
  private final double[] y;
  private final double[] z;
  private final double[] rootWeights;
  private final double[] theta;
  private final double[] residual;
  private final double[] gram;
  private final WeightedGram weightedGram;
  private HyperbolicEntropy entropy;
  private double[] shift;
  private double scale;
  private double logTopWeight;

  DualSystem(DesignMatrix x, double[] y) {
    int n = x.rows();
    this.x = x;
    this.y = y;
    this.z = new double[x.columns()];
    this.rootWeights = new double[x.columns()];
    this.theta = new double[x.columns()];
    this.residual = new double[n];
    this.gram = new double[n * n];
    this.weightedGram = new WeightedGram(x);
  }

  /** Sets the potential and s = asinh(θ0/|I|). */
  void setPotential(HyperbolicEntropy entropy, double[] shift) {
    this.entropy = entropy;
    this.shift = shift;
    double top = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < z.length; j++) {
      top = Math.max(top, entropy.logInvariant(j));
    }
    this.scale = Math.exp(Math.max(0, top));
  }

  /** c. */
  double scale() {
    return scale;
  }

  /** θ at the last evaluation. */
  double[] theta() {
    return theta;
  }

  /** z at the last evaluation. */
  double[] z() {
    return z;
  }

  /** y - Xθ at the last evaluation. */
  double[] residual() {
    return residual;
  }

  /** Evaluates at ζ; returns ‖y - Xθ‖/‖y‖, infinite where θ overflows. */
  double evaluate(double[] zeta) {
    x.multiplyTransposed(1 / scale, zeta, z);
    for (int j = 0; j < z.length; j++) {
      theta[j] = entropy.sinh(j, z[j] + shift[j]);
    }
    x.multiply(theta, residual);
    for (int i = 0; i < residual.length; i++) {
      residual[i] = y[i] - residual[i];
    }
    double norm = Norms.l2(residual);
    return Double.isFinite(norm) ? norm / Norms.l2(y) : Double.POSITIVE_INFINITY;
  }

  /**
   * Factors X diag(w) Xᵀ at the last evaluation, w = √(θ² + I²) relative to the largest, with a
   * ridge where they span more than a double can hold.
   *
   * @throws ComputationException if even a large one does not
   */
  Cholesky factor() {
    double top = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < z.length; j++) {
      rootWeights[j] = entropy.logCosh(j, z[j] + shift[j]);
      top = Math.max(top, rootWeights[j]);
    }
    for (int j = 0; j < z.length; j++) {
      rootWeights[j] = Math.exp((rootWeights[j] - top) / 2);
    }
    logTopWeight = top;
    weightedGram.compute(rootWeights, gram);
    return RidgedCholesky.of(gram, residual.length);
  }

  /**
   * Turns a right-hand side b into the Δζ that changes Xθ by b, with the factor of {@link #factor}.
   */
  void solve(Cholesky factor, double[] b) {
    factor.solve(b);
    double units = scale * Math.exp(-logTopWeight);
    for (int i = 0; i < b.length; i++) {
      b[i] *= units;
    }
  }

  /** max |Xᵀ Δζ|/c, how far a step moves the exponents. */
  double reach(double[] step) {
    double[] work = rootWeights;
    x.multiplyTransposed(1 / scale, step, work);
    return Norms.max(work);
  }

  /**
   * -X ∂θ/∂t at fixed ζ/c, where t is added to every ln|I_j| and θ0 is kept: the change of y that t
   * asks for.
   */
  double[] tangentRightHandSide(double[] theta0) {
    double[] change = rootWeights;
    for (int j = 0; j < change.length; j++) {
      double s = Math.hypot(theta[j], entropy.invariant(j));
      double s0 = Math.hypot(theta0[j], entropy.invariant(j));
      change[j] = theta0[j] == 0 ? theta[j] : theta[j] - theta0[j] * (s / s0);
    }
    double[] out = new double[residual.length];
    x.multiply(change, out);
    for (int i = 0; i < out.length; i++) {
      out[i] = -out[i];
    }
    return out;
  }

  /** Whether no entry is NaN or infinite. */
  static boolean isFinite(double[] a) {
    return Arrays.stream(a).allMatch(Double::isFinite);
  }
}
