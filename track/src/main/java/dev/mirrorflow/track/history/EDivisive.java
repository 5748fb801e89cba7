package dev.mirrorflow.track.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Change points of a series by E-divisive means (Matteson and James, A nonparametric approach for
 * multiple change point analysis of multivariate data, 2014), with exponent 1. The series is cut
 * where the scaled energy distance between both sides is largest, again and again, as long as
 * permutations within the segments hardly ever give such a distance.
 *
 * <p>The distance of X, of n values, and Y, of m values behind them, is
 *
 * <pre>
 * q(X, Y) = nm/(n+m) (2/(nm) Σ|X_i - Y_j| - Σ_{i≠k} |X_i - X_k|/(n(n-1)) - Σ_{j≠k} |Y_j - Y_k|/(m(m-1))).
 * </pre>
 *
 * <p>A series without a change is cut with a probability of the level at most, because the test is
 * a permutation test over the largest distance of all cuts.
 */
public final class EDivisive {

  /** One false step in a hundred histories without one; segments of three runs at least. */
  public static final EDivisive STANDARD = new EDivisive(0.01, 499, 3, 20140129);

  private final double level;
  private final int permutations;
  private final int minSegment;
  private final long seed;

  /**
   * A detector.
   *
   * @param level significance of each cut
   * @param permutations of each test; the smallest p-value is 1 / (permutations + 1)
   * @param minSegment length of the shortest segment, at least 2
   * @param seed of the permutations; the same gives the same change points
   * @throws IllegalArgumentException if the level cannot be reached with so few permutations, or
   *     the shortest segment has fewer than 2 values
   */
  public EDivisive(double level, int permutations, int minSegment, long seed) {
    if (!(level * (permutations + 1.0) >= 1)) {
      throw new IllegalArgumentException(
          permutations + " permutations cannot reach the level " + level);
    }
    if (minSegment < 2) {
      throw new IllegalArgumentException("a segment needs 2 values at least, not " + minSegment);
    }
    this.level = level;
    this.permutations = permutations;
    this.minSegment = minSegment;
    this.seed = seed;
  }

  /**
   * How many runs a series has at least before any step can be found, however large: in fewer, too
   * many of the permutations are as good a cut as the true one.
   */
  public int runsNeeded() {
    int n = 2 * minSegment;
    double orders = binomial(n, n / 2);
    while (2 / orders > level) {
      n++;
      orders = binomial(n, n / 2);
    }
    return n;
  }

  /** How many runs there are at least before and behind a step. */
  public int runsBesideAStep() {
    return minSegment;
  }

  private static double binomial(int n, int k) {
    double product = 1;
    for (int i = 1; i <= k; i++) {
      product = product * (n - k + i) / i;
    }
    return product;
  }

  /**
   * Indices at which a new segment begins, ascending. O(permutations n²) for each change point.
   *
   * @throws IllegalArgumentException if a value is not finite
   */
  public List<Integer> changePoints(double[] series) {
    for (double value : series) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a series has finite values only, not " + value);
      }
    }
    SplittableRandom random = new SplittableRandom(seed);
    TreeSet<Integer> starts = new TreeSet<>();
    while (true) {
      List<double[]> segments = segments(series, starts);
      Cut best = best(segments);
      if (best == null || !isSignificant(best, segments, random)) {
        return List.copyOf(starts);
      }
      starts.add(best.index);
    }
  }

  private static List<double[]> segments(double[] series, SortedSet<Integer> starts) {
    List<double[]> segments = new ArrayList<>();
    int from = 0;
    for (int to : starts) {
      segments.add(Arrays.copyOfRange(series, from, to));
      from = to;
    }
    segments.add(Arrays.copyOfRange(series, from, series.length));
    return segments;
  }

  /** Where to cut, counted from the begin of the series, and the distance of both sides. */
  private record Cut(int index, double distance) {}

  private boolean isSignificant(Cut cut, List<double[]> segments, SplittableRandom random) {
    int asFar = 0;
    for (int p = 0; p < permutations; p++) {
      for (double[] segment : segments) {
        shuffle(segment, random);
      }
      Cut permuted = best(segments);
      // Sums in another order may differ in the last bits.
      if (permuted != null && permuted.distance >= cut.distance * (1 - 1e-12)) {
        asFar++;
        if (asFar + 1.0 > level * (permutations + 1.0)) {
          return false;
        }
      }
    }
    return true;
  }

  private static void shuffle(double[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }

  /** The best cut of any segment; null if all are too short, or constant. */
  private Cut best(List<double[]> segments) {
    Cut best = null;
    int start = 0;
    for (double[] segment : segments) {
      Cut cut = best(segment, start);
      if (cut != null && (best == null || cut.distance > best.distance)) {
        best = cut;
      }
      start += segment.length;
    }
    return best;
  }

  private Cut best(double[] z, int start) {
    int n = z.length;
    if (n < 2 * minSegment) {
      return null;
    }
    double[][] below = sumsBelow(z);
    int index = -1;
    double largest = 0;
    for (int tau = minSegment; tau <= n - minSegment; tau++) {
      double left = below[tau][tau];
      for (int kappa = tau + minSegment; kappa <= n; kappa++) {
        double distance = distance(left, below, tau, kappa);
        if (distance > largest) {
          largest = distance;
          index = tau;
        }
      }
    }
    return index < 0 ? null : new Cut(start + index, largest);
  }

  /** q of z[0..τ) and z[τ..κ). */
  private static double distance(double left, double[][] below, int tau, int kappa) {
    double n = tau;
    double m = kappa - tau;
    double between = below[tau][kappa] - left;
    double right = below[kappa][kappa] - left - 2 * between;
    double energy = 2 * between / (n * m) - left / (n * (n - 1)) - right / (m * (m - 1));
    return n * m / (n + m) * energy;
  }

  /** Sums of |z_i - z_j| over i < a, j < b, at [a][b] for a ≤ b. */
  private static double[][] sumsBelow(double[] z) {
    int n = z.length;
    double[][] below = new double[n + 1][n + 1];
    for (int a = 1; a <= n; a++) {
      double row = 0;
      for (int b = 1; b <= n; b++) {
        row += Math.abs(z[a - 1] - z[b - 1]);
        below[a][b] = below[a - 1][b] + row;
      }
    }
    return below;
  }
}
