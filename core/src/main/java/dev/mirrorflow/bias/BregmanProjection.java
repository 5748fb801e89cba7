package dev.mirrorflow.bias;

import dev.mirrorflow.design.DenseDesign;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.model.EffectiveStart;
import dev.mirrorflow.model.HyperbolicEntropy;
import dev.mirrorflow.model.LeastSquares;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleConsumer;

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
 * <p>Where X has as many independent rows as columns, one θ only interpolates; it is solved for.
 *
 * <p>An instance works in its own buffers: use one a thread.
 *
 * <p>Where y is exactly sparse and I tiny, θ off the support falls below rounding and the matrix is
 * numerically singular; a ridge at rounding level then picks one of the ν that fit, and θ does not
 * depend on which. Nothing is returned whose {@link Certificate} does not hold.
 */
public final class BregmanProjection implements LimitSolver {

  /** A certificate must hold to this to be returned. */
  public static final double TOLERANCE = 1e-9;

  /** An estimated error below this is surely below the tolerance. */
  static final double SAFE = 0.1 * TOLERANCE;

  private static final String ILL_CONDITIONED = "X may be too ill conditioned for this start";

  private final LeastSquares problem;
  private final Constraint constraint;
  private final DesignSums sums;
  private final DualSystem system;

  /** θ where one only interpolates; null until it was asked for. */
  private Optional<double[]> onlyInterpolator;

  /**
   * Prepares the constraint Xθ = y; reduces X to its numerical rank where needed, and projects y
   * onto the range of X where it is not in it: there the flow ends at the least loss.
   *
   * @throws BadDataException if θ is beyond the range of doubles
   */
  public BregmanProjection(LeastSquares problem) {
    this.problem = problem;
    this.constraint = Constraint.of(problem);
    this.sums = new DesignSums(new DenseDesign(constraint.a()));
    this.system = new DualSystem(sums, constraint.b(), constraint.gram());
  }

  /** Bytes that X and the limits at so many α take in memory, about. */
  public static long memory(int n, int d, int alphas) {
    long vectors = 12 + 2L * alphas;
    return Double.BYTES * ((n + vectors) * d + 4L * n * n);
  }

  @Override
  public double distanceToRange() {
    return constraint.distance();
  }

  @Override
  public void watch(DoubleConsumer share) {
    system.clock().tell(share);
  }

  @Override
  public double largestOfLeastNorm() {
    return system.largestOfLeastNorm();
  }

  Constraint constraint() {
    return constraint;
  }

  @Override
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
    return LimitAttempts.required(attempts(alphas));
  }

  @Override
  public List<LimitAttempt<Projection>> attempts(double[] alphas) {
    double[] theta0 = new double[problem.features()];
    return LimitAttempts.of(
        alphas,
        system,
        (continuation, k) ->
            reach(
                continuation,
                HyperbolicEntropy.ofAlpha(alphas[k], theta0.length),
                theta0,
                "alpha = " + alphas[k]));
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
    return of(HyperbolicEntropy.of(invariant), theta0, "the given start");
  }

  /** The same, by a name for complaints. */
  Projection of(HyperbolicEntropy entropy, double[] theta0, String name) {
    return reach(new Continuation(system), entropy, theta0, name);
  }

  /**
   * Where a dynamics ends whose effective start is known.
   *
   * @throws BadDataException if the start does not have length d or is not finite
   * @throws ComputationException if no certified point was found
   */
  public Projection of(EffectiveStart start) {
    return of(start, "the effective start");
  }

  @Override
  public List<LimitAttempt<Projection>> attempts(double[] alphas, EffectiveStart start) {
    return LimitAttempts.each(
        alphas, system, k -> of(start.times(alphas[k]), "alpha = " + alphas[k]));
  }

  private Projection of(EffectiveStart start, String name) {
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
    return of(entropy, theta0, name);
  }

  private Projection reach(
      Continuation continuation, HyperbolicEntropy target, double[] theta0, String name) {
    Certifier certifier = new Certifier(constraint, target, theta0);
    Optional<Projection> only = only(certifier);
    if (only.isPresent()) {
      return only.get();
    }
    sums.aim(target, theta0);
    int before = continuation.steps();
    try {
      continuation.approach(system.targetTopLog(), name);
    } catch (ComputationException stalled) {
      ComputationException.throwIfInterrupted();
      return inDecimals(certifier, target, new double[theta0.length], continuation.steps() - before)
          .orElseThrow(() -> stalled);
    }
    continuation.converge();
    Refinement refined = new Refinement(constraint, system, sums, continuation.zeta());
    double error = refined.estimate();
    Certificate certificate = certificate(certifier, refined);
    int steps = continuation.steps() - before;
    Projection first = new Projection(refined.theta(), refined.mirror(), certificate, steps);
    // Newton's matrix is ill conditioned then only where weights are far apart, as where θ is
    // sparse and I tiny: what it cannot tell of is below rounding in every sample.
    boolean isPlainlyRight =
        certificate.holds(TOLERANCE) && Double.isNaN(error) && constraint.isPlain();
    if (certificate.holds(TOLERANCE) && error <= SAFE && constraint.isExact()
        || isPlainlyRight && !DecimalRows.takes(constraint)) {
      return first;
    }
    error = refined.improve();
    certificate = certificate(certifier, refined);
    Projection improved = new Projection(refined.theta(), refined.mirror(), certificate, steps);
    if (certificate.holds(TOLERANCE) && error <= SAFE) {
      return improved;
    }
    Optional<Projection> decimal = inDecimals(certifier, target, refined.theta(), steps);
    if (decimal.isPresent()) {
      return decimal.get();
    }
    if (isPlainlyRight) {
      return certificate.holds(TOLERANCE) ? improved : first;
    }
    requireHolds(certificate, name);
    if (error > TOLERANCE) {
      throw new ComputationException(
          "the limit for %s could not be certified: theta may be off by %.1e of its fit; %s"
              .formatted(name, error, ILL_CONDITIONED));
    }
    return new Projection(refined.theta(), refined.mirror(), certificate, steps);
  }

  /** Where one θ only interpolates, that; empty where it is not known well enough. */
  private Optional<Projection> only(Certifier certifier) {
    if (onlyInterpolator == null) {
      onlyInterpolator = OnlyInterpolator.of(constraint);
    }
    return onlyInterpolator
        .map(theta -> {
          double[] mirror = certifier.mirror(theta);
          return new Projection(theta.clone(), mirror, certifier.certifyExact(theta, mirror), 0);
        })
        .filter(limit -> limit.certificate().holds(TOLERANCE));
  }

  private Certificate certificate(Certifier certifier, Refinement refined) {
    double[] nu = refined.zeta().clone();
    for (int i = 0; i < nu.length; i++) {
      nu[i] /= 2 * system.scale();
    }
    return certifier.certify(
        refined.theta(), refined.primalResidual(), refined.mirror(), refined.mirrorTerms(), nu);
  }

  /** The limit in more digits, where the problem is small enough and they suffice. */
  private Optional<Projection> inDecimals(
      Certifier certifier, HyperbolicEntropy target, double[] near, int stepsBefore) {
    if (!DecimalRows.takes(constraint)) {
      return Optional.empty();
    }
    return new DecimalProjection(constraint)
        .solve(
            target,
            certifier.shift(),
            near,
            found -> certifier.certifyExact(found.theta(), found.mirror()).holds(TOLERANCE))
        .map(found ->
            new Projection(
                found.theta(),
                found.mirror(),
                certifier.certifyExact(found.theta(), found.mirror()),
                stepsBefore + found.steps()));
  }

  /**
   * Refuses to return what is not proved.
   *
   * @throws ComputationException with the numbers of the certificate
   */
  static void requireHolds(Certificate certificate, String name) {
    if (!certificate.holds(TOLERANCE)) {
      throw new ComputationException(
          String.format(
              Locale.ROOT,
              "the limit for %s could not be certified: residual %.1e, stationarity %.1e, gap"
                  + " %.1e; "
                  + ILL_CONDITIONED,
              name,
              certificate.primalResidual(),
              certificate.stationarity(),
              certificate.dualityGap()));
    }
  }
}
