package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.Cholesky;
import dev.mirrorflow.linalg.ColumnEngine;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;

/**
 * The equation of {@link DualSystem} for θ0 = 0 and a uniform I over an X that is kept by columns:
 * a pass over X makes Xθ and Newton's matrix together, and nothing of length d is kept. What was
 * evaluated last is remembered, so that asking for it again costs no pass.
 *
 * <p>A Newton step is one pass: it is tried whole, and where its reach, known only after the pass,
 * is too long for that, made again as long as damping allows.
 */
final class ColumnSystem implements DualEquations {

  private final ColumnEngine engine;
  private final double[] y;
  private final RowScale scale;
  private final double norm;
  private final double[] leastNorm;
  private final double largestOfLeastNorm;
  private double logInvariant;
  private DualSum.Part sums;
  private double sumsLogInvariant;
  private double[] sumsZeta;
  private double[] residual;
  private double reach;

  /**
   * The equation.
   *
   * @param scale for the rows, none of which counts more than the others
   * @param leastNorm (X Xᵀ)⁻¹ y
   * @param largestOfLeastNorm max |Xᵀ leastNorm|
   */
  ColumnSystem(
      ColumnEngine engine,
      double[] y,
      RowScale scale,
      double[] leastNorm,
      double largestOfLeastNorm) {
    this.leastNorm = leastNorm;
    this.engine = engine;
    this.y = y;
    this.scale = scale;
    this.norm = norm(y);
    this.largestOfLeastNorm = largestOfLeastNorm;
  }

  @Override
  public int size() {
    return y.length;
  }

  @Override
  public double largestAtStart() {
    return largestOfLeastNorm;
  }

  @Override
  public void moveTo(double topLog) {
    logInvariant = topLog;
  }

  /** There sinh is nearly the identity, and θ that of least norm. */
  @Override
  public void guess(double[] zeta) {
    Kernels.axpy(scale() / Math.exp(logInvariant), leastNorm, zeta);
  }

  /** c. */
  double scale() {
    return DualSum.scale(logInvariant);
  }

  @Override
  public double evaluate(double[] zeta) {
    if (sums == null || sumsLogInvariant != logInvariant || !Arrays.equals(sumsZeta, zeta)) {
      pass(zeta, new double[0]);
    }
    double size = norm(residual);
    return !Double.isFinite(size) ? Double.POSITIVE_INFINITY : size > 0 ? size / norm : 0;
  }

  private double norm(double[] perRow) {
    double[] scaled = perRow.clone();
    scale.apply(scaled);
    return Norms.l2(scaled);
  }

  private void pass(double[] zeta, double[] step) {
    sums = engine.sum(new DualSum(logInvariant, zeta.clone(), step));
    sumsLogInvariant = logInvariant;
    sumsZeta = zeta.clone();
    residual = y.clone();
    for (int i = 0; i < y.length; i++) {
      residual[i] -= sums.fitted()[i];
    }
  }

  @Override
  public double newtonStep(double[] zeta) {
    double[] from = zeta.clone();
    double[] step = residual.clone();
    solve(step);
    double length = 1;
    move(from, length, step, zeta);
    pass(zeta, step);
    reach = sums.reach();
    if (!descends(length, reach)) {
      move(from, DualEquations.damping(reach), step, zeta);
      pass(zeta, step);
    }
    return evaluate(zeta);
  }

  private static void move(double[] from, double length, double[] step, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = from[i] + length * step[i];
    }
  }

  /**
   * Whether t times a Newton step of reach r is sure to gain a quarter of what the linear model
   * promises: the dual function rises at most by δ²(e^{tr} - 1 - tr)/r² above its tangent, along
   * which it falls by tδ².
   */
  private static boolean descends(double t, double r) {
    return r < 1e-4 || Math.expm1(t * r) - t * r <= 0.75 * t * r * r;
  }

  @Override
  public double reach() {
    return reach;
  }

  /** With θ0 = 0, ∂θ/∂ ln I = θ at fixed ζ/c, so that no pass is needed. */
  @Override
  public double[] tangent(double[] zeta) {
    evaluate(zeta);
    double[] tangent = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      tangent[i] = -sums.fitted()[i];
    }
    solve(tangent);
    return tangent;
  }

  /** Turns b into the Δζ that changes Xθ by b at the last evaluation. */
  private void solve(double[] b) {
    Cholesky factor = RidgedCholesky.of(scale.ofBoth(sums.gram()), y.length);
    scale.apply(b);
    factor.solve(b);
    scale.apply(b);
    double units = DualSum.scale(sumsLogInvariant) * Math.exp(-sums.logTopWeight());
    for (int i = 0; i < b.length; i++) {
      b[i] *= units;
    }
  }
}
