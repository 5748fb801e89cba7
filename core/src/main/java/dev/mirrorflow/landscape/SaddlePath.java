package dev.mirrorflow.landscape;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The gradient flow of the diagonal network from u = √2 α, v = 0 in the limit α → 0, in the time τ
 * = t/ln(1/α): it rests at saddles and jumps from one to the next (S. Pesme, N. Flammarion,
 * Saddle-to-saddle dynamics in diagonal linear networks, 2023).
 *
 * <p>While it rests at θ, s = Xᵀν/ln(1/α) moves by -∇R(θ) a unit of time. When an entry of s
 * reaches ±1 the flow jumps to argmin R over the θ with θ_j &gt;= 0 where s_j = 1, θ_j &lt;= 0
 * where s_j = -1, and θ_j = 0 elsewhere; coordinates may leave. The end minimises R, and s is the
 * proof that no other minimiser has a lesser ℓ1 norm.
 *
 * <p>A jump costs 4nd flops for the gradient and the search, and O(nk) for each coordinate that
 * comes or goes on a support of k: the minimiser is not computed anew. Columns that arrive together
 * to rounding jump together, the most strongly driven first; where the minimiser is not unique, as
 * with equal columns, one of them is followed.
 *
 * <p>Example, where the first coordinate comes and goes: X = [[1, 0.5, 0.7, 0], [0.5, 1, 0.1, 0.7]]
 * and y = (1, 0) give jumps at τ = 2, 8 and 552/49, to (4/5, 0, 0, 0), (0, 0, 7/5, 0) and (0, 0,
 * 10/7, -10/49).
 */
public final class SaddlePath {

  /** To this the certificate of the end is expected to hold. */
  public static final double TOLERANCE = 1e-9;

  /** Relative to ‖x_j‖ ‖y‖, an x_jᵀr that is rounding. */
  private static final double ROUNDING = 1e-12;

  /** An |s_j| this near to 1 has arrived. */
  private static final double ARRIVED = 1e-12;

  /** The most saddles for each unit of n + d: only a degenerate X needs as many. */
  private static final int MOST = 20;

  private final DesignMatrix x;
  private final double[] y;
  private final SignedLeastSquares minimiser;
  private final List<Saddle> saddles = new ArrayList<>();

  /** s. */
  private final double[] subgradient;

  /** p with s = Xᵀp. */
  private final double[] dual;

  private final double[] gradient;

  private SaddlePath(LeastSquares problem) {
    this.x = problem.design();
    this.y = problem.target();
    this.minimiser = new SignedLeastSquares(x, y, ROUNDING);
    this.subgradient = new double[x.columns()];
    this.dual = new double[x.rows()];
    this.gradient = new double[x.columns()];
  }

  /**
   * Follows the path to its end.
   *
   * @throws ComputationException if it does not end within 20 (n + d) jumps, which nearly equal
   *     columns may cause
   */
  public static SaddlePath of(LeastSquares problem) {
    SaddlePath path = new SaddlePath(problem);
    path.follow();
    return path;
  }

  /** The saddles in the order of time, θ = 0 the first. */
  public List<Saddle> saddles() {
    return List.copyOf(saddles);
  }

  /** The last saddle, a minimiser of R of least ℓ1 norm. */
  public Saddle end() {
    return saddles.getLast();
  }

  /** p, length n, with s = Xᵀp at the end. */
  public double[] dual() {
    return dual.clone();
  }

  private void follow() {
    record(0, new int[0]);
    double tau = 0;
    int most = MOST * (x.rows() + x.columns());
    while (true) {
      computeGradient();
      double rest = rest();
      if (rest == Double.POSITIVE_INFINITY) {
        return;
      }
      if (saddles.size() > most) {
        throw new ComputationException(
            "the path did not end within "
                + most
                + " jumps; X may have nearly equal columns, drop them");
      }
      tau += rest;
      Kernels.axpy(-rest, gradient, subgradient);
      Kernels.axpy(rest / y.length, minimiser.residual(), dual);
      int[] before = minimiser.face();
      minimiser.solve(arrived(), subgradient);
      record(tau, before);
    }
  }

  /** ∇R(θ) with the entries that are rounding set to 0, those of the support among them. */
  private void computeGradient() {
    int n = y.length;
    x.multiplyTransposed(-1.0 / n, minimiser.residual(), gradient);
    for (int j : minimiser.face()) {
      gradient[j] = 0;
    }
    for (int j = 0; j < gradient.length; j++) {
      if (Math.abs(gradient[j]) * n <= ROUNDING * minimiser.gradientScale(j)) {
        gradient[j] = 0;
      }
    }
  }

  /** Δ, the time until an entry of s reaches the end of [-1, 1] that it moves to. */
  private double rest() {
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < gradient.length; j++) {
      double g = gradient[j];
      if (g != 0) {
        least = Math.min(least, (1 + Math.signum(g) * subgradient[j]) / Math.abs(g));
      }
    }
    return Math.max(0, least);
  }

  /** The coordinates off the support with |s_j| = 1, set to it exactly. */
  private int[] arrived() {
    int[] at =
        IntStream.range(0, subgradient.length)
            .filter(j -> Math.abs(subgradient[j]) >= 1 - ARRIVED)
            .toArray();
    for (int j : at) {
      subgradient[j] = Math.signum(subgradient[j]);
    }
    int[] face = minimiser.face().clone();
    Arrays.sort(face);
    return Arrays.stream(at).filter(j -> Arrays.binarySearch(face, j) < 0).toArray();
  }

  private void record(double tau, int[] before) {
    int[] face = minimiser.face();
    int[] order = byIndex(face);
    int[] support = Arrays.stream(order).map(k -> face[k]).toArray();
    double[] values = Arrays.stream(order).mapToDouble(k -> minimiser.beta()[k]).toArray();
    int[] old = before.clone();
    Arrays.sort(old);
    saddles.add(
        new Saddle(
            tau,
            support,
            values,
            Kernels.squaredNorm(minimiser.residual()) / (2.0 * y.length),
            Arrays.stream(values).map(Math::abs).sum(),
            difference(support, old),
            difference(old, support)));
  }

  private static int[] byIndex(int[] face) {
    return IntStream.range(0, face.length)
        .boxed()
        .sorted((a, b) -> Integer.compare(face[a], face[b]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The entries of a that b lacks; both rising. */
  private static int[] difference(int[] a, int[] b) {
    return Arrays.stream(a).filter(j -> Arrays.binarySearch(b, j) < 0).toArray();
  }

  /**
   * Proves the end from θ, p, X and y alone: |Xᵀp| &lt;= 1 bounds the ℓ1 norm of every minimiser of
   * R from below by &lt;p, Xθ&gt;, since all have the same Xθ. 8nd flops.
   */
  public PathCertificate certificate() {
    Saddle end = end();
    double[] fitted = new double[y.length];
    x.multiply(end.theta(x.columns()), fitted);
    double[] missing = y.clone();
    Kernels.axpy(-1, fitted, missing);
    double[] products = new double[x.columns()];
    x.multiplyTransposed(1, missing, products);
    double stationarity = 0;
    for (int j = 0; j < products.length; j++) {
      double scale = minimiser.gradientScale(j);
      stationarity = Math.max(stationarity, scale > 0 ? Math.abs(products[j]) / scale : 0);
    }
    x.multiplyTransposed(1, dual, products);
    double top = Arrays.stream(products).map(Math::abs).max().orElse(0);
    double bound = Kernels.dot(dual, fitted);
    return new PathCertificate(
        stationarity,
        Math.max(0, top - 1),
        end.l1() > 0 ? Math.abs(end.l1() - bound) / end.l1() : 0);
  }
}
