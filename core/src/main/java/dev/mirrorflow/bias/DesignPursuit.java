package dev.mirrorflow.bias;

import dev.mirrorflow.design.DenseDesign;
import dev.mirrorflow.design.Design;
import dev.mirrorflow.design.ExplicitDesign;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Basis pursuit (3.32), min ‖θ‖₁ over Xθ = y, over an X of which the products are known, such as a
 * sparse one, also with positive weights, min Σ_j w_j |θ_j|. An interior point method tells the
 * support S; θ_S is then the least-squares fit, and the p nearest to that of the method with x_jᵀp
 * = w_j sign θ_j on S and |x_jᵀp| &lt;= w_j elsewhere the proof. So it ends where a solution has no
 * more than some thousand entries and is the only one.
 */
public final class DesignPursuit {

  /** An X of so many entries, zeros included, can be made an array. */
  private static final long MOST_ENTRIES = 1 << 25;

  private final Design x;
  private final double[] y;
  private final Penalty penalty;
  private final double[] costs;
  private final double scale;
  private final DesignProjection projection;
  private final DesignConstraint constraint;
  private final Design a;
  private final double[] b;

  /**
   * Prepares the constraint, see {@link DesignProjection}.
   *
   * @param y length n, not copied
   * @throws BadDataException if y does not have length n or is not finite, or X is all zeros
   */
  public DesignPursuit(Design x, double[] y) {
    this(x, y, Penalty.l1(x.columns()));
  }

  /**
   * The same with weights.
   *
   * @param y length n, not copied
   * @throws BadDataException also if there are not d weights, some is 0, or θ &gt;= 0 is required
   */
  public DesignPursuit(Design x, double[] y, Penalty penalty) {
    penalty.requireFeatures(x.columns());
    if (penalty.isNonnegative() || penalty.hasFree()) {
      throw new BadDataException(
          "over a sparse or computed X, basis pursuit takes positive weights only, and no theta >="
              + " 0; solve the lasso, which takes them, for a small lambda, or make X dense");
    }
    double largest = Norms.max(y);
    int exponent = Math.max(Math.getExponent(largest), Double.MIN_EXPONENT);
    this.x = x;
    this.y = y;
    this.penalty = penalty;
    this.costs = new double[x.columns()];
    Arrays.setAll(costs, penalty::weight);
    this.scale = largest > 0 ? Math.scalb(1.0, exponent) : 1;
    double[] scaled = Arrays.stream(y).map(value -> value / scale).toArray();
    this.projection = new DesignProjection(x, scaled);
    this.constraint = projection.constraint();
    this.a = constraint.a();
    this.b = constraint.b();
  }

  /** What Newton's system was solved by, one line for people. */
  public String note() {
    return projection.note();
  }

  /** ‖y - Py‖/‖y‖; 0 if y is in the range of X to rounding. The solution is that for Py. */
  public double distanceToRange() {
    return projection.distanceToRange();
  }

  /**
   * Solves the problem.
   *
   * @throws ComputationException if no certified solution was found
   */
  public BasisPursuitSolution solve() {
    double[] zero = new double[x.columns()];
    if (Norms.max(b) == 0) {
      return new BasisPursuitSolution(
          zero, new double[b.length], zero.clone(), 0, new DualCertificate(0, 0, 0), 0, 0);
    }
    SupportSearch search = new SupportSearch(a, b, costs);
    int steps = 0;
    for (Supplier<InteriorPath> path : projection.interiorPaths(costs)) {
      steps += path.get().descend(search);
      if (search.found().isPresent()) {
        return certified(search.found().get(), steps);
      }
    }
    return byVertices(search.wanted());
  }

  /** By {@link BasisPursuit}, which goes from vertex to vertex, where X can be made an array. */
  private BasisPursuitSolution byVertices(int wanted) {
    if (x instanceof ExplicitDesign && (long) x.rows() * x.columns() <= MOST_ENTRIES) {
      return new BasisPursuit(new LeastSquares(DenseDesign.arrayOf(x), y), penalty).solve();
    }
    throw new ComputationException(
        "basis pursuit could not be certified: no solution with fewer than "
            + Math.min(b.length, IterativeMatrix.LARGEST_SUPPORT)
            + " entries was found, and the way to one ended at "
            + wanted
            + "; give columns of small norm less weight with --weights, solve the lasso for a small"
            + " lambda instead, or make X dense");
  }

  private BasisPursuitSolution certified(SupportSearch.Found found, int steps) {
    double[] theta = found.theta();
    double objective = penalty.value(theta);
    double[] products = found.proof().subgradient();
    DualCertificate certificate =
        new DualCertificate(
            found.residual() / Norms.l2(b),
            Costs.of(costs).excess(found.proof().dual(), products, a::copyColumn),
            Math.abs(objective - Kernels.dot(found.proof().dual(), b)) / objective);
    if (!(certificate.holds(BasisPursuit.TOLERANCE) && found.error() <= BasisPursuit.TOLERANCE)) {
      throw new ComputationException(
          "basis pursuit could not be certified: residual %.1e, max |X^T p| - 1 %.1e, gap %.1e, theta off by %.1e of its fit; scale or drop columns of X"
              .formatted(
                  certificate.primalResidual(),
                  certificate.dualExcess(),
                  certificate.dualityGap(),
                  found.error()));
    }
    double[] dual = found.proof().dual().clone();
    for (int i = 0; i < dual.length; i++) {
      dual[i] *= constraint.scales()[i];
    }
    double[] unscaled = Arrays.stream(theta).map(value -> value * scale).toArray();
    return new BasisPursuitSolution(
        unscaled, dual, products, objective * scale, certificate, steps, 0);
  }
}
