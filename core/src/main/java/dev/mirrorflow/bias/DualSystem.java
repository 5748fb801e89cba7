package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
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
final class DualSystem implements DualEquations {

  /** A step that shrinks the residual to this part of it leaves a matrix good for the next. */
  private static final double GOOD_STEP = 0.1;

  private final DesignMatrix x;
  private final double[] y;

  /** A Aᵀ. */
  private final Cholesky gramFactor;

  /** Where a uniform ln I is above this, w is I within some percent, and I A Aᵀ serves Newton. */
  private final double flatLog;

  /** (A Aᵀ)⁻¹ b, the dual of the interpolator of least norm, which is Aᵀ times it. */
  private final double[] leastNorm;

  private final double norm;
  private final double[] z;
  private final double[] rootWeights;
  private final double[] theta;
  private final double[] residual;
  private final double[] gram;
  private final WeightedGram weightedGram;
  private final double[] shift;
  private HyperbolicEntropy target;
  private double targetTopLog;
  private double[] theta0;

  /** Whether θ0 = 0 and I is uniform. */
  private boolean isCentred;

  private HyperbolicEntropy entropy;
  private double scale;
  private double unit;
  private double size;
  private double reach;

  /** Newton's matrix, of the last evaluation or of one so near that it still serves. */
  private Cholesky factor;

  private boolean isGood;
  private double logTopWeight;

  DualSystem(Constraint constraint) {
    this.x = constraint.a();
    this.y = constraint.b();
    this.gramFactor = constraint.gram();
    this.factor = gramFactor;
    this.leastNorm = y.clone();
    gramFactor.solve(leastNorm);
    this.norm = Norms.l2(y);
    int n = x.rows();
    this.z = new double[x.columns()];
    this.rootWeights = new double[x.columns()];
    this.theta = new double[x.columns()];
    this.shift = new double[x.columns()];
    this.residual = new double[n];
    this.gram = new double[n * n];
    this.weightedGram = new WeightedGram(x);
    this.flatLog = Math.log(largestOfLeastNorm()) + 1;
  }

  /** Names the potential and the θ0 (not copied) that {@link #moveTo} is to lead to. */
  void aim(HyperbolicEntropy target, double[] theta0) {
    this.target = target;
    this.theta0 = theta0;
    targetTopLog = topLogInvariant(target);
    isCentred = Norms.max(theta0) == 0 && target.isUniform();
    unit = norm;
    if (norm == 0) {
      // The terms of Xθ0 set the scale.
      double sum = Norms.l1(theta0);
      unit = sum > 0 ? sum : 1;
    }
  }

  /** The largest ln |I_j| of the potential aimed at. */
  double targetTopLog() {
    return targetTopLog;
  }

  /** Takes the potential aimed at, scaled to have this largest ln |I_j|. */
  @Override
  public void moveTo(double topLog) {
    double t = topLog - targetTopLog;
    entropy = t == 0 ? target : target.scaled(t);
    for (int j = 0; j < shift.length; j++) {
      shift[j] = 2 * entropy.gradient(j, theta0[j]);
    }
    scale = Math.exp(Math.max(0, topLog));
    isGood = isCentred && topLog > flatLog;
    if (isGood) {
      factor = gramFactor;
      logTopWeight = topLog;
    }
  }

  private static double topLogInvariant(HyperbolicEntropy entropy) {
    double top = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < entropy.features(); j++) {
      top = Math.max(top, entropy.logInvariant(j));
    }
    return top;
  }

  @Override
  public int size() {
    return y.length;
  }

  @Override
  public double largestAtStart() {
    return largestOfLeastNorm() + Norms.max(theta0);
  }

  /** The largest entry of the ℓ2 interpolator. */
  double largestOfLeastNorm() {
    double[] theta = new double[z.length];
    x.multiplyTransposed(1, leastNorm, theta);
    return Norms.max(theta);
  }

  /** For θ0 = 0 and a uniform I: there sinh is nearly the identity, and θ that of least norm. */
  @Override
  public void guess(double[] zeta) {
    if (isCentred) {
      Kernels.axpy(scale / Math.exp(topLogInvariant(entropy)), leastNorm, zeta);
    }
  }

  /** s = asinh(θ0/|I|). */
  double[] shift() {
    return shift;
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

  @Override
  public double evaluate(double[] zeta) {
    x.multiplyTransposed(1 / scale, zeta, z);
    for (int j = 0; j < z.length; j++) {
      theta[j] = entropy.sinh(j, z[j] + shift[j]);
    }
    x.multiply(theta, residual);
    for (int i = 0; i < residual.length; i++) {
      residual[i] = y[i] - residual[i];
    }
    double miss = Norms.l2(residual);
    size = !Double.isFinite(miss) ? Double.POSITIVE_INFINITY : miss > 0 ? miss / unit : 0;
    return size;
  }

  @Override
  public double newtonStep(double[] zeta) {
    double before = size;
    double[] step = residual.clone();
    solve(step);
    reach = reach(step);
    Kernels.axpy(DualEquations.damping(reach), step, zeta);
    isGood = evaluate(zeta) < GOOD_STEP * before;
    return size;
  }

  @Override
  public double reach() {
    return reach;
  }

  @Override
  public double[] tangent(double[] zeta) {
    evaluate(zeta);
    double[] tangent = tangentRightHandSide();
    solve(tangent);
    return tangent;
  }

  /** y - Xθ at the last evaluation. */
  double[] residual() {
    return residual;
  }

  /** The potential in force. */
  HyperbolicEntropy entropy() {
    return entropy;
  }

  /**
   * The change of θ that changes Xθ by b as the limit would: w ⊙ Xᵀ (X diag(w) Xᵀ)⁻¹ b, w = √(θ² +
   * I²) at the last evaluation, for Newton's matrix of some evaluation before it.
   *
   * @param b length n; receives the change of ζ
   * @param out receives the change of θ, length d
   */
  void respond(double[] b, double[] out) {
    divide(b);
    x.multiplyTransposed(1 / scale, b, out);
    for (int j = 0; j < out.length; j++) {
      out[j] *= entropy.weight(j, theta[j]);
    }
  }

  /** Makes Newton's matrix that of the last evaluation. */
  void renew() {
    factor = factor();
  }

  /** Factors X diag(w) Xᵀ at the last evaluation, w = √(θ² + I²) relative to about the largest. */
  private Cholesky factor() {
    double top = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < z.length; j++) {
      top = Math.max(top, entropy.logCoshBound(j, z[j] + shift[j]));
    }
    for (int j = 0; j < z.length; j++) {
      rootWeights[j] = entropy.rootCosh(j, z[j] + shift[j], top);
    }
    logTopWeight = top;
    weightedGram.compute(rootWeights, gram);
    return RidgedCholesky.of(gram, residual.length);
  }

  /** Turns b into the Δζ that changes Xθ by b, at about the last evaluation. */
  private void solve(double[] b) {
    if (!isGood) {
      renew();
    }
    divide(b);
  }

  private void divide(double[] b) {
    factor.solve(b);
    double units = scale * Math.exp(-logTopWeight);
    for (int i = 0; i < b.length; i++) {
      b[i] *= units;
    }
  }

  /** max |Xᵀ Δζ|/c, how far a step moves the exponents. */
  private double reach(double[] step) {
    double[] work = rootWeights;
    x.multiplyTransposed(1 / scale, step, work);
    return Norms.max(work);
  }

  /**
   * -X ∂θ/∂t at fixed ζ/c, where t is added to every ln|I_j| and θ0 is kept: the change of y that t
   * asks for.
   */
  private double[] tangentRightHandSide() {
    double[] change = rootWeights;
    for (int j = 0; j < change.length; j++) {
      double s = entropy.weight(j, theta[j]);
      double s0 = entropy.weight(j, theta0[j]);
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
