package dev.mirrorflow.bias;

import dev.mirrorflow.design.DenseDesign;
import dev.mirrorflow.design.Design;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.ColumnQr;
import dev.mirrorflow.linalg.LongSum;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The lasso, min R(θ) + λ‖θ‖₁ with R(θ) = ‖Xθ - y‖²/(2n), for several λ: what basis pursuit (3.32)
 * becomes where y is not to be fitted to the last digit. As λ → 0 its minimiser tends to an
 * interpolator of least ℓ1 norm.
 *
 * <p>An active set (M. Osborne, B. Presnell and B. Turlach, 2000): on the support and with its
 * signs the minimiser is that of a linear system; an entry that would change its sign leaves, the
 * column that correlates most with the residual comes, and each exchange lowers the objective. λ
 * falls, and each starts from the minimiser of the last. An exchange costs 2nd flops for Xᵀr, and
 * 20nk for the factors of a support of k.
 *
 * <p>Each point carries its duality gap, from θ, X and y alone: any p with |Xᵀp| &lt;= nλ bounds
 * the least objective from below, by (yᵀp - ‖p‖²/2)/n. Taken is the residual as the linear system
 * has it, which keeps its digits where Xθ and y differ in the last ones only.
 */
public final class LassoPath {

  /** A gap is expected to be at most this part of the objective. */
  public static final double TOLERANCE = 1e-9;

  /** The least part of a column outside the span of the support that makes it independent. */
  private static final double INDEPENDENT = 1e-10;

  /** A correlation above λ by less than this part of it is rounding. */
  private static final double ROUNDING = 1e-12;

  /** A part of y outside the span of the support that is below this part of its terms is none. */
  private static final double OUTSIDE = 32 * Math.ulp(1.0);

  private static final int MOST_EXCHANGES = 50;

  /**
   * The minimiser for one λ.
   *
   * @param theta θ, length d
   * @param objective R(θ) + λ‖θ‖₁
   * @param gap at least how far the objective may be above the least, 0 for none
   * @param exchanges columns that came or went since the λ before
   */
  public record Point(double lambda, double[] theta, double objective, double gap, int exchanges) {

    /** Whether the gap is at most this part of the objective. */
    public boolean holds(double tolerance) {
      return gap <= tolerance * objective;
    }
  }

  private final Design x;
  private final double[] y;
  private final int n;
  private final int d;

  /** p, the residual of the minimiser on the support. */
  private final double[] dual;

  /** Xᵀp/n. */
  private final double[] correlation;

  private final ColumnQr qr;
  private final List<Integer> support = new ArrayList<>();
  private final double[] theta;
  private final double[] sign;
  private final double[] scaled;

  private LassoPath(Design x, double[] y) {
    this.x = x;
    this.y = y;
    this.n = x.rows();
    this.d = x.columns();
    this.dual = new double[n];
    this.correlation = new double[d];
    this.qr = new ColumnQr(n);
    this.theta = new double[d];
    this.sign = new double[d];
    this.scaled = new double[n];
  }

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
    double[] products = new double[x.columns()];
    x.multiplyTransposed(Arrays.stream(y).map(value -> value / y.length).toArray(), products);
    return Norms.max(products);
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
    LeastSquares.requireComparableLosses(y);
    for (double lambda : lambdas) {
      if (!(lambda > 0 && lambda <= Double.MAX_VALUE)) {
        throw new BadDataException("lambda must be positive and finite, not " + lambda);
      }
    }
    LassoPath path = new LassoPath(x, y);
    Point[] points = new Point[lambdas.length];
    IntStream.range(0, lambdas.length)
        .boxed()
        .sorted(Comparator.comparingDouble(k -> -lambdas[k]))
        .forEach(k -> points[k] = path.point(lambdas[k]));
    return List.of(points);
  }

  private Point point(double lambda) {
    int exchanges = 0;
    int entered = -1;
    while (exchanges <= MOST_EXCHANGES * (long) (n + d)) {
      ComputationException.throwIfInterrupted();
      int leaving = descend(lambda);
      if (leaving >= 0) {
        int j = support.get(leaving);
        drop(leaving);
        exchanges++;
        if (j == entered) {
          break; // It would go where rounding alone has sent it.
        }
        continue;
      }
      correlate();
      entered = entering(lambda);
      if (entered < 0) {
        break;
      }
      enter(entered);
      exchanges++;
    }
    return certified(lambda, exchanges);
  }

  /**
   * Goes from θ towards the minimiser on the support, as far as the signs hold.
   *
   * @return the place of the entry that has become 0, -1 if the minimiser was reached
   */
  private int descend(double lambda) {
    int k = support.size();
    double[] signs = new double[k];
    Arrays.setAll(signs, place -> sign[support.get(place)]);
    double[] inSpan = qr.leastWith(signs);
    double[] b = y.clone();
    Kernels.axpy(-n * lambda, inSpan, b);
    double[] goal = qr.solve(b, dual);
    if (isRounding(dual, goal)) {
      Arrays.fill(dual, 0);
    }
    Kernels.axpy(n * lambda, inSpan, dual);
    double length = 1;
    int first = -1;
    for (int place = 0; place < k; place++) {
      int j = support.get(place);
      if (goal[place] * sign[j] <= 0) {
        double t = theta[j] == 0 ? 0 : theta[j] / (theta[j] - goal[place]);
        if (first < 0 || t < length) {
          length = t;
          first = place;
        }
      }
    }
    for (int place = 0; place < k; place++) {
      int j = support.get(place);
      theta[j] = first < 0 ? goal[place] : theta[j] + length * (goal[place] - theta[j]);
    }
    return first;
  }

  /** Whether the part of y outside the span is no more than rounding of its terms. */
  private boolean isRounding(double[] outside, double[] goal) {
    double[] terms = new double[n];
    Arrays.setAll(terms, i -> Math.abs(y[i]));
    for (int place = 0; place < goal.length; place++) {
      double[] column = qr.column(place);
      for (int i = 0; i < n; i++) {
        terms[i] += Math.abs(goal[place] * column[i]);
      }
    }
    double most = OUTSIDE * Norms.max(terms);
    return Norms.max(outside) <= most;
  }

  private void drop(int place) {
    int j = support.remove(/* index */ place);
    theta[j] = 0;
    sign[j] = 0;
    qr.remove(place);
  }

  private void correlate() {
    for (int i = 0; i < n; i++) {
      scaled[i] = dual[i] / n;
    }
    x.multiplyTransposed(scaled, correlation);
  }

  /** The column off the support whose correlation exceeds λ most; -1 if none does. */
  private int entering(double lambda) {
    int best = -1;
    double most = lambda * (1 + ROUNDING);
    for (int j = 0; j < d; j++) {
      if (sign[j] == 0 && Math.abs(correlation[j]) > most) {
        most = Math.abs(correlation[j]);
        best = j;
      }
    }
    return best;
  }

  /**
   * Takes column j into the support. Where it is a combination of those there, θ first moves along
   * that combination, which does not change Xθ and lowers ‖θ‖₁, until an entry of it is 0.
   */
  private void enter(int j) {
    double[] column = new double[n];
    x.copyColumn(j, column);
    sign[j] = Math.signum(correlation[j]);
    while (!qr.append(column, INDEPENDENT)) {
      double[] weights = qr.backSubstituted(column);
      double length = Double.POSITIVE_INFINITY;
      int first = -1;
      for (int place = 0; place < weights.length; place++) {
        int other = support.get(place);
        double towards = weights[place] * sign[j] * sign[other];
        if (towards > 0 && Math.abs(theta[other]) < length * Math.abs(weights[place])) {
          length = Math.abs(theta[other] / weights[place]);
          first = place;
        }
      }
      if (first < 0) {
        throw new ComputationException(
            "the lasso lost its accuracy at column " + j + "; drop nearly equal columns of X");
      }
      for (int place = 0; place < weights.length; place++) {
        theta[support.get(place)] -= length * sign[j] * weights[place];
      }
      theta[j] += length * sign[j];
      drop(first);
    }
    support.add(j);
  }

  /** y - Xθ in twice the digits: for a small λ it is small beside its terms. */
  private double[] residual() {
    double[] residual = new double[n];
    for (int i = 0; i < n; i++) {
      LongSum sum = new LongSum(y[i]);
      for (int place = 0; place < support.size(); place++) {
        sum.addProduct(qr.column(place)[i], -theta[support.get(place)]);
      }
      residual[i] = sum.value();
    }
    return residual;
  }

  /** With the gap of τp, |Xᵀ(τp)| &lt;= nλ: Σ_j (λ|θ_j| - τ θ_j (Xᵀp)_j/n) + ‖r - τp‖²/(2n). */
  private Point certified(double lambda, int exchanges) {
    correlate();
    double most = Norms.max(correlation);
    double tau = most > lambda ? lambda / most : 1;
    double[] residual = residual();
    double objective = Kernels.squaredNorm(residual) / (2.0 * n) + lambda * Norms.l1(theta);
    Kernels.axpy(-tau, dual, residual);
    double gap = Kernels.squaredNorm(residual) / (2.0 * n);
    for (int j : support) {
      gap += lambda * Math.abs(theta[j]) - tau * theta[j] * correlation[j];
    }
    return new Point(lambda, theta.clone(), objective, Math.max(0, gap), exchanges);
  }
}
