package dev.mirrorflow.flow;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.Cholesky;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.LinearAlgebraBackend;
import dev.mirrorflow.linalg.WeightedGram;
import dev.mirrorflow.model.LeastSquares;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;
import org.netlib.util.intW;

/**
 * What the dual variable of a mirror flow runs over: W (r x d) and b with WᵀW = XᵀX and Wᵀb = Xᵀy,
 * so that ‖y - Xθ‖² = ‖b - Wθ‖² + rest for all θ. Where the rows of X are independent, these are X
 * and y themselves. Otherwise y has in general a part outside the range of X, which no θ changes
 * and along which ν would grow without bound while Xᵀν stays; r is the rank then, and W = R of a QR
 * decomposition, in which nothing grows that does not move θ.
 *
 * @param w W
 * @param target b, length r
 * @param rest ‖y‖² - ‖b‖², the squared distance of y from the range of X
 */
record DualCoordinates(DesignMatrix w, double[] target, double rest) {

  private static final double EPSILON = Math.ulp(1.0);

  /**
   * The reciprocal condition number of the Gram matrix of rows of norm 1 above which they are
   * independent beyond doubt.
   */
  private static final double CLEARLY_INDEPENDENT = 1e-10;

  /** Bytes for each entry of X in the arrays of a decomposition. */
  private static final long ARRAYS = 3 * Double.BYTES;

  /** The rows of the largest square matrix in one array. */
  private static final int MOST_ROWS = 46_340;

  /**
   * One Gram matrix, n²d flops, and a QR decomposition, 4nd min(n, d) flops, where it is needed.
   */
  static DualCoordinates of(LeastSquares problem) {
    requireGramFits(problem.samples());
    DualCoordinates itself = new DualCoordinates(problem.design(), problem.target(), 0);
    long entries = (long) problem.samples() * problem.features();
    if (problem.samples() <= problem.features() && hasIndependentRows(problem.design())
        || entries > Integer.MAX_VALUE - 16
        || problem.design().isSparse() && ARRAYS * entries > Runtime.getRuntime().maxMemory()) {
      return itself;
    }
    Reduction reduction = new Reduction(problem);
    int rank = reduction.rank();
    return rank == problem.samples() ? itself : reduction.coordinates(rank);
  }

  private static void requireGramFits(int n) {
    long bytes = (long) Double.BYTES * n * n;
    if (n > MOST_ROWS || bytes > Runtime.getRuntime().maxMemory()) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "the dual variables of %d samples need matrices of %.1f GiB each, more than the heap"
                  + " holds; follow the flow in u and v, or in theta",
              n,
              bytes / 0x1p30));
    }
  }

  private static boolean hasIndependentRows(DesignMatrix x) {
    int n = x.rows();
    double[] ones = new double[x.columns()];
    Arrays.fill(ones, 1);
    double[] gram = new double[n * n];
    new WeightedGram(x).compute(ones, gram);
    double[] norms = new double[n];
    for (int i = 0; i < n; i++) {
      norms[i] = Math.sqrt(gram[i + i * n]);
    }
    for (int k = 0; k < n; k++) {
      for (int i = k; i < n; i++) {
        gram[i + k * n] /= norms[i] * norms[k];
      }
    }
    try {
      return Cholesky.of(gram, n).pivotRatio() > CLEARLY_INDEPENDENT;
    } catch (ComputationException e) {
      return false; // to working precision they are not
    }
  }

  /**
   * X = Q R Pᵀ with columns exchanged for the largest one left and rows sorted by size, so that
   * small rows keep their digits; the columns are brought to one size first, by powers of two.
   */
  private static final class Reduction {

    private final int n;
    private final int d;
    private final int[] exponents;
    private final double[] sizes;
    private final double[] a;
    private final double[] b;
    private final int[] order;

    Reduction(LeastSquares problem) {
      DesignMatrix x = problem.design();
      this.n = x.rows();
      this.d = x.columns();
      this.exponents = columnExponents(x);
      double[][] rows = new double[n][d];
      double[] largest = new double[n];
      for (int i = 0; i < n; i++) {
        x.copyRow(i, rows[i]);
        for (int j = 0; j < d; j++) {
          rows[i][j] = Math.scalb(rows[i][j], -exponents[j]);
          largest[i] = Math.max(largest[i], Math.abs(rows[i][j]));
        }
      }
      int[] sorted =
          IntStream.range(0, n)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> -largest[i]))
              .mapToInt(i -> i)
              .toArray();
      this.sizes = new double[n];
      this.a = new double[n * d];
      this.b = new double[n];
      double[] y = problem.target();
      for (int i = 0; i < n; i++) {
        sizes[i] = largest[sorted[i]];
        b[i] = y[sorted[i]];
        for (int j = 0; j < d; j++) {
          a[i + j * n] = rows[sorted[i]][j];
        }
      }
      this.order = new int[d];
      decompose();
    }

    private static int[] columnExponents(DesignMatrix x) {
      int[] exponents = new int[x.columns()];
      double[] column = new double[x.rows()];
      for (int j = 0; j < exponents.length; j++) {
        x.copyColumn(j, column);
        double largest = Arrays.stream(column).map(Math::abs).max().orElse(0);
        exponents[j] = largest > 0 ? Math.getExponent(largest) : 0;
      }
      return exponents;
    }

    private void decompose() {
      int k = Math.min(n, d);
      double[] tau = new double[k];
      double[] work = new double[3 * d + 64 * (d + 1)];
      intW info = new intW(0);
      var lapack = LinearAlgebraBackend.lapack();
      lapack.dgeqp3(n, d, a, n, order, tau, work, work.length, info);
      lapack.dormqr("L", "T", n, 1, k, a, n, tau, b, n, work, work.length, info);
    }

    /** Rows of R beyond the rank are rounding of what was left of rows of X of their size. */
    int rank() {
      int rank = 0;
      while (rank < Math.min(n, d)
          && Math.abs(a[rank + rank * n]) > Math.max(n, d) * EPSILON * sizes[rank]) {
        rank++;
      }
      return rank;
    }

    DualCoordinates coordinates(int rank) {
      double[][] w = new double[rank][d];
      for (int i = 0; i < rank; i++) {
        for (int j = i; j < d; j++) {
          int column = order[j] - 1;
          w[i][column] = Math.scalb(a[i + j * n], exponents[column]);
        }
      }
      double rest = 0;
      for (int i = rank; i < n; i++) {
        rest += b[i] * b[i];
      }
      return new DualCoordinates(DesignMatrix.of(w), Arrays.copyOf(b, rank), rest);
    }
  }
}
