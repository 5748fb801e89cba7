package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.Cholesky;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;

/**
 * The equation A θ(ζ) = b with θ(ζ) = |I| ⊙ sinh(z + s), z = Aᵀζ/c: its residual and its Newton
 * steps, wherever A is kept. c = max(1, max|I|) keeps ζ within range for any I; ν = ζ/(2c) is the
 * dual variable of theory §3.
 */
final class DualSystem {

  /** A step that shrinks the residual to this part of it leaves a matrix good for the next. */
  private static final double GOOD_STEP = 0.1;

  private final DualSums sums;
  private final double[] b;

  private final NewtonMatrix matrix;
  private final LimitClock clock = new LimitClock();

  /** (A Aᵀ)⁻¹ b, the dual of the interpolator of least norm, which is Aᵀ times it. */
  private final double[] leastNorm;

  private final double largestOfLeastNorm;

  /** Where a uniform ln I is above this, w is I within some percent, and I A Aᵀ serves Newton. */
  private final double flatLog;

  private final double norm;
  private final double[] residual;
  private double topLog;
  private double size;
  private double reach;

  /** Whether Newton's matrix is of the last evaluation or of one so near that it still serves. */
  private boolean isGood;

  /**
   * The equation, solved by factors of Newton's matrix.
   *
   * @param gram A Aᵀ, factored
   */
  DualSystem(DualSums sums, double[] b, Cholesky gram) {
    this(sums, b, solved(gram, b), new FactoredMatrix(sums, gram));
  }

  /**
   * The equation.
   *
   * @param leastNorm (A Aᵀ)⁻¹ b
   * @param matrix Newton's
   */
  DualSystem(DualSums sums, double[] b, double[] leastNorm, NewtonMatrix matrix) {
    this.sums = sums;
    this.b = b;
    this.matrix = matrix;
    this.leastNorm = leastNorm;
    this.largestOfLeastNorm = sums.largest(leastNorm);
    this.flatLog = Math.log(largestOfLeastNorm) + 1;
    this.norm = Norms.l2(b);
    this.residual = new double[b.length];
  }

  private static double[] solved(Cholesky gram, double[] b) {
    double[] out = b.clone();
    gram.solve(out);
    return out;
  }

  /** Counts the Newton steps. */
  LimitClock clock() {
    return clock;
  }

  /** n, the length of ζ. */
  int size() {
    return b.length;
  }

  /** The largest ln |I_j| of the start that the sums aim at. */
  double targetTopLog() {
    return sums.start().topLog();
  }

  /** Takes the start, with I scaled to have this largest ln |I_j|. */
  void moveTo(double topLog) {
    this.topLog = topLog;
    sums.moveTo(topLog, scale());
    isGood = sums.start().isUniform() && topLog > flatLog && matrix.takeFlat(topLog);
  }

  /** c. */
  double scale() {
    return scale(topLog);
  }

  /** c where the largest ln |I_j| is this. */
  static double scale(double topLog) {
    return Math.exp(Math.max(0, topLog));
  }

  /** max |θ_ols| + max |θ0|: for I well above it the problem is nearly the ℓ2 one. */
  double largestAtStart() {
    return largestOfLeastNorm + sums.start().largest();
  }

  /** The largest entry of the ℓ2 interpolator. */
  double largestOfLeastNorm() {
    return largestOfLeastNorm;
  }

  /**
   * Sets ζ to about the solution for an I far above θ, or leaves it at 0: with θ0 = 0 and a uniform
   * I, sinh is nearly the identity there and θ that of least norm.
   */
  void guess(double[] zeta) {
    if (sums.start().isUniform()) {
      Kernels.axpy(scale() / Math.exp(topLog), leastNorm, zeta);
    }
  }

  /** Evaluates at ζ; returns ‖b - Aθ‖/‖b‖, infinite where θ overflows. */
  double evaluate(double[] zeta) {
    double[] fitted = sums.evaluate(zeta);
    for (int i = 0; i < residual.length; i++) {
      residual[i] = b[i] - fitted[i];
    }
    double miss = Norms.l2(residual);
    size = !Double.isFinite(miss) ? Double.POSITIVE_INFINITY : miss > 0 ? miss / unit() : 0;
    return size;
  }

  /** ‖b‖; where that is 0, the terms of Aθ0 set the scale. */
  private double unit() {
    double l1 = sums.start().l1();
    return norm > 0 ? norm : l1 > 0 ? l1 : 1;
  }

  /** b - Aθ at the last evaluation; not to be changed. */
  double[] residual() {
    return residual;
  }

  /**
   * Makes a damped Newton step from the last evaluation, which was at {@code zeta}, and evaluates
   * at its end.
   *
   * @param zeta is moved
   * @return ‖b - Aθ‖/‖b‖ there
   */
  double newtonStep(double[] zeta) {
    double before = size;
    double[] step = residual.clone();
    solve(step);
    clock.step();
    reach = sums.follow(zeta, step);
    isGood = evaluate(zeta) < GOOD_STEP * before && matrix.isDear();
    return size;
  }

  /**
   * The damping ln(1 + r)/r that makes a step of reach r descend from anywhere, the equations being
   * those of a generalised self-concordant function.
   */
  static double damping(double reach) {
    return reach > 1e-8 ? Math.log1p(reach) / reach : 1;
  }

  /** max |Aᵀ Δζ|/c of the last Newton step before damping: how far it moves the exponents. */
  double reach() {
    return reach;
  }

  /** dζ/d ln I along the solutions, at ζ and fixed units of ζ. */
  double[] tangent(double[] zeta) {
    evaluate(zeta);
    double[] tangent = sums.drift();
    for (int i = 0; i < tangent.length; i++) {
      tangent[i] = -tangent[i];
    }
    solve(tangent);
    return tangent;
  }

  /** Turns a change of Aθ into the Δζ that makes it, at about the last evaluation. */
  private void solve(double[] change) {
    if (!isGood) {
      renew();
    }
    divide(change);
  }

  /** Makes Newton's matrix that of the last evaluation. */
  void renew() {
    matrix.renew();
  }

  /** Turns a change of Aθ into the Δζ that makes it, for the Newton's matrix that there is. */
  void divide(double[] change) {
    matrix.solve(change);
    double units = scale() * Math.exp(-matrix.logTopWeight());
    for (int i = 0; i < change.length; i++) {
      change[i] *= units;
    }
  }

  /** Whether no entry is NaN or infinite. */
  static boolean isFinite(double[] a) {
    return Arrays.stream(a).allMatch(Double::isFinite);
  }
}
