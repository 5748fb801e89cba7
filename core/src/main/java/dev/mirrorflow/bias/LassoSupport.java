package dev.mirrorflow.bias;

import dev.mirrorflow.design.Design;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.ColumnQr;
import dev.mirrorflow.linalg.LongSum;
import dev.mirrorflow.model.Norms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The active set of a {@link LassoPath}: a support with the factors of its columns, the minimiser
 * on it and its signs, and the exchanges that lead to that for a λ.
 */
final class LassoSupport {

  /** The least part of a column outside the span of the support that makes it independent. */
  private static final double INDEPENDENT = 1e-10;

  /** A correlation above λ by less than this part of it is rounding. */
  private static final double ROUNDING = 1e-12;

  /** A part of y outside the span of the support that is below this part of its terms is none. */
  private static final double OUTSIDE = 32 * Math.ulp(1.0);

  /** Above 1 by more than rounding. */
  private static final double NEARLY = 1 + 1e-12;

  /** Where less than this part of y is outside the span, it is refined. */
  private static final double SMALL = 1e-9;

  private static final int MOST_EXCHANGES = 50;

  private final Design x;
  private final Penalty penalty;
  private final double[] y;
  private final int n;
  private final int d;

  /** p, the residual of the minimiser on the support. */
  private final double[] dual;

  /** Xᵀp/n. */
  private final double[] correlation;

  private final ColumnQr qr;
  private final SupportSums sums;
  private final List<Integer> support = new ArrayList<>();
  private final double[] theta;
  private final double[] sign;
  private final double[] scaled;

  /** Of the last minimiser on a support: ‖r‖² is the square of this and of nλ times the next. */
  private double outside;

  private double inSpan;

  /**
   * Begins with the free columns in the support.
   *
   * @throws BadDataException if the penalty is not one of d entries, or has free ones over θ >= 0
   */
  LassoSupport(Design x, double[] y, Penalty penalty) {
    this.x = x;
    this.penalty = penalty;
    this.y = y;
    this.n = x.rows();
    this.d = x.columns();
    this.dual = new double[n];
    this.correlation = new double[d];
    this.qr = new ColumnQr(n);
    this.sums = new SupportSums(qr, y);
    this.theta = new double[d];
    this.sign = new double[d];
    this.scaled = new double[n];
    penalty.requireFeatures(d);
    if (penalty.isNonnegative() && penalty.hasFree()) {
      throw new BadDataException(
          "over theta >= 0 the lasso takes positive weights only; give a small one instead of 0");
    }
    double[] column = new double[n];
    for (int j = 0; j < d; j++) {
      if (penalty.isFree(j)) {
        x.copyColumn(j, column);
        if (qr.append(column, INDEPENDENT)) {
          support.add(j);
        }
      }
    }
  }

  /** At the minimiser with free entries only, where a path begins. */
  double largest() {
    descend(0);
    correlate();
    return highest();
  }

  /** The largest level of a column. */
  private double highest() {
    double most = 0;
    for (int j = 0; j < d; j++) {
      most = penalty.isFree(j) ? most : Math.max(most, level(j));
    }
    return most;
  }

  /**
   * The minimiser for λ, from the last. The minimisers on supports that are only passed are not
   * refined.
   */
  LassoPath.Point point(double lambda) {
    int exchanges = 0;
    int entered = -1;
    boolean isLast = false;
    while (exchanges <= MOST_EXCHANGES * (long) (n + d)) {
      ComputationException.throwIfInterrupted();
      int leaving = isLast ? descend(lambda) : pass(lambda);
      if (leaving >= 0) {
        int j = support.get(leaving);
        drop(leaving);
        exchanges++;
        if (j == entered) {
          if (isLast) {
            break; // It would go where rounding alone has sent it.
          }
          isLast = true;
        }
        continue;
      }
      correlate();
      int next = entering(lambda);
      if (next < 0) {
        if (isLast) {
          break;
        }
        isLast = true;
        continue;
      }
      isLast = isLast && next == entered;
      entered = next;
      enter(entered);
      exchanges++;
    }
    return certified(lambda, exchanges);
  }

  /** {@link #descend} without refinement, where that leaves the digits that exchanges need. */
  private int pass(double lambda) {
    sums.reach(support.size(), place -> slope(support.get(place)));
    if (!(Norms.max(sums.outside()) > SMALL * Norms.max(y))) {
      return descend(lambda);
    }
    System.arraycopy(sums.outside(), 0, dual, 0, n);
    outside = Norms.l2(dual);
    inSpan = Norms.l2(sums.along());
    Kernels.axpy(n * lambda, sums.along(), dual);
    return move(sums.minimiser(n * lambda));
  }

  /**
   * Goes from θ towards the minimiser on the support, as far as the signs hold.
   *
   * @return the place of the entry that has become 0, -1 if the minimiser was reached
   */
  private int descend(double lambda) {
    double[] signs = new double[support.size()];
    Arrays.setAll(signs, place -> slope(support.get(place)));
    double[] along = qr.leastWith(signs);
    double[] b = y.clone();
    Kernels.axpy(-n * lambda, along, b);
    double[] goal = qr.solve(b, dual);
    if (isRounding(dual, goal)) {
      Arrays.fill(dual, 0);
    }
    outside = Norms.l2(dual);
    inSpan = Norms.l2(along);
    Kernels.axpy(n * lambda, along, dual);
    return move(goal);
  }

  /** Moves θ towards this on the support until a sign would change; the place of that, or -1. */
  private int move(double[] goal) {
    double length = 1;
    int first = -1;
    for (int place = 0; place < support.size(); place++) {
      int j = support.get(place);
      if (sign[j] != 0 && goal[place] * sign[j] <= 0) {
        double t = theta[j] == 0 ? 0 : theta[j] / (theta[j] - goal[place]);
        if (first < 0 || t < length) {
          length = t;
          first = place;
        }
      }
    }
    for (int place = 0; place < support.size(); place++) {
      int j = support.get(place);
      theta[j] = first < 0 ? goal[place] : theta[j] + length * (goal[place] - theta[j]);
    }
    return first;
  }

  /** The slope of the penalty at θ_j, 0 for free entries. */
  private double slope(int j) {
    return sign[j] == 0 ? 0 : sign[j] * penalty.weight(j);
  }

  /** The λ for which ‖Xθ - y‖ is so much on this support; NaN where it is more for all. */
  double lambdaOf(double residual) {
    return Math.sqrt((residual - outside) * (residual + outside)) / (n * inSpan);
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
    sums.forget();
  }

  private void correlate() {
    for (int i = 0; i < n; i++) {
      scaled[i] = dual[i] / n;
    }
    x.multiplyTransposed(scaled, correlation);
  }

  /** The λ from which on column j, which is not free, is not wanted: its correlation over w_j. */
  private double level(int j) {
    return Math.max(0, wanted(j)) / penalty.weight(j);
  }

  private double wanted(int j) {
    return penalty.isNonnegative() ? correlation[j] : Math.abs(correlation[j]);
  }

  /** The column off the support whose correlation exceeds λ most; -1 if none does. */
  private int entering(double lambda) {
    int best = -1;
    double most = lambda * (1 + ROUNDING);
    for (int j = 0; j < d; j++) {
      // The product is cheaper than the quotient, and few come as far as that.
      boolean isClose = sign[j] == 0 && wanted(j) * NEARLY > most * penalty.weight(j);
      if (isClose && !penalty.isFree(j) && level(j) > most) {
        most = level(j);
        best = j;
      }
    }
    return best;
  }

  /**
   * Takes column j into the support. Where it is a combination of those there, θ first moves along
   * that combination, which does not change Xθ and lowers the penalty, until an entry of it is 0.
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
  double[] residual() {
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

  /** p, so that |x_jᵀp| &lt;= nλw_j; (Xᵀp)/n goes to {@link #correlation}. */
  double[] feasibleDual(double lambda) {
    correlate();
    double most = highest();
    double tau = most > lambda ? lambda / most : 1;
    double[] p = dual.clone();
    for (int i = 0; i < n; i++) {
      p[i] *= tau;
    }
    for (int j = 0; j < d; j++) {
      correlation[j] *= tau;
    }
    return p;
  }

  /** Xᵀp/n of the last feasible p; not to be changed. */
  double[] correlation() {
    return correlation;
  }

  /** θ now; not to be changed. */
  double[] theta() {
    return theta;
  }

  /** With the gap of p: Σ_j (λw_j|θ_j| - θ_j (Xᵀp)_j/n) + ‖r - p‖²/(2n). */
  private LassoPath.Point certified(double lambda, int exchanges) {
    double[] p = feasibleDual(lambda);
    double[] residual = residual();
    double objective = Kernels.squaredNorm(residual) / (2.0 * n) + lambda * penalty.value(theta);
    Kernels.axpy(-1, p, residual);
    double gap = Kernels.squaredNorm(residual) / (2.0 * n);
    for (int j : support) {
      double product = theta[j] * correlation[j];
      gap += penalty.isFree(j) ? Math.abs(product) : slope(j) * lambda * theta[j] - product;
    }
    return new LassoPath.Point(lambda, theta.clone(), objective, Math.max(0, gap), exchanges);
  }
}
