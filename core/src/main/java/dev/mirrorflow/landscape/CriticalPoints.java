package dev.mirrorflow.landscape;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.RestrictedLeastSquares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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

  /** Relative to max ‖x_j θ_j‖, an entry that is rounding. */
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
  private final ScaledColumns columns;

  /**
   * Takes the problem.
   *
   * @throws BadDataException if the rows of X differ by more than a factor of 1e6, its columns
   *     brought to norm 1: doubles then do not tell which g_j are 0; or if R(0) leaves the range of
   *     normal doubles
   */
  public CriticalPoints(LeastSquares problem) {
    this.problem = problem;
    this.columns = new ScaledColumns(problem.design());
    double ratio = columns.rowRatio();
    if (ratio > Stationarity.MOST_RATIO) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "the rows of X differ by a factor of %.1e, so that rounding hides which entries of"
                  + " the gradient are 0; bring the rows, with y, to one size",
              ratio));
    }
    double loss = problem.lossAtZero();
    boolean isZero = Arrays.stream(problem.target()).allMatch(value -> value == 0);
    if (!Double.isFinite(loss) || (loss < Double.MIN_NORMAL && !isZero)) {
      throw new BadDataException(
          "the loss of θ = 0 is "
              + loss
              + ", which leaves the range of doubles; multiply y by a power of ten");
    }
  }

  /**
   * The critical point of least norm whose support lies in the given one: the same, unless the
   * minimiser over it has zeros. About 6 |S|² n flops for |S| &lt; n, then 4nd.
   *
   * @param support rising
   * @throws BadDataException if the support names a coordinate twice or one that X does not have
   * @throws ComputationException if doubles do not tell whether its columns are dependent
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
    FloatingFace face = face(support);
    double[] theta = theta(face, support);
    int[] kept = nonZero(theta);
    return kept.length < support.length ? on(kept) : point(support, theta, face);
  }

  /** Independent columns of the support that span the others, with the least squares of them. */
  private FloatingFace face(int[] support) {
    FloatingFace face = new FloatingFace(columns, problem.target());
    for (int j : support) {
      face.enter(j);
    }
    face.toLeastSquares();
    return face;
  }

  /** The minimiser over the support, of least norm where its columns are dependent. */
  private double[] theta(FloatingFace face, int[] support) {
    if (face.coordinates().length < support.length) {
      RestrictedLeastSquares least = RestrictedLeastSquares.of(problem, support);
      if (least.rank() != face.coordinates().length) {
        throw new ComputationException(
            "doubles do not tell whether columns "
                + Arrays.toString(support)
                + " of X are dependent; leave one of them out that is nearly a combination of the"
                + " others");
      }
      return least.theta();
    }
    double[] theta = new double[problem.features()];
    double[] values = face.values();
    for (int k = 0; k < support.length; k++) {
      theta[support[k]] = values[k];
    }
    return theta;
  }

  private int[] nonZero(double[] theta) {
    double[] sizes = new double[theta.length];
    Arrays.setAll(sizes, j -> Math.abs(theta[j]) * columns.norm(j));
    double largest = Arrays.stream(sizes).max().orElse(0);
    return IntStream.range(0, theta.length).filter(j -> sizes[j] > VANISHED * largest).toArray();
  }

  private CriticalPoint point(int[] support, double[] theta, FloatingFace face) {
    Stationarity stationarity = new Stationarity(columns, face, problem.target());
    double[] gradient = new double[theta.length];
    problem.design().multiplyTransposed(-1.0 / problem.samples(), stationarity.refined(), gradient);
    for (int j : support) {
      gradient[j] = 0;
    }
    boolean fits = stationarity.ofSamples() <= face.rounding();
    for (int j = 0; j < gradient.length; j++) {
      if (gradient[j] != 0 && (fits || stationarity.ofColumn(j) <= face.rounding())) {
        gradient[j] = 0;
      }
    }
    // Not that of θ, which is rounded: where X is ill conditioned even that much may cost more.
    double loss = Kernels.squaredNorm(stationarity.refined()) / (2.0 * problem.samples());
    return new CriticalPoint(
        support, theta, gradient, loss, support.length - face.coordinates().length);
  }

  /**
   * All of them, the saddles by falling loss before the minima.
   *
   * @param each called once for each of the 2^d supports, by any thread
   * @throws BadDataException if d is above {@link #MOST_FEATURES}
   * @throws ComputationException if doubles do not tell whether some columns are dependent, or the
   *     calling thread is interrupted
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
    Thread caller = Thread.currentThread();
    List<CriticalPoint> points =
        new ArrayList<>(
            IntStream.range(0, 1 << d)
                .parallel()
                .filter(_ -> !caller.isInterrupted())
                .mapToObj(bits -> ofSubset(bits, each))
                .flatMap(Optional::stream)
                .toList());
    ComputationException.throwIfInterrupted();
    points.sort(ORDER);
    return points;
  }

  /** The point of the subset whose bits are given; empty if it belongs to a smaller one. */
  private Optional<CriticalPoint> ofSubset(int bits, Runnable each) {
    each.run();
    int[] support =
        IntStream.range(0, problem.features()).filter(j -> (bits >> j & 1) == 1).toArray();
    FloatingFace face = face(support);
    double[] theta = theta(face, support);
    return nonZero(theta).length == support.length
        ? Optional.of(point(support, theta, face))
        : Optional.empty();
  }
}
