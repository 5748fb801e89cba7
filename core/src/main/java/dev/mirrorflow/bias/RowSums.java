package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.WeightedGram;
import dev.mirrorflow.model.HyperbolicEntropy;
import dev.mirrorflow.model.Norms;

/** The sums over an A that is in memory by rows, with θ and all that has its length beside it. */
final class RowSums implements DualSums {

  private final DesignMatrix a;
  private final double[] z;
  private final double[] theta;
  private final double[] shift;
  private final double[] rootWeights;
  private final double[] fitted;
  private final double[] gram;
  private final WeightedGram weightedGram;
  private HyperbolicEntropy target;
  private HyperbolicEntropy entropy;
  private double[] theta0;
  private Start start;
  private double scale;
  private double logTopWeight;

  RowSums(DesignMatrix a) {
    this.a = a;
    int n = a.rows();
    int d = a.columns();
    this.z = new double[d];
    this.theta = new double[d];
    this.shift = new double[d];
    this.rootWeights = new double[d];
    this.fitted = new double[n];
    this.gram = new double[n * n];
    this.weightedGram = new WeightedGram(a);
  }

  /** Names the potential and the θ0 (not copied) of the start. */
  void aim(HyperbolicEntropy target, double[] theta0) {
    this.target = target;
    this.theta0 = theta0;
    double top = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < target.features(); j++) {
      top = Math.max(top, target.logInvariant(j));
    }
    double largest = Norms.max(theta0);
    start = new Start(top, largest, Norms.l1(theta0), largest == 0 && target.isUniform());
  }

  @Override
  public Start start() {
    return start;
  }

  @Override
  public double largest(double[] p) {
    return largest(1, p, new double[z.length]);
  }

  private double largest(double by, double[] p, double[] work) {
    a.multiplyTransposed(by, p, work);
    return Norms.max(work);
  }

  @Override
  public void moveTo(double topLog, double scale) {
    double rise = topLog - start.topLog();
    entropy = rise == 0 ? target : target.scaled(rise);
    for (int j = 0; j < shift.length; j++) {
      shift[j] = 2 * entropy.gradient(j, theta0[j]);
    }
    this.scale = scale;
  }

  @Override
  public double[] evaluate(double[] zeta) {
    a.multiplyTransposed(1 / scale, zeta, z);
    for (int j = 0; j < z.length; j++) {
      theta[j] = entropy.sinh(j, z[j] + shift[j]);
    }
    a.multiply(theta, fitted);
    return fitted;
  }

  @Override
  public double follow(double[] zeta, double[] step) {
    double reach = largest(1 / scale, step, rootWeights);
    Kernels.axpy(DualSystem.damping(reach), step, zeta);
    return reach;
  }

  @Override
  public double[] drift() {
    double[] change = rootWeights;
    for (int j = 0; j < change.length; j++) {
      double s = entropy.weight(j, theta[j]);
      double s0 = entropy.weight(j, theta0[j]);
      change[j] = theta0[j] == 0 ? theta[j] : theta[j] - theta0[j] * (s / s0);
    }
    double[] out = new double[fitted.length];
    a.multiply(change, out);
    return out;
  }

  @Override
  public double[] gram() {
    double top = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < z.length; j++) {
      top = Math.max(top, entropy.logCoshBound(j, z[j] + shift[j]));
    }
    for (int j = 0; j < z.length; j++) {
      rootWeights[j] = entropy.rootCosh(j, z[j] + shift[j], top);
    }
    logTopWeight = top;
    weightedGram.compute(rootWeights, gram);
    return gram;
  }

  @Override
  public double logTopWeight() {
    return logTopWeight;
  }

  @Override
  public boolean gramIsAtHand() {
    return false;
  }

  /**
   * The change of θ that a change of ζ makes at the last evaluation: w ⊙ AᵀΔζ/c.
   *
   * @param out receives it, length d
   */
  void respond(double[] dualChange, double[] out) {
    a.multiplyTransposed(1 / scale, dualChange, out);
    for (int j = 0; j < out.length; j++) {
      out[j] *= entropy.weight(j, theta[j]);
    }
  }

  /** θ at the last evaluation. */
  double[] theta() {
    return theta;
  }

  /** z at the last evaluation. */
  double[] z() {
    return z;
  }

  /** s. */
  double[] shift() {
    return shift;
  }

  /** The potential in force. */
  HyperbolicEntropy entropy() {
    return entropy;
  }

  /** c. */
  double scale() {
    return scale;
  }
}
