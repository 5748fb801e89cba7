package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.Svd;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;
import java.util.Optional;

/**
 * Basis pursuit, min ‖θ‖₁ over Xθ = y (3.32): what the diagonal network's limit tends to as α → 0
 * (3.31), and a linear programme of its own right.
 *
 * <p>The limit is followed down in α by the Newton steps of {@link BregmanProjection}; its
 * ν/ln(1/I) tends to a dual solution p. On the way the support is guessed and finished exactly,
 * which ends a sparse problem early; otherwise a simplex method starts from the largest entries of
 * θ. Either way θ is a vertex and p, |Xᵀp| &lt;= 1 and &lt;p, y&gt; = ‖θ‖₁, proves it: nothing is
 * returned whose {@link DualCertificate} does not hold to {@link #TOLERANCE}. Where several
 * interpolators have the least norm, θ is one of them.
 *
 * <p>A few dozen times n² d flops; memory for X and three n x n matrices.
 */
public final class BasisPursuit {

  /** A certificate must hold to this to be returned. */
  public static final double TOLERANCE = 1e-9;

  /** The problem with y of size 1; θ scales with y, p does not. */
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
    double[] y = problem.target();
    double largest = Norms.max(y);
    this.scale =
        largest > 0 ? Math.scalb(1.0, Math.max(Math.getExponent(largest), Double.MIN_EXPONENT)) : 1;
    for (int i = 0; i < y.length; i++) {
      y[i] /= scale;
    }
    this.problem = new LeastSquares(problem.design(), y);
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
   * @throws ComputationException if no certified solution was found
   */
  public BasisPursuitSolution solve() {
    if (Norms.max(projection.constraint().b()) == 0) {
      double[] zero = new double[problem.features()];
      return new BasisPursuitSolution(
          zero, new double[problem.samples()], zero.clone(), 0, new DualCertificate(0, 0, 0), 0, 0);
    }
    Constraint constraint = projection.constraint();
    Descent descent = new Descent(constraint);
    int steps = projection.pursuitPath().descend(descent);
    if (constraint.isPlain()) {
      try {
        return inDoubles(descent, steps);
      } catch (ComputationException uncertified) {
        return inDecimals(descent, steps).orElseThrow(() -> uncertified);
      }
    }
    Optional<BasisPursuitSolution> exact = inDecimals(descent, steps);
    return exact.isPresent() ? exact.get() : inDoubles(descent, steps);
  }

  private BasisPursuitSolution inDoubles(Descent descent, int steps) {
    Constraint constraint = projection.constraint();
    Vertex vertex = descent.vertex;
    int pivots = 0;
    if (vertex == null) {
      BasisExchange exchange = new BasisExchange(constraint, descent.last);
      vertex = exchange.run(100 + 20 * (problem.samples() + constraint.b().length));
      pivots = exchange.pivots();
    }
    return certified(vertex, steps, pivots);
  }

  /** The solution in more digits, where the problem is small enough. */
  private Optional<BasisPursuitSolution> inDecimals(Descent descent, int steps) {
    ComputationException.throwIfInterrupted();
    Constraint constraint = projection.constraint();
    if (!DecimalRows.takes(constraint)) {
      return Optional.empty();
    }
    return DecimalPursuit.solve(
            new DecimalRows(constraint), IndependentColumns.bySize(descent.best()))
        .map(exact -> certified(exact, steps));
  }

  /** The vertex of the decimals, as it is after rounding. */
  private BasisPursuitSolution certified(DecimalPursuit.Solution exact, int steps) {
    double objective = Norms.l1(exact.theta());
    double[] dual = new double[problem.samples()];
    int[] rows = projection.constraint().rows();
    for (int k = 0; k < rows.length; k++) {
      dual[rows[k]] = exact.dual()[k];
    }
    double[] p = exact.subgradient();
    double gap = 0;
    for (int j = 0; j < p.length; j++) {
      gap += Math.abs(exact.theta()[j]) - p[j] * exact.theta()[j];
    }
    return solution(
        exact.theta(), dual, p, objective, Math.abs(gap) / objective, steps, exact.pivots());
  }

  /** The way down and what it met. */
  private final class Descent implements PursuitPath.Passing {

    private final SupportVertex finish;
    private final double[] last = new double[problem.features()];
    private Vertex vertex;

    Descent(Constraint constraint) {
      this.finish = new SupportVertex(constraint);
    }

    /** θ of the vertex, or where the way ended. */
    double[] best() {
      return vertex == null ? last : vertex.theta();
    }

    @Override
    public boolean enough(double[] theta, double[] z, double[] dual) {
      System.arraycopy(theta, 0, last, 0, last.length);
      double top = Arrays.stream(z).map(Math::abs).max().getAsDouble();
      double[] p = dual.clone();
      for (int i = 0; i < p.length; i++) {
        p[i] /= top;
      }
      vertex = finish.tryAt(theta, p);
      return vertex != null;
    }
  }

  private BasisPursuitSolution certified(Vertex vertex, int steps, int pivots) {
    Constraint constraint = projection.constraint();
    double[] theta = vertex.theta();
    double[] q = vertex.dual();
    double[] subgradient = feasible(constraint.a(), q);
    double objective = Norms.l1(theta);
    double gap = Math.abs(objective - Kernels.dot(q, constraint.b())) / objective;
    if (!(vertex.error() <= TOLERANCE)) {
      throw new ComputationException(
          "basis pursuit could not be certified: theta may be off by %.1e of its fit; X is too ill conditioned, scale or drop columns"
              .formatted(vertex.error()));
    }
    return solution(theta, dualOfX(q, subgradient), subgradient, objective, gap, steps, pivots);
  }

  private BasisPursuitSolution solution(
      double[] theta,
      double[] dual,
      double[] subgradient,
      double objective,
      double gap,
      int steps,
      int pivots) {
    DualCertificate certificate =
        new DualCertificate(
            Certifier.primalResidual(projection.constraint().reached(), theta),
            Math.max(0, Norms.max(subgradient) - 1),
            gap);
    if (!certificate.holds(TOLERANCE)) {
      throw new ComputationException(
          "basis pursuit could not be certified: residual %.1e, max |X^T p| - 1 %.1e, gap %.1e; X is too ill conditioned, scale or drop columns"
              .formatted(
                  certificate.primalResidual(),
                  certificate.dualExcess(),
                  certificate.dualityGap()));
    }
    for (int j = 0; j < theta.length; j++) {
      theta[j] *= scale;
    }
    return new BasisPursuitSolution(
        theta, dual, subgradient, objective * scale, certificate, steps, pivots);
  }

  /** Scales q down to |Aᵀq| &lt;= 1 where rounding left it above; returns Aᵀq. */
  private static double[] feasible(DesignMatrix a, double[] q) {
    double[] z = new double[a.columns()];
    a.multiplyTransposed(1, q, z);
    double top = Norms.max(z);
    if (top > 1) {
      for (int i = 0; i < q.length; i++) {
        q[i] /= top;
      }
      a.multiplyTransposed(1, q, z);
    }
    return z;
  }

  /** The p of X with Xᵀp = Aᵀq, where A is X or spans its rows. */
  private double[] dualOfX(double[] q, double[] wanted) {
    DesignMatrix x = problem.design();
    if (projection.constraint().a() == x) {
      return q;
    }
    double[] rest = new double[wanted.length];
    Svd svd = Svd.of(x);
    double[] p = new double[problem.samples()];
    for (int pass = 0; pass < 3; pass++) {
      x.multiplyTransposed(-1, p, rest);
      Kernels.axpy(1, wanted, rest);
      double[] c = svd.rightProducts(rest);
      for (int j = 0; j < c.length; j++) {
        c[j] /= svd.singularValue(j);
      }
      svd.addLeftCombination(c, p);
    }
    feasible(x, p);
    return p;
  }
}
