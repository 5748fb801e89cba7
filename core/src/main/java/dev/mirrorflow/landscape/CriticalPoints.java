package dev.mirrorflow.landscape;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.RestrictedLeastSquares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The critical points of L(u, v) = R(u⊙v), one for each support up to the symmetry (3.2): see
 * {@link CriticalPoint}.
 *
 * <p>Example: X = [[1, 2, 0], [0, 1, 1]] and y = (2, 1) have the strict saddles θ = 0, (2, 0, 0)
 * and (0, 0, 1) with losses 5/4, 1/4 and 1, and the minima (0, 1, 0), (2, 0, 1) and the family of
 * (1/3, 5/6, 1/6).
 */
public final class CriticalPoints {

  /** The most features for {@link #all}: 2^16 supports. */
  public static final int MOST_FEATURES = 16;

  /** Relative to ‖x_j‖ ‖y‖/n, a g_j that is rounding. */
  private static final double ROUNDING = 1e-11;

  /** Relative to max |θ_j|, an entry that is rounding. */
  private static final double VANISHED = 1e-12;

  /**
   * Saddles before minima; saddles by falling loss; then by size of the support and its entries.
   */
  private static final Comparator<CriticalPoint> ORDER =
      Comparator.comparing(CriticalPoint::isMinimum)
          .thenComparingDouble(point -> point.isMinimum() ? 0 : -point.loss())
          .thenComparingInt(point -> point.support().length)
          .thenComparing(CriticalPoint::support, Arrays::compare);

  private final LeastSquares problem;
  private final double[] negligible;

  public CriticalPoints(LeastSquares problem) {
    this.problem = problem;
    DesignMatrix x = problem.design();
    int n = x.rows();
    this.negligible = new double[x.columns()];
    double scale = ROUNDING * Math.sqrt(2 * problem.lossAtZero() / n);
    double[] column = new double[n];
    for (int j = 0; j < negligible.length; j++) {
      x.copyColumn(j, column);
      negligible[j] = scale * Math.sqrt(Kernels.squaredNorm(column));
    }
  }

  /**
   * The critical point of least norm whose support lies in the given one: the same, unless the
   * minimiser over it has zeros. About 6 |S|² n flops for |S| &lt; n, then 4nd.
   *
   * @param support rising
   * @throws BadDataException if the support names a coordinate twice or one that X does not have
   */
  public CriticalPoint on(int... support) {
    int d = problem.features();
    for (int k = 0; k < support.length; k++) {
      if (support[k] < 0 || support[k] >= d || (k > 0 && support[k] <= support[k - 1])) {
        throw new BadDataException(
            "the support names coordinate "
                + support[k]
                + "; its coordinates must rise from 0 to at most "
                + (d - 1));
      }
    }
    RestrictedLeastSquares least = RestrictedLeastSquares.of(problem, support);
    int[] kept = nonZero(least.theta(), support);
    return kept.length < support.length ? on(kept) : point(kept, least.theta(), least.rank());
  }

  private static int[] nonZero(double[] theta, int[] support) {
    double largest = Arrays.stream(theta).map(Math::abs).max().orElse(0);
    return Arrays.stream(support).filter(j -> Math.abs(theta[j]) > VANISHED * largest).toArray();
  }

  private CriticalPoint point(int[] support, double[] theta, int rank) {
    double[] gradient = new double[theta.length];
    double loss = problem.lossAndGradient(theta, new double[problem.samples()], gradient);
    for (int j : support) {
      gradient[j] = 0;
    }
    for (int j = 0; j < gradient.length; j++) {
      if (Math.abs(gradient[j]) <= negligible[j]) {
        gradient[j] = 0;
      }
    }
    return new CriticalPoint(support, theta, gradient, loss, support.length - rank);
  }

  /**
   * All of them, the saddles by falling loss before the minima.
   *
   * @param each called once for each of the 2^d supports, by any thread
   * @throws BadDataException if d is above {@link #MOST_FEATURES}
   */
  public List<CriticalPoint> all(Runnable each) {
    int d = problem.features();
    if (d > MOST_FEATURES) {
      throw new BadDataException(
          "d = "
              + d
              + " features have 2^"
              + d
              + " supports, too many to enumerate; name the supports, or use at most "
              + MOST_FEATURES
              + " features");
    }
    List<CriticalPoint> points =
        new ArrayList<>(
            IntStream.range(0, 1 << d)
                .parallel()
                .mapToObj(bits -> ofSubset(bits, each))
                .flatMap(Optional::stream)
                .toList());
    points.sort(ORDER);
    return points;
  }

  /** The point of the subset whose bits are given; empty if it belongs to a smaller one. */
  private Optional<CriticalPoint> ofSubset(int bits, Runnable each) {
    each.run();
    int[] support =
        IntStream.range(0, problem.features()).filter(j -> (bits >> j & 1) == 1).toArray();
    RestrictedLeastSquares least = RestrictedLeastSquares.of(problem, support);
    return nonZero(least.theta(), support).length == support.length
        ? Optional.of(point(support, least.theta(), least.rank()))
        : Optional.empty();
  }
}
