package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.Cholesky;
import dev.mirrorflow.linalg.WeightedGram;
import dev.mirrorflow.model.DepthPotential;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.LinearSolutions;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;

/**
 * The interpolator that the gradient flow of the diagonal network of depth D &gt;= 3 ends at, that
 * of least {@link DepthPotential} Q, without a trajectory: the n equations X θ(ν) = y, θ(ν) = α^D
 * h(Xᵀν), by Newton's method (theory §4).
 *
 * <p>They are the gradient of a convex function with a barrier at |Xᵀν| = 1. A step of which the
 * part r of some slack 1 - |z_j| is used up is damped by (1 - (1 + pr)^{-1/p})/r: no weight ∂θ/∂z
 * grows by more than (1 - ρ)^{-p-1} on a part ρ of the slack, so that the function falls all the
 * way and Newton's method converges from anywhere. α is followed down from the size of θ. In the
 * end θ and ν are corrected together, since the slack of a small α loses the digits of z. A step
 * costs n² d flops.
 *
 * <p>An instance works in its own buffers: use one a thread. Nothing is returned whose {@link
 * Certificate} does not hold; that asks for an α^{D-2} of 1e-12 or more, relative to the size of θ.
 *
 * <p>Example: seed 1 of {@code data.SyntheticProblem} with n = 40, d = 200 and a 5-sparse θ* has
 * min ‖θ‖₁ = 5; from α = 0.1 depth 2 ends at 7.466, depth 3 at 5.344 and depth 5 at 5.0016.
 */
public final class DepthProjection {

  /** A certificate must hold to this to be returned. */
  public static final double TOLERANCE = 1e-9;

  private static final double FOLLOWING = 1e-2;
  private static final double CLOSE = 1e-8;
  private static final double CONVERGED = 1e-14;
  private static final int STEPS_A_POINT = 100;
  private static final int CORRECTIONS = 30;

  /** Below this |z_j|, θ(ν) has lost two digits at most; ν may be undetermined at a sparse θ. */
  private static final double INTERIOR = 0.99;

  /** Where |θ_j| is below this, z_j is known to be interior and its digits do not matter. */
  private static final double UNDERFLOW = 1e-290;

  private final LeastSquares problem;
  private final Constraint constraint;
  private final WeightedGram weighted;
  private final double[] gram;
  private final double[] nu;
  private final double[] z;
  private final double[] theta;
  private final double[] rootWeights;
  private final double[] residual;
  private final double[] work;
  private int steps;

  /**
   * Prepares the constraint Xθ = y; reduces X to its numerical rank where needed.
   *
   * @throws BadDataException if no interpolator exists
   */
  public DepthProjection(LeastSquares problem) {
    this.problem = problem;
    this.constraint = Constraint.of(problem);
    int n = constraint.b().length;
    int d = problem.features();
    this.weighted = new WeightedGram(constraint.a());
    this.gram = new double[n * n];
    this.nu = new double[n];
    this.z = new double[d];
    this.theta = new double[d];
    this.rootWeights = new double[d];
    this.residual = new double[n];
    this.work = new double[d];
  }

  /**
   * The limit for w₊ = w₋ = α.
   *
   * @throws BadDataException if the depth or α is out of range
   * @throws ComputationException if no certified point was found
   */
  public Projection of(double alpha, int depth) {
    DepthPotential target = new DepthPotential(alpha, depth);
    double size = Norms.max(new LinearSolutions(problem).minimumNorm());
    double top = size > 0 ? Math.max(alpha, 2 * Math.pow(size, 1.0 / depth)) : alpha;
    Arrays.fill(nu, 0);
    steps = 0;
    for (double at = top; at > alpha; at /= 2) {
      newton(new DepthPotential(at, depth), FOLLOWING);
    }
    newton(target, CLOSE);
    correct(target);
    return certified(target);
  }

  /** Damped Newton steps until the relative residual is below the tolerance or no longer falls. */
  private void newton(DepthPotential potential, double tolerance) {
    double size = Norms.l2(constraint.b());
    double last = Double.POSITIVE_INFINITY;
    for (int k = 0; k < STEPS_A_POINT; k++) {
      ComputationException.throwIfInterrupted();
      constraint.a().multiplyTransposed(1, nu, z);
      for (int j = 0; j < z.length; j++) {
        double slack = 1 - Math.abs(z[j]);
        theta[j] = potential.theta(z[j], slack);
        rootWeights[j] = Math.sqrt(potential.weight(slack));
      }
      double miss = miss();
      if (!(miss > tolerance * size) || miss > 0.5 * last && last < FOLLOWING * size) {
        return;
      }
      last = miss;
      solve(residual);
      double reach = 0;
      constraint.a().multiplyTransposed(1, residual, work);
      for (int j = 0; j < z.length; j++) {
        reach = Math.max(reach, Math.abs(work[j]) / (1 - Math.abs(z[j])));
      }
      Kernels.axpy(damping(reach, potential.power()), residual, nu);
      steps++;
    }
  }

  /**
   * Newton steps for Aθ = b and z(θ) = Aᵀν in both unknowns, from near their solution; ends at the
   * best of them.
   */
  private void correct(DepthPotential potential) {
    double scale = Norms.l2(constraint.b());
    double[] off = new double[z.length];
    double[] bestTheta = theta.clone();
    double[] bestNu = nu.clone();
    double best = Double.POSITIVE_INFINITY;
    int stalled = 0;
    for (int k = 0; k < CORRECTIONS; k++) {
      ComputationException.throwIfInterrupted();
      double offset = 0;
      constraint.a().multiplyTransposed(1, nu, z);
      for (int j = 0; j < z.length; j++) {
        off[j] = z[j] - potential.gradient(theta[j]);
        offset = Math.max(offset, Math.abs(theta[j]) > UNDERFLOW ? Math.abs(off[j]) : 0);
        double weight = potential.weight(potential.slack(theta[j]));
        rootWeights[j] = Math.sqrt(weight);
        off[j] *= weight;
      }
      double error = Math.max(scale > 0 ? miss() / scale : miss(), offset / Norms.max(z));
      stalled = error < 0.5 * best ? 0 : stalled + 1;
      if (error < best) {
        best = error;
        System.arraycopy(theta, 0, bestTheta, 0, theta.length);
        System.arraycopy(nu, 0, bestNu, 0, nu.length);
      }
      if (!(error > CONVERGED) || stalled == 3) {
        break;
      }
      step(potential, off);
    }
    System.arraycopy(bestTheta, 0, theta, 0, theta.length);
    System.arraycopy(bestNu, 0, nu, 0, nu.length);
  }

  /** One of them; {@code off} holds w ⊙ (Aᵀν - z(θ)). */
  private void step(DepthPotential potential, double[] off) {
    double[] shift = new double[residual.length];
    constraint.a().multiply(off, shift);
    Kernels.axpy(-1, shift, residual);
    solve(residual);
    constraint.a().multiplyTransposed(1, residual, work);
    double reach = 0;
    for (int j = 0; j < z.length; j++) {
      double size = Math.abs(z[j]);
      reach = Math.max(reach, size < INTERIOR ? Math.abs(work[j]) / (1 - size) : 0);
    }
    double damping = damping(reach, potential.power());
    Kernels.axpy(damping, residual, nu);
    for (int j = 0; j < theta.length; j++) {
      double next = z[j] + damping * work[j];
      double size = Math.abs(next);
      theta[j] =
          size < INTERIOR
              ? potential.theta(next, 1 - size)
              : theta[j] + damping * (rootWeights[j] * rootWeights[j] * work[j] + off[j]);
    }
    steps++;
  }

  /** The part of a step to take that uses up the part r of some slack. */
  private static double damping(double reach, double p) {
    return reach > 1e-8 ? -Math.expm1(-Math.log1p(p * reach) / p) / reach : 1;
  }

  /** Fills the residual b - Aθ and returns its norm. */
  private double miss() {
    constraint.a().multiply(theta, residual);
    for (int i = 0; i < residual.length; i++) {
      residual[i] = constraint.b()[i] - residual[i];
    }
    return Norms.l2(residual);
  }

  /** Turns a change of Aθ into the Δν that makes it, at the current weights. */
  private void solve(double[] change) {
    double top = Norms.max(rootWeights);
    for (int j = 0; j < rootWeights.length; j++) {
      work[j] = rootWeights[j] / top;
    }
    weighted.compute(work, gram);
    Cholesky factor = RidgedCholesky.of(gram, change.length);
    factor.solve(change);
    for (int i = 0; i < change.length; i++) {
      change[i] /= top * top;
    }
  }

  private Projection certified(DepthPotential potential) {
    double[] mirror = new double[z.length];
    constraint.a().multiplyTransposed(1, nu, mirror);
    double stationarity = 0;
    double conjugate = 0;
    double largest = 0;
    for (int j = 0; j < mirror.length; j++) {
      double size = Math.abs(mirror[j]);
      largest = Math.max(largest, size);
      if (Math.abs(theta[j]) > UNDERFLOW) {
        stationarity = Math.max(stationarity, Math.abs(mirror[j] - potential.gradient(theta[j])));
      }
      conjugate += size < 1 ? potential.conjugate(mirror[j], 1 - size) : Double.NaN;
    }
    double primal = potential.value(theta);
    double dual = Kernels.dot(nu, constraint.b()) - conjugate;
    Certificate certificate =
        new Certificate(
            Certifier.primalResidual(constraint.reached(), theta),
            largest > 0 ? stationarity / largest : 0,
            primal > 0 ? Math.abs(primal - dual) / primal : Math.abs(dual));
    if (!certificate.holds(TOLERANCE)) {
      throw new ComputationException(
          "the limit of depth %d for alpha = %s could not be certified: residual %.1e, stationarity %.1e, gap %.1e; take a larger alpha, of alpha^%d above 1e-12"
              .formatted(
                  potential.depth(),
                  potential.alpha(),
                  certificate.primalResidual(),
                  certificate.stationarity(),
                  certificate.dualityGap(),
                  potential.depth() - 2));
    }
    return new Projection(theta.clone(), mirror, certificate, steps);
  }
}
