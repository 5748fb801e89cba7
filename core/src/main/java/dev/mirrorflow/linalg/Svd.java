package dev.mirrorflow.linalg;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import java.util.Arrays;
import org.netlib.util.intW;

/**
 * Thin singular value decomposition X = U D Vᵀ, cut at the numerical rank r: σ_j &gt; max(n, d) ε
 * σ_1.
 *
 * <p>LAPACK's dgesdd works on one copy of X (seen as the column-major Xᵀ, so nothing is
 * transposed). About 6 n² d + 20 n³ flops for n &lt; d, and (2 n d + n²) doubles of memory.
 */
public final class Svd {

  private static final double EPSILON = Math.ulp(1.0);

  /** X whose largest entry is within this many powers of two of 1 is decomposed as it is. */
  private static final int MODERATE = 400;

  private final int n;
  private final int d;
  private final int k;
  private final int rank;
  private final double[] sigma;

  /** v_j at {@code [j d, (j + 1) d)}. */
  private final double[] v;

  /** Entry i of u_j at {@code j + i k}, as LAPACK leaves it. */
  private final double[] ut;

  private Svd(int n, int d, double[] sigma, double[] v, double[] ut) {
    this.n = n;
    this.d = d;
    this.k = Math.min(n, d);
    this.sigma = sigma;
    this.v = v;
    this.ut = ut;
    int r = 0;
    while (r < k && sigma[r] > Math.max(n, d) * EPSILON * sigma[0]) {
      r++;
    }
    this.rank = r;
  }

  /**
   * Decomposes X.
   *
   * @throws BadDataException if X has more than 2^31 - 1 entries or holds NaN or infinity
   * @throws ComputationException if LAPACK does not converge
   */
  public static Svd of(DesignMatrix x) {
    int n = x.rows();
    int d = x.columns();
    if ((long) n * d > Integer.MAX_VALUE - 16) {
      throw new BadDataException(
          "X is " + n + " x " + d + ", too large for a singular value decomposition in one array");
    }
    x.requireFinite();
    int k = Math.min(n, d);
    double[] a = new double[n * d];
    double[] row = new double[d];
    double largest = 0;
    for (int i = 0; i < n; i++) {
      x.copyRow(i, row);
      System.arraycopy(row, 0, a, i * d, d);
      for (double entry : row) {
        largest = Math.max(largest, Math.abs(entry));
      }
    }
    int exponent = Math.getExponent(largest);
    boolean isExtreme = Math.abs(exponent) > MODERATE && largest > 0;
    if (isExtreme) {
      // LAPACK squares; a power of two loses no bit.
      scale(a, -exponent);
    }
    double[] sigma = new double[k];
    double[] v = new double[d * k];
    double[] ut = new double[k * n];
    if (d > n) {
      decomposeTall(d, n, a, sigma, v, ut);
    } else {
      decompose(d, n, a, sigma, v, ut);
    }
    if (isExtreme) {
      scale(sigma, exponent);
    }
    return new Svd(n, d, sigma, v, ut);
  }

  private static void scale(double[] a, int exponent) {
    for (int k = 0; k < a.length; k++) {
      a[k] = Math.scalb(a[k], exponent);
    }
  }

  /** A = Q R first, then R = U' D Vt and U = Q U': for A much taller than wide, the cheaper way. */
  private static void decomposeTall(
      int m, int n, double[] a, double[] sigma, double[] u, double[] vt) {
    double[] tau = new double[n];
    double[] work = new double[64 * n];
    intW info = new intW(0);
    LinearAlgebraBackend.lapack().dgeqrf(m, n, a, m, tau, work, work.length, info);
    double[] r = new double[n * n];
    for (int j = 0; j < n; j++) {
      System.arraycopy(a, j * m, r, j * n, j + 1);
    }
    LinearAlgebraBackend.lapack().dorgqr(m, n, n, a, m, tau, work, work.length, info);
    double[] small = new double[n * n];
    decompose(n, n, r, sigma, small, vt);
    double[] column = new double[m];
    for (int j = 0; j < n; j++) {
      Arrays.fill(column, 0);
      Kernels.combineRows(1, small, j * n, a, 0, m, n, column);
      System.arraycopy(column, 0, u, j * m, m);
    }
  }

  /** A = U D Vt for the column-major m x n A, m &lt;= n; A is destroyed. */
  private static void decompose(int m, int n, double[] a, double[] sigma, double[] u, double[] vt) {
    int[] integers = new int[8 * m];
    intW info = new intW(0);
    double[] size = new double[1];
    var lapack = LinearAlgebraBackend.lapack();
    lapack.dgesdd("S", m, n, a, m, sigma, u, m, vt, m, size, -1, integers, info);
    double[] work = new double[(int) size[0]];
    lapack.dgesdd("S", m, n, a, m, sigma, u, m, vt, m, work, work.length, integers, info);
    if (info.val != 0) {
      throw new ComputationException(
          "the singular value decomposition of X did not converge (dgesdd info "
              + info.val
              + "); check X for extreme values or scale its columns");
    }
  }

  /** r, the numerical rank. */
  public int rank() {
    return rank;
  }

  /** Whether r &lt; min(n, d). */
  public boolean isRankDeficient() {
    return rank < k;
  }

  /** σ_j for j &lt; rank, largest first. */
  public double singularValue(int j) {
    return sigma[checkIndex(j)];
  }

  /** &lt;u_j, y&gt; for y of length n, j &lt; rank. */
  public double leftProduct(int j, double[] y) {
    checkLength("y", y, n);
    int at = checkIndex(j);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += ut[at + i * k] * y[i];
    }
    return sum;
  }

  /** All &lt;v_j, θ&gt;, j &lt; rank, for θ of length d. */
  public double[] rightProducts(double[] theta) {
    checkLength("theta", theta, d);
    double[] out = new double[rank];
    Kernels.multiplyRows(v, 0, d, rank, theta, out, 0);
    return out;
  }

  /** out += Σ_{j&lt;rank} c_j v_j, c of length rank, out of length d. */
  public void addRightCombination(double[] c, double[] out) {
    checkLength("c", c, rank);
    checkLength("out", out, d);
    Kernels.combineRows(1, c, 0, v, 0, d, rank, out);
  }

  /** out += Σ_{j&lt;rank} c_j u_j, c of length rank, out of length n. */
  public void addLeftCombination(double[] c, double[] out) {
    checkLength("c", c, rank);
    checkLength("out", out, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < rank; j++) {
        out[i] += c[j] * ut[j + i * k];
      }
    }
  }

  /** The r x d matrix of the rows v_jᵀ, an orthonormal basis of the row space of X. */
  public DesignMatrix rowSpace() {
    DesignMatrix rows = DesignMatrix.zeros(rank, d);
    for (int j = 0; j < rank; j++) {
      rows.setRow(j, Arrays.copyOfRange(v, j * d, (j + 1) * d));
    }
    return rows;
  }

  private int checkIndex(int j) {
    if (j < 0 || j >= rank) {
      throw new IndexOutOfBoundsException("singular triplet " + j + " of rank " + rank);
    }
    return j;
  }

  private static void checkLength(String name, double[] a, int length) {
    if (a.length != length) {
      throw new IllegalArgumentException(name + " has length " + a.length + ", not " + length);
    }
  }
}
