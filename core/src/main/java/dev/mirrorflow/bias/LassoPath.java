package dev.mirrorflow.bias;

import dev.mirrorflow.design.DenseDesign;
import dev.mirrorflow.design.Design;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.model.LeastSquares;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The lasso, min R(θ) + λ‖θ‖₁ with R(θ) = ‖Xθ - y‖²/(2n), for several λ: what basis pursuit (3.32)
 * becomes where y is not to be fitted to the last digit. As λ → 0 its minimiser tends to an
 * interpolator of least ℓ1 norm. Any {@link Penalty} may take the place of the norm.
 *
 * <p>An active set (M. Osborne, B. Presnell and B. Turlach, 2000): on the support and with its
 * signs the minimiser is that of a linear system; an entry that would change its sign leaves, the
 * column that correlates most with the residual comes, and each exchange lowers the objective. λ
 * falls, and each starts from the minimiser of the last. An exchange costs 2nd flops for Xᵀr, and
 * 20nk for the factors of a support of k.
 *
 * <p>Each point carries its duality gap, from θ, X and y alone: any p with |Xᵀp| &lt;= nλ bounds
 * the least objective from below, by (yᵀp - ‖p‖²/2)/n (|x_jᵀp| &lt;= nλw_j with weights, without
 * the lower side over θ &gt;= 0). Taken is the residual as the linear system has it, which keeps
 * its digits where Xθ and y differ in the last ones only.
 */
public final class LassoPath {

  /** A gap is expected to be at most this part of the objective. */
  public static final double TOLERANCE = 1e-9;

  /**
   * The minimiser for one λ.
   *
   * @param theta θ, length d
   * @param objective R(θ) + λ‖θ‖₁, or with the penalty in place of the norm
   * @param gap at least how far the objective may be above the least, 0 for none
   * @param exchanges columns that came or went since the λ before
   */
  public record Point(double lambda, double[] theta, double objective, double gap, int exchanges) {

    /** Whether the gap is at most this part of the objective. */
    public boolean holds(double tolerance) {
      return gap <= tolerance * objective;
    }
  }

  private LassoPath() {}

  /** The least λ for which θ = 0: max |Xᵀy|/n. */
  public static double largest(LeastSquares problem) {
    return largest(new DenseDesign(problem.design()), problem.target());
  }

  /**
   * The least λ for which θ = 0: max |Xᵀy|/n.
   *
   * @param y length n
   */
  public static double largest(Design x, double[] y) {
    return largest(x, y, Penalty.l1(x.columns()));
  }

  /**
   * The least λ for which all but the free entries of θ are 0.
   *
   * @param y length n
   * @throws BadDataException if the penalty is not one of d entries
   */
  public static double largest(Design x, double[] y, Penalty penalty) {
    return new LassoSupport(x, y, penalty).largest();
  }

  /**
   * The minimisers.
   *
   * @param lambdas positive, in any order
   * @return in the order of {@code lambdas}
   * @throws BadDataException if some λ is not positive and finite, or losses leave the range of
   *     doubles
   * @throws ComputationException if the exchanges do not end, or the thread is interrupted
   */
  public static List<Point> of(LeastSquares problem, double[] lambdas) {
    return of(new DenseDesign(problem.design()), problem.target(), lambdas);
  }

  /**
   * The minimisers for an X of which the products are known, such as a sparse one.
   *
   * @param y length n, not changed
   * @param lambdas positive, in any order
   * @return in the order of {@code lambdas}
   * @throws BadDataException if some λ is not positive and finite, or losses leave the range of
   *     doubles
   * @throws ComputationException if the exchanges do not end, or the thread is interrupted
   */
  public static List<Point> of(Design x, double[] y, double[] lambdas) {
    return of(x, y, Penalty.l1(x.columns()), lambdas);
  }

  /**
   * The minimisers with any penalty.
   *
   * @param y length n, not changed
   * @param lambdas positive, in any order
   * @return in the order of {@code lambdas}
   * @throws BadDataException if some λ is not positive and finite, losses leave the range of
   *     doubles, or the penalty is not one of d entries
   * @throws ComputationException if the exchanges do not end, or the thread is interrupted
   */
  public static List<Point> of(Design x, double[] y, Penalty penalty, double[] lambdas) {
    LeastSquares.requireComparableLosses(y);
    for (double lambda : lambdas) {
      if (!(lambda > 0 && lambda <= Double.MAX_VALUE)) {
        throw new BadDataException("lambda must be positive and finite, not " + lambda);
      }
    }
    LassoSupport path = new LassoSupport(x, y, penalty);
    Point[] points = new Point[lambdas.length];
    IntStream.range(0, lambdas.length)
        .boxed()
        .sorted(Comparator.comparingDouble(k -> -lambdas[k]))
        .forEach(k -> points[k] = path.point(lambdas[k]));
    return List.of(points);
  }
}
