package dev.mirrorflow.bias;

import dev.mirrorflow.design.DenseDesign;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;
import java.util.Optional;

/**
 * Basis pursuit, min ‖θ‖₁ over Xθ = y (3.32): what the diagonal network's limit tends to as α → 0
 * (3.31), and a linear programme of its own right; with any {@link Penalty} in place of the norm.
 *
 * <p>An interior point method comes near to θ and a dual solution p at once. On the way the support
 * is guessed and finished exactly, which ends a sparse problem early; otherwise a simplex method
 * starts from the largest entries of θ, mostly at the solution. Either way θ is a vertex and p,
 * |x_jᵀp| &lt;= w_j and &lt;p, y&gt; = Σ w_j |θ_j|, proves it (x_jᵀp &lt;= w_j over θ &gt;= 0):
 * nothing is returned whose {@link DualCertificate} does not hold to {@link #TOLERANCE}. Where
 * several interpolators have the least norm, θ is one of them.
 *
 * <p>A few dozen times n² d flops; memory for X and three n x n matrices.
 */
public final class BasisPursuit {

  /** A certificate must hold to this to be returned. */
  public static final double TOLERANCE = 1e-9;

  /** Of the terms of every sample, an entry that is rounding. */
  private static final double ROUNDING = 4 * Math.ulp(1.0);

  private static final String REMEDY = "; X is too ill conditioned, scale or drop columns";

  private final Penalty penalty;

  /** X as it was given. */
  private final DesignMatrix given;

  /** The problem in units of the penalty, with y of size 1; θ scales with y, p does not. */
  private final LeastSquares problem;

  /** A power of two. */
  private final double scale;

  private final BregmanProjection projection;

  /**
   * Prepares the constraint Xθ = y; reduces X to its numerical rank where needed, and projects y
   * onto the range of X where it is not in it.
   *
   * @throws BadDataException if θ is beyond the range of doubles
   */
  public BasisPursuit(LeastSquares problem) {
    this(problem, Penalty.l1(problem.features()));
  }

  /**
   * The same with any penalty.
   *
   * @throws BadDataException if θ is beyond the range of doubles, or the penalty is not one of d
   *     entries
   */
  public BasisPursuit(LeastSquares problem, Penalty penalty) {
    double[] y = problem.target();
    double largest = Norms.max(y);
    this.scale =
        largest > 0 ? Math.scalb(1.0, Math.max(Math.getExponent(largest), Double.MIN_EXPONENT)) : 1;
    for (int i = 0; i < y.length; i++) {
      y[i] /= scale;
    }
    this.penalty = penalty;
    this.given = problem.design();
    this.problem = penalty.inUnits(new LeastSquares(given, y));
    this.projection = new BregmanProjection(this.problem);
  }

  /**
   * How far y is from the range of X, ‖y - Py‖/‖y‖; 0 if it is in it to rounding. The solution is
   * that for Py.
   */
  public double distanceToRange() {
    return projection.distanceToRange();
  }

  /** What was done to a rank-deficient or ill-conditioned X, one line; empty if nothing. */
  public String note() {
    return projection.note();
  }

  /**
   * Solves the problem.
   *
   * @throws ComputationException if no certified solution was found, or none is &gt;= 0 where that
   *     is required
   */
  public BasisPursuitSolution solve() {
    Constraint constraint = projection.constraint();
    int d = problem.features();
    if (Norms.max(constraint.b()) == 0) {
      return new BasisPursuitSolution(
          new double[d],
          new double[problem.samples()],
          new double[d],
          0,
          new DualCertificate(0, 0, 0),
          0,
          0);
    }
    Costs costs = penalty.costs();
    Descent descent = new Descent(constraint, costs.isL1());
    InteriorPath path = path(constraint, costs);
    int steps = path.descend(descent);
    PursuitPoint point =
        leastCost(
            costs,
            descent.vertex == null ? path.theta() : descent.vertex.theta(),
            Optional.ofNullable(descent.vertex));
    if (penalty.isNonnegative()) {
      point =
          new NonnegativePursuit(
                  constraint.reached(), (other, from) -> leastCost(other, from, Optional.empty()))
              .from(costs, point);
      costs = costs.withBelow(Double.POSITIVE_INFINITY);
    }
    return solution(costs, point, steps);
  }

  /** Free columns are cheap already where they cost like the others. */
  private InteriorPath path(Constraint constraint, Costs costs) {
    DenseDesign a = new DenseDesign(constraint.a());
    double[] leastNorm = constraint.b().clone();
    constraint.gram().solve(leastNorm);
    return new InteriorPath(
        a,
        constraint.b(),
        Arrays.stream(costs.up()).map(cost -> cost == 0 ? 1 : cost).toArray(),
        leastNorm,
        weights -> new FactoredMatrix(new DesignGram(a, weights), constraint.gram()));
  }

  /** Proved; in more digits than those of a double where it is needed and the problem is small. */
  private PursuitPoint leastCost(Costs costs, double[] from, Optional<Vertex> vertex) {
    ComputationException.throwIfInterrupted();
    if (projection.constraint().isPlain()) {
      try {
        return proved(costs, inDoubles(costs, from, vertex));
      } catch (ComputationException uncertified) {
        return proved(costs, inDecimals(costs, from).orElseThrow(() -> uncertified));
      }
    }
    return proved(costs, inDecimals(costs, from).orElseGet(() -> inDoubles(costs, from, vertex)));
  }

  private PursuitPoint inDoubles(Costs costs, double[] from, Optional<Vertex> known) {
    Constraint constraint = projection.constraint();
    Vertex vertex;
    int pivots = 0;
    if (known.isPresent()) {
      vertex = known.get();
    } else {
      BasisExchange exchange = new BasisExchange(constraint, costs, order(from), from);
      vertex = exchange.run(100 + 20 * (problem.samples() + constraint.b().length));
      pivots = exchange.pivots();
    }
    if (!(vertex.error() <= TOLERANCE)) {
      throw new ComputationException(
          ("basis pursuit could not be certified: theta may be off by %.1e of its fit" + REMEDY)
              .formatted(vertex.error()));
    }
    double[] theta = vertex.theta();
    if (penalty.hasFree()) {
      dropRounding(theta);
    }
    double[] q = vertex.dual();
    PursuitDual dual = new PursuitDual(constraint, costs);
    double[] products = dual.feasible(constraint.a(), q);
    return new PursuitPoint(
        theta, dual.ofX(q, products), products, Kernels.dot(q, constraint.b()), pivots);
  }

  /** The minimiser in more digits, where the problem is small enough. */
  private Optional<PursuitPoint> inDecimals(Costs costs, double[] from) {
    Constraint constraint = projection.constraint();
    if (!DecimalRows.takes(constraint)) {
      return Optional.empty();
    }
    return DecimalPursuit.solve(new DecimalRows(constraint), costs, order(from)).map(this::point);
  }

  /** The vertex of the decimals, as it is after rounding. */
  private PursuitPoint point(DecimalPursuit.Solution exact) {
    double[] dual = new double[problem.samples()];
    int[] rows = projection.constraint().rows();
    for (int k = 0; k < rows.length; k++) {
      dual[rows[k]] = exact.dual()[k];
    }
    double bound = Kernels.dot(exact.subgradient(), exact.theta());
    return new PursuitPoint(exact.theta(), dual, exact.subgradient(), bound, exact.pivots());
  }

  /** The columns by falling |θ_j|, the free ones first. */
  private int[] order(double[] theta) {
    double[] sizes = theta.clone();
    for (int j = 0; j < sizes.length; j++) {
      sizes[j] = penalty.isFree(j) ? Double.POSITIVE_INFINITY : sizes[j];
    }
    return IndependentColumns.bySize(sizes);
  }

  /** The way down and what it met. */
  private static final class Descent implements InteriorPath.Passing {

    private final SupportVertex finish;
    private final boolean finishes;
    private Vertex vertex;

    Descent(Constraint constraint, boolean finishes) {
      this.finish = new SupportVertex(constraint);
      this.finishes = finishes;
    }

    @Override
    public boolean enough(double[] theta, double[] slack, double[] dual) {
      vertex = finishes ? finish.tryAt(theta, dual) : null;
      return vertex != null;
    }
  }

  private PursuitPoint proved(Costs costs, PursuitPoint point) {
    requireHolds(certificate(projection.constraint().reached(), costs, point));
    return point;
  }

  private static void requireHolds(DualCertificate certificate) {
    if (!certificate.holds(TOLERANCE)) {
      throw new ComputationException(
          ("basis pursuit could not be certified: residual %.1e, max |X^T p| - 1 %.1e, gap %.1e"
                  + REMEDY)
              .formatted(
                  certificate.primalResidual(),
                  certificate.dualExcess(),
                  certificate.dualityGap()));
    }
  }

  /** In units of the penalty. A cost of 0 is the least, as p = 0 proves. */
  private DualCertificate certificate(LeastSquares reached, Costs costs, PursuitPoint point) {
    double residual = Certifier.primalResidual(reached, point.theta());
    double cost = costs.value(point.theta());
    return cost == 0
        ? new DualCertificate(residual, 0, 0)
        : new DualCertificate(
            residual,
            costs.excess(point.dual(), point.products(), problem.design()::copyColumn),
            Math.abs(cost - point.bound()) / cost);
  }

  /** In units of X as it was given, which the residual is of. */
  private BasisPursuitSolution solution(Costs costs, PursuitPoint point, int steps) {
    LeastSquares reached = projection.constraint().reached();
    double[] theta = point.theta();
    DualCertificate inUnits = certificate(reached, costs, point);
    if (costs.value(theta) == 0) {
      Arrays.fill(point.products(), 0);
      Arrays.fill(point.dual(), 0);
    }
    penalty.toTheta(theta);
    penalty.toProducts(point.products());
    DualCertificate certificate =
        new DualCertificate(
            Certifier.primalResidual(new LeastSquares(given, reached.target()), theta),
            inUnits.dualExcess(),
            inUnits.dualityGap());
    requireHolds(certificate);
    for (int j = 0; j < theta.length; j++) {
      theta[j] *= scale;
    }
    return new BasisPursuitSolution(
        theta,
        point.dual(),
        point.products(),
        penalty.value(theta),
        certificate,
        steps,
        point.pivots());
  }

  /** Sets entries to 0 that no sample notices: where free columns fit y, the others are that. */
  private void dropRounding(double[] theta) {
    LeastSquares reached = projection.constraint().reached();
    Terms terms = new Terms(reached.design(), reached.target(), theta);
    for (int j = 0; j < theta.length; j++) {
      if (!penalty.isFree(j) && terms.ofError(j, theta[j]) <= ROUNDING) {
        theta[j] = 0;
      }
    }
  }
}
