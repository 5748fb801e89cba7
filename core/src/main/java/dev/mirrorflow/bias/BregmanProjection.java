package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.Cholesky;
import dev.mirrorflow.model.DiagonalNetwork;
import dev.mirrorflow.model.EffectiveStart;
import dev.mirrorflow.model.HyperbolicEntropy;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The interpolator that the gradient flow of the diagonal network ends at, argmin D_φ(θ, θ0) over
 * Xθ = y (3.28), without a trajectory: the n equations X θ(ν) = y, θ(ν) = |I| ⊙ sinh(2Xᵀν +
 * asinh(θ0/|I|)), by Newton's method (theory §3).
 *
 * <p>Newton's matrix is X diag(2√(θ² + I²)) Xᵀ, n² d flops; it serves as long as each step takes
 * nine tenths of the residual away. The step is damped by ln(1 + r)/r where r is its reach in the
 * exponents, which makes it converge from anywhere (the equations are those of a generalised
 * self-concordant function). For small I it starts at a large multiple of I, where the problem is
 * the ℓ2 one, and follows the solution down in ln I with the exact tangent as predictor.
 *
 * <p>An instance works in its own buffers: use one a thread.
 *
 * <p>Where y is exactly sparse and I tiny, θ off the support falls below rounding and the matrix is
 * numerically singular; a ridge at rounding level then picks one of the ν that fit, and θ does not
 * depend on which. Nothing is returned whose {@link Certificate} does not hold.
 */
public final class BregmanProjection {

  /** A certificate must hold to this to be returned. */
  public static final double TOLERANCE = 1e-9;

  private static final double CONVERGED = 1e-13;

  private static final double FOLLOWING = 1e-2;
  private static final int STEPS_A_POINT = 60;

  /** A step that shrinks the residual to this part of it leaves a matrix good for the next. */
  private static final double GOOD_STEP = 0.1;

  private final LeastSquares problem;
  private final Constraint constraint;
  private final DualSystem system;

  /**
   * Prepares the constraint Xθ = y; reduces X to its numerical rank where needed.
   *
   * @throws BadDataException if no interpolator exists
   */
  public BregmanProjection(LeastSquares problem) {
    this.problem = problem;
    this.constraint = Constraint.of(problem);
    this.system = new DualSystem(constraint.a(), constraint.b());
  }

  Constraint constraint() {
    return constraint;
  }

  /** What was done to a rank-deficient or ill-conditioned X, one line; empty if nothing. */
  public String note() {
    return constraint.note();
  }

  /**
   * The limit for the start (3.29), θ0 = 0 and I = α².
   *
   * @throws BadDataException unless α is positive and finite
   * @throws ComputationException if no certified point was found
   */
  public Projection ofAlpha(double alpha) {
    return path(new double[] {alpha}).getFirst();
  }

  /**
   * The limits for several α in one continuation from the largest down, a few Newton steps a point.
   *
   * @param alphas positive, in any order
   * @return the limits in the order of {@code alphas}
   * @throws BadDataException if some α is not positive and finite
   * @throws ComputationException if some point could not be certified
   */
  public List<Projection> path(double[] alphas) {
    Integer[] order = new Integer[alphas.length];
    for (int k = 0; k < order.length; k++) {
      DiagonalNetwork.checkedAlpha(alphas[k]);
      order[k] = k;
    }
    Arrays.sort(order, (p, q) -> Double.compare(alphas[q], alphas[p]));
    List<Projection> out = new ArrayList<>(Collections.nCopies(alphas.length, null));
    double[] theta0 = new double[problem.features()];
    Continuation continuation = new Continuation();
    for (int k : order) {
      HyperbolicEntropy entropy = HyperbolicEntropy.ofAlpha(alphas[k], theta0.length);
      out.set(k, continuation.reach(entropy, theta0, "alpha = " + alphas[k]));
    }
    return out;
  }

  /**
   * The limit for any θ0 and I.
   *
   * @throws BadDataException if θ0 does not have length d or is not finite, or some I_j is 0
   * @throws ComputationException if no certified point was found
   */
  public Projection of(double[] theta0, double[] invariant) {
    if (theta0.length != problem.features() || invariant.length != problem.features()) {
      throw new BadDataException(
          "theta0 has length "
              + theta0.length
              + " and I "
              + invariant.length
              + ", but X has "
              + problem.features()
              + " columns");
    }
    if (!DualSystem.isFinite(theta0)) {
      throw new BadDataException("theta0 holds NaN or infinity; it must be finite");
    }
    return new Continuation().reach(HyperbolicEntropy.of(invariant), theta0, "the given start");
  }

  /**
   * Where a dynamics ends whose effective start is known.
   *
   * @throws BadDataException if the start does not have length d or is not finite
   * @throws ComputationException if no certified point was found
   */
  public Projection of(EffectiveStart start) {
    if (start.shift().length != problem.features()) {
      throw new BadDataException(
          "the start has length "
              + start.shift().length
              + ", but X has "
              + problem.features()
              + " columns; they must match");
    }
    HyperbolicEntropy entropy = HyperbolicEntropy.ofLog(start.logInvariant());
    double[] theta0 = start.theta();
    if (!DualSystem.isFinite(theta0)) {
      throw new BadDataException("the effective start holds NaN or infinity; it must be finite");
    }
    return new Continuation().reach(entropy, theta0, "the effective start");
  }

  /** Looks at a point that {@link #descend} passes; neither array is to be kept or changed. */
  interface Passing {

    /**
     * Whether the descent may end here.
     *
     * @param theta θ, near the limit for this I
     * @param z asinh(θ/I) = Aᵀζ/c
     * @param dual ζ/c
     */
    boolean enough(double[] theta, double[] z, double[] dual);
  }

  /**
   * Follows the limit for θ0 = 0 and a uniform I down from the size of θ, looking at it on the way,
   * with no certificate: for those who finish a limit in their own way. Ends early where the
   * continuation stalls.
   *
   * @param falls ln of (largest entry of the ℓ2 interpolator)/I at the points to look at, rising
   * @return the Newton steps made
   */
  int descend(double[] falls, Passing passing) {
    double[] theta0 = new double[problem.features()];
    double top = Math.log(largestOfLeastNorm());
    Continuation continuation = new Continuation();
    double[] dual = new double[constraint.b().length];
    for (double fall : falls) {
      try {
        continuation.approach(
            HyperbolicEntropy.ofLog(top - fall, theta0.length), theta0, "basis pursuit");
      } catch (ComputationException stalled) {
        break;
      }
      for (int i = 0; i < dual.length; i++) {
        dual[i] = continuation.zeta[i] / system.scale();
      }
      if (passing.enough(system.theta(), system.z(), dual)) {
        break;
      }
    }
    return continuation.steps;
  }

  /** Follows the solution as every |I_j| is scaled by e^t, t falling. */
  private final class Continuation {

    private final double[] zeta = new double[constraint.b().length];
    private final double[] shift = new double[problem.features()];
    private double topLog = Double.NaN;
    private double stride = 2;
    private int steps;

    /** Newton's matrix, of this point or of one so near that it still serves. */
    private Cholesky factor;

    private boolean isGood;

    Projection reach(HyperbolicEntropy target, double[] theta0, String name) {
      steps = 0;
      approach(target, theta0, name);
      newton(CONVERGED, STEPS_A_POINT);
      return certified(target, theta0, name);
    }

    /** Goes to the target, to the accuracy of a point that is only passed. */
    private void approach(HyperbolicEntropy target, double[] theta0, String name) {
      double targetTop = topLogInvariant(target);
      if (Double.isNaN(topLog)) {
        start(target, theta0, targetTop, name);
      }
      use(target, theta0, topLog - targetTop);
      while (topLog > targetTop) {
        follow(target, theta0, targetTop, name);
      }
    }

    private void start(HyperbolicEntropy target, double[] theta0, double targetTop, String name) {
      double reach = largestOfLeastNorm() + Norms.max(theta0);
      topLog = Math.max(targetTop, reach > 0 ? Math.log(reach) + 2 : targetTop);
      use(target, theta0, topLog - targetTop);
      if (Norms.max(theta0) == 0 && target.isUniform()) {
        // There sinh is nearly the identity, and θ the interpolator of least norm.
        Kernels.axpy(system.scale() / Math.exp(topLog), constraint.leastNorm(), zeta);
      }
      if (!(newton(FOLLOWING, STEPS_A_POINT) <= FOLLOWING)) {
        throw failure(name);
      }
    }

    /** One predictor step towards the target and the Newton steps after it. */
    private void follow(HyperbolicEntropy target, double[] theta0, double targetTop, String name) {
      system.evaluate(zeta);
      double[] tangent = system.tangentRightHandSide(theta0);
      system.solve(isGood ? factor : system.factor(), tangent);
      double[] from = zeta.clone();
      double fromTop = topLog;
      while (true) {
        double next = Math.max(targetTop, fromTop - stride);
        if (fromTop > 0 && next < 0) {
          // The units of ζ change at I = 1; no step goes across.
          next = 0;
        }
        double change = next - fromTop;
        use(target, theta0, next - targetTop);
        for (int i = 0; i < zeta.length; i++) {
          // Above I = 1 the units of ζ shrink with I.
          double units = fromTop > 0 ? from[i] : 0;
          zeta[i] = from[i] + change * (tangent[i] + units);
        }
        topLog = next;
        int before = steps;
        if (newton(FOLLOWING, 8) <= FOLLOWING) {
          stride = steps - before <= 4 ? stride * 3 : stride;
          return;
        }
        stride /= 4;
        if (stride < 1e-6) {
          throw failure(name);
        }
      }
    }

    private void use(HyperbolicEntropy target, double[] theta0, double t) {
      HyperbolicEntropy entropy = t == 0 ? target : target.scaled(t);
      for (int j = 0; j < shift.length; j++) {
        shift[j] = 2 * entropy.gradient(j, theta0[j]);
      }
      system.setPotential(entropy, shift);
    }

    /**
     * Damped Newton steps until the relative residual is below the tolerance or no longer falls.
     */
    private double newton(double tolerance, int most) {
      double residual = system.evaluate(zeta);
      isGood = false;
      int stalled = 0;
      double best = residual;
      for (int k = 0; k < most && residual > tolerance; k++) {
        if (residual == Double.POSITIVE_INFINITY) {
          return residual;
        }
        if (!isGood) {
          factor = system.factor();
        }
        double[] step = system.residual().clone();
        system.solve(factor, step);
        double reach = system.reach(step);
        double damping = reach > 1e-8 ? Math.log1p(reach) / reach : 1;
        Kernels.axpy(damping, step, zeta);
        steps++;
        double before = residual;
        residual = system.evaluate(zeta);
        isGood = residual < GOOD_STEP * before;
        stalled = residual < 0.5 * best || reach > 0.1 ? 0 : stalled + 1;
        best = Math.min(best, residual);
        if (stalled == 3) {
          break;
        }
      }
      return residual;
    }

    private Projection certified(HyperbolicEntropy target, double[] theta0, String name) {
      double[] theta = system.theta().clone();
      double[] mirror = new double[theta.length];
      constraint.a().multiplyTransposed(0.5 / system.scale(), zeta, mirror);
      Certificate certificate =
          new Certifier(problem, constraint, target, shift, theta0)
              .certify(theta, mirror, zeta, system.scale());
      if (!certificate.holds(TOLERANCE)) {
        throw new ComputationException(
            String.format(
                Locale.ROOT,
                "the limit for %s could not be certified: residual %.1e, stationarity %.1e, gap"
                    + " %.1e; X may be too ill conditioned for this start",
                name,
                certificate.primalResidual(),
                certificate.stationarity(),
                certificate.dualityGap()));
      }
      return new Projection(theta, mirror, certificate, steps);
    }

    private ComputationException failure(String name) {
      return new ComputationException(
          String.format(
              Locale.ROOT,
              "the limit for %s was not reached: the continuation stalled at ln I = %.3g; use an"
                  + " alpha between 1e-300 and 1e150 and check X for extreme values",
              name,
              topLog));
    }
  }

  private double largestOfLeastNorm() {
    double[] leastNorm = new double[problem.features()];
    constraint.a().multiplyTransposed(1, constraint.leastNorm(), leastNorm);
    return Norms.max(leastNorm);
  }

  private static double topLogInvariant(HyperbolicEntropy entropy) {
    double top = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < entropy.features(); j++) {
      top = Math.max(top, entropy.logInvariant(j));
    }
    return top;
  }
}
