package dev.mirrorflow.bias;

import dev.mirrorflow.design.Design;
import dev.mirrorflow.design.ExplicitDesign;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.Cholesky;
import dev.mirrorflow.model.EffectiveStart;
import dev.mirrorflow.model.HyperbolicEntropy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The limits of {@link BregmanProjection} over an X of which the products are known, such as a
 * sparse one: the same equations, continuation and certificate, with vectors of length d in memory.
 * Newton's system is solved by factors of its n x n matrix, or without it, by conjugate gradients
 * and factors of the size of the coordinates that carry weight: whichever takes fewer flops.
 *
 * <p>An instance works in its own buffers: use one a thread. Products are shared by the threads of
 * the common pool.
 */
public final class DesignProjection implements LimitSolver {

  /** Newton's matrix is made where it takes no more than so many rows in any case. */
  private static final int FEW_ROWS = 500;

  /** And nowhere beyond so many, for memory. */
  private static final int MANY_ROWS = 5000;

  /** Products with X that a Newton step by conjugate gradients is taken to need. */
  private static final double PRODUCTS = 100;

  /** A residual below this part of the terms of its row is rounding. */
  private static final double FITTED = 1e-14;

  private static final int MOST_POLISHING = 20;

  /** Vectors of length d that are in memory at once, those of the results not counted. */
  private static final long VECTORS = 16;

  /** The part of the energy of a step to a vertex that conjugate gradients may leave. */
  private static final double ENERGY = 1e-8;

  private final Design x;
  private final DesignConstraint constraint;
  private final Design a;
  private final DesignSums sums;
  private final DualSystem system;
  private final NewtonMatrix matrix;

  /** A Aᵀ, where Newton's matrix is factored. */
  private final Optional<Cholesky> gram;

  private final DesignCertifier certifier;

  /** Of the last path to a vertex that went by iterations. */
  private Optional<IterativeMatrix> ofPath = Optional.empty();

  /** What Newton's system is solved by. */
  public enum Solver {
    /** Factors of its n x n matrix. */
    FACTORS,
    /** Conjugate gradients. */
    ITERATIONS
  }

  /**
   * Prepares the constraint Xθ = y, and projects y onto the range of X where it is not in it.
   *
   * @param y length n, not copied
   * @throws BadDataException if y does not have length n or is not finite, or X is all zeros
   */
  public DesignProjection(Design x, double[] y) {
    this(x, y, cheaper(x));
  }

  /**
   * The same with a solver of one's choice.
   *
   * @throws BadDataException if the entries of X are not at hand and factors are asked for
   */
  public DesignProjection(Design x, double[] y, Solver solver) {
    this.x = x;
    this.constraint = DesignConstraint.of(x, y);
    this.a = constraint.a();
    this.sums = new DesignSums(a);
    this.gram = solver == Solver.ITERATIONS ? Optional.empty() : Optional.of(factoredGram());
    this.matrix =
        gram.<NewtonMatrix>map(factor -> new FactoredMatrix(sums, factor))
            .orElseGet(() -> new IterativeMatrix(a, sums));
    this.system = new DualSystem(sums, constraint.b(), constraint.leastNorm(), matrix);
    this.certifier = new DesignCertifier(x, constraint, system, sums);
  }

  /**
   * Bytes that the limits at so many α take at least, besides X: vectors of length d, and where
   * Newton's matrix is made, that and its factors.
   */
  public static long memory(Design x, int alphas) {
    long n = x.rows();
    long vectors = VECTORS + 2L * alphas;
    long matrices = cheaper(x) == Solver.FACTORS ? 3 * n * n : 0;
    return Double.BYTES * (vectors * x.columns() + matrices);
  }

  private Cholesky factoredGram() {
    if (!(a instanceof ExplicitDesign explicit)) {
      throw new BadDataException(
          "Newton's matrix cannot be made of an X that has no entries; solve by iterations");
    }
    int n = a.rows();
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    double[] roots = new double[a.columns()];
    Arrays.fill(roots, 1);
    double[] gram = new double[n * n];
    explicit.weightedGram(ones, roots, gram);
    return RidgedCholesky.of(gram, n);
  }

  /** The solver that is cheaper for X by a count of flops and bytes. */
  static Solver cheaper(Design x) {
    if (!(x instanceof ExplicitDesign explicit) || x.rows() > MANY_ROWS) {
      return Solver.ITERATIONS;
    }
    double n = x.rows();
    double factors = explicit.gramCost() + n * n * n / 3;
    boolean isCheap = n <= FEW_ROWS || factors <= PRODUCTS * explicit.productCost();
    return isCheap ? Solver.FACTORS : Solver.ITERATIONS;
  }

  /** What Newton's system is solved by. */
  public Solver solver() {
    return matrix instanceof IterativeMatrix ? Solver.ITERATIONS : Solver.FACTORS;
  }

  /** Iterations of conjugate gradients made so far. */
  public int iterations() {
    int ofLimits = matrix instanceof IterativeMatrix iterative ? iterative.iterations() : 0;
    return ofLimits + ofPath.map(IterativeMatrix::iterations).orElse(0);
  }

  @Override
  public double largestOfLeastNorm() {
    return system.largestOfLeastNorm();
  }

  @Override
  public String note() {
    return solver() == Solver.FACTORS
        ? "Newton's matrix of " + a.rows() + " x " + a.rows() + " was factored"
        : "Newton's system was solved by conjugate gradients, without its matrix of "
            + a.rows()
            + " x "
            + a.rows()
            + ": "
            + iterations()
            + " iterations";
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
  public List<LimitAttempt<Projection>> attempts(double[] alphas) {
    double[] theta0 = new double[x.columns()];
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

  @Override
  public List<LimitAttempt<Projection>> attempts(double[] alphas, EffectiveStart start) {
    return LimitAttempts.each(
        alphas, system, k -> of(start.times(alphas[k]), "alpha = " + alphas[k]));
  }

  /**
   * The ways to the interpolator of least Σ_j c_j |θ_j|, to be gone one after the other: the
   * cheaper one, and that by factors, which keeps more digits, where there is room for these.
   *
   * @param costs c, positive, length d
   */
  List<Supplier<InteriorPath>> interiorPaths(double[] costs) {
    Supplier<InteriorPath> byIterations =
        () ->
            interiorPath(
                costs,
                weights -> {
                  IterativeMatrix newton = new IterativeMatrix(a, weights, ENERGY);
                  ofPath = Optional.of(newton);
                  return newton;
                });
    Supplier<InteriorPath> byFactors =
        () ->
            interiorPath(
                costs,
                weights ->
                    new FactoredMatrix(
                        new DesignGram((ExplicitDesign) a, weights),
                        gram.orElseGet(this::factoredGram)));
    if (solver() == Solver.FACTORS) {
      return List.of(byFactors);
    }
    return a instanceof ExplicitDesign && a.rows() <= MANY_ROWS
        ? List.of(byIterations, byFactors)
        : List.of(byIterations);
  }

  private InteriorPath interiorPath(double[] costs, Function<Weights, NewtonMatrix> newton) {
    return new InteriorPath(a, constraint.b(), costs, constraint.leastNorm(), newton);
  }

  DesignConstraint constraint() {
    return constraint;
  }

  private Projection of(EffectiveStart start, String name) {
    double[] theta0 = start.theta();
    if (theta0.length != x.columns() || !DualSystem.isFinite(theta0)) {
      throw new BadDataException(
          "the start has length "
              + theta0.length
              + " and X "
              + x.columns()
              + " columns; they must match, and the start be finite");
    }
    return reach(
        new Continuation(system), HyperbolicEntropy.ofLog(start.logInvariant()), theta0, name);
  }

  private Projection reach(
      Continuation continuation, HyperbolicEntropy target, double[] theta0, String name) {
    sums.aim(target, theta0);
    int before = continuation.steps();
    continuation.approach(system.targetTopLog(), name);
    continuation.converge();
    polish(continuation);
    double[] zeta = continuation.zeta();
    int steps = continuation.steps() - before;
    Projection found = certifier.projection(zeta, theta0, steps);
    RowTerms terms = certifier.terms(found.theta());
    double[] ofColumns = certifier.ofColumns(terms);
    double error = certifier.error(zeta, terms, ofColumns);
    boolean isRight =
        error <= BregmanProjection.SAFE && found.certificate().holds(BregmanProjection.TOLERANCE);
    if (!isRight && a instanceof ExplicitDesign explicit) {
      DesignRefinement refinement =
          new DesignRefinement(explicit, constraint.b(), system, sums, zeta);
      double refined = refinement.improve(ofColumns, terms);
      if (refined <= BregmanProjection.SAFE) {
        error = refined;
        found = certifier.projection(refinement, theta0, steps);
      }
    }
    BregmanProjection.requireHolds(found.certificate(), name);
    requireRight(error, name);
    return found;
  }

  /**
   * Newton steps until each row is fitted to the rounding of its own terms, which the steps before
   * ask of all rows together only.
   */
  private void polish(Continuation continuation) {
    double[] zeta = continuation.zeta();
    double best = Double.POSITIVE_INFINITY;
    int stalled = 0;
    for (int k = 0; k < MOST_POLISHING && stalled < 2; k++) {
      system.evaluate(zeta);
      double worst = certifier.terms(sums.theta()).ofResidual(system.residual());
      if (worst <= FITTED) {
        return;
      }
      stalled = worst < 0.5 * best ? 0 : stalled + 1;
      best = Math.min(best, worst);
      continuation.step();
    }
    system.evaluate(zeta);
  }

  /**
   * Refuses a θ that may be wrong. Where Newton's matrix is too ill conditioned to tell, though X
   * is not, the weights are far apart, and what it cannot tell of is below rounding in every
   * sample, as for an X by rows.
   */
  private void requireRight(double error, String name) {
    boolean isTrusted = constraint.isPlain() && !DecimalRows.takes(a.rows(), a.columns());
    if (error > BregmanProjection.SAFE || Double.isNaN(error) && !isTrusted) {
      throw new ComputationException(
          Double.isNaN(error)
              ? "the limit for "
                  + name
                  + " could not be certified: how far theta is off is beyond the digits of a"
                  + " double; scale the rows and columns of X, or make it dense"
              : String.format(
                  Locale.ROOT,
                  "the limit for %s could not be certified: theta may be off by %.1e of its fit;"
                      + " scale the rows and columns of X, or make it dense",
                  name,
                  error));
    }
  }
}
