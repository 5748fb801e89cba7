package dev.mirrorflow.bias;

import dev.mirrorflow.design.Design;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.util.Locale;

/**
 * Basis pursuit within a noise, min ‖θ‖₁ or another {@link Penalty} over ‖Xθ - y‖₂ &lt;= S: a point
 * of the {@link LassoPath}, whose ‖Xθ - y‖ falls with λ. On each support its square is c² + (nλe)²,
 * so that a few points tell the λ.
 *
 * <p>Any p with |x_jᵀp| &lt;= w_j proves that no such θ has less than &lt;p, y&gt; - S‖p‖₂: the
 * residual over nλ does.
 */
public final class NoisyPursuit {

  private static final int MOST_POINTS = 200;

  /** Relative to S, a residual that is S. */
  private static final double REACHED = 1e-13;

  /** Relative to the largest λ, one that is 0. */
  private static final double LEAST = 1e-13;

  private final Design x;
  private final double[] y;
  private final Penalty penalty;
  private final double noise;
  private final LassoSupport path;
  private int exchanges;

  private NoisyPursuit(Design x, double[] y, Penalty penalty, double noise) {
    this.x = x;
    this.y = y;
    this.penalty = penalty;
    this.noise = noise;
    this.path = new LassoSupport(x, y, penalty);
  }

  /**
   * Solves the problem.
   *
   * @param y length n, not changed
   * @param noise S
   * @return with {@link DualCertificate#primalResidual} (‖Xθ - y‖/S - 1, or 0 where that is
   *     negative)
   * @throws BadDataException if S is not positive and finite, losses leave the range of doubles, or
   *     the penalty is not one of d entries
   * @throws ComputationException if no θ is within S, or none was certified
   */
  public static BasisPursuitSolution of(Design x, double[] y, Penalty penalty, double noise) {
    if (!(noise > 0 && noise <= Double.MAX_VALUE)) {
      throw new BadDataException("the norm of the noise must be positive and finite, not " + noise);
    }
    LeastSquares.requireComparableLosses(y);
    return new NoisyPursuit(x, y, penalty, noise).solve();
  }

  private BasisPursuitSolution solve() {
    double top = path.largest();
    double miss = Norms.l2(path.residual());
    if (miss <= noise) {
      // The free entries are enough, and p = 0 proves it.
      return new BasisPursuitSolution(
          path.theta().clone(),
          new double[y.length],
          new double[x.columns()],
          0,
          new DualCertificate(0, 0, 0),
          0,
          0);
    }
    double above = top;
    double below = 0;
    double lambda = top;
    for (int k = 0; k < MOST_POINTS; k++) {
      exchanges += path.point(lambda).exchanges();
      miss = Norms.l2(path.residual());
      if (Math.abs(miss - noise) <= REACHED * noise) {
        break;
      }
      if (miss > noise) {
        above = lambda;
      } else {
        below = lambda;
      }
      double next = path.lambdaOf(noise);
      boolean isBetween = next > below && next < above;
      lambda = isBetween ? next : below > 0 ? Math.sqrt(below * above) : above / 16;
      if (lambda <= LEAST * top || lambda == above || lambda == below) {
        break;
      }
    }
    if (lambda <= LEAST * top) {
      throw new ComputationException(
          String.format(
              Locale.ROOT,
              "no theta was found with ‖Xθ - y‖ <= %.6g: the least is about %.6g; allow for more"
                  + " noise",
              noise,
              miss));
    }
    return certified(lambda, miss);
  }

  private BasisPursuitSolution certified(double lambda, double miss) {
    int n = y.length;
    double[] p = path.feasibleDual(lambda);
    double[] products = path.correlation().clone();
    double[] theta = path.theta().clone();
    for (int i = 0; i < n; i++) {
      p[i] /= n * lambda;
    }
    for (int j = 0; j < products.length; j++) {
      products[j] /= lambda;
    }
    double objective = penalty.value(theta);
    // <p, y> = <Xᵀp, θ> + <p, r>.
    double gap = noise * Norms.l2(p) - Kernels.dot(p, path.residual());
    for (int j = 0; j < theta.length; j++) {
      gap += penalty.weight(j) * Math.abs(theta[j]) - products[j] * theta[j];
    }
    DualCertificate certificate =
        new DualCertificate(
            Math.max(0, miss / noise - 1),
            penalty.slopes().excess(p, products, x::copyColumn),
            Math.abs(gap) / objective);
    if (!certificate.holds(BasisPursuit.TOLERANCE)) {
      throw new ComputationException(
          "basis pursuit within a noise could not be certified: ‖Xθ - y‖ is above it by %.1e of it, max |X^T p| - 1 %.1e, gap %.1e; allow for more noise, or scale or drop columns"
              .formatted(
                  certificate.primalResidual(),
                  certificate.dualExcess(),
                  certificate.dualityGap()));
    }
    return new BasisPursuitSolution(theta, p, products, objective, certificate, 0, exchanges);
  }
}
