package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.Equilibration;
import dev.mirrorflow.linalg.LongSum;
import dev.mirrorflow.linalg.LongVectors;
import dev.mirrorflow.model.Logistic;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * min ‖w‖ over Aw &gt;= 1 with the rows and columns of A brought to one size by powers of two, so
 * that no sample is taken for rounding of another: Â = RAC, w = Cŵ, min ‖cŵ‖ over Âŵ &gt;= r, where
 * r and c are the diagonals of R and C in units of the largest. A goes in units of the power of two
 * of its largest entry, so that a multiple by a power of two has the same bits. Vectors that prove
 * something are pairs of doubles, a rounded value and its rest.
 */
final class MarginProblem {

  /** Of the sums of |terms|, what is zero in a combination computed in twice the precision. */
  private static final double ZERO = 1e-22;

  private final Equilibration scale;
  private final DesignMatrix a;
  private final double[] right;
  private final double[] weight;
  private final int unit;
  private final int largestRow;
  private final int largestColumn;
  private final MarginNorm norm;

  /** Whether an entry fell below the normal doubles, so that Â proves nothing on A. */
  private final boolean isLossy;

  /**
   * The problem in a norm.
   *
   * @throws BadDataException if a sample is 0, which nothing separates
   */
  MarginProblem(Logistic risk, MarginNorm norm) {
    DesignMatrix signed = risk.signedDesign();
    requireSamples(signed);
    this.norm = norm;
    this.unit = risk.exponent();
    DesignMatrix inUnits = unit == 0 ? signed : risk.scaled(-unit).signedDesign();
    this.scale = norm.scaling(inUnits);
    this.a = scale.scaled();
    this.largestRow = IntStream.range(0, a.rows()).map(scale::row).max().getAsInt();
    this.largestColumn = IntStream.range(0, a.columns()).map(scale::column).max().getAsInt();
    this.right = new double[a.rows()];
    Arrays.setAll(right, i -> Math.scalb(1.0, scale.row(i) - largestRow));
    this.weight = new double[a.columns()];
    Arrays.setAll(weight, j -> Math.scalb(1.0, scale.column(j) - largestColumn));
    this.isLossy = isLossy(signed, a);
  }

  private static void requireSamples(DesignMatrix signed) {
    double[] row = new double[signed.columns()];
    for (int i = 0; i < signed.rows(); i++) {
      signed.copyRow(i, row);
      if (Norms.max(row) == 0) {
        throw new InseparableException(
            "sample %d (counted from 0) has only zeros, and lies on each of them".formatted(i));
      }
    }
  }

  private static boolean isLossy(DesignMatrix from, DesignMatrix to) {
    for (int i = 0; i < from.rows(); i++) {
      for (int j = 0; j < from.columns(); j++) {
        if (from.get(i, j) != 0 && Math.abs(to.get(i, j)) < Double.MIN_NORMAL) {
          return true;
        }
      }
    }
    return false;
  }

  /** Â, n x d. */
  DesignMatrix a() {
    return a;
  }

  /** r, length n, powers of two up to 1. */
  double[] right() {
    return right;
  }

  /** c, length d, powers of two up to 1. */
  double[] weight() {
    return weight;
  }

  /**
   * The vector Âᵀλ as a pair.
   *
   * @param high receives it, length d
   * @param low receives the rest
   */
  void combine(double[] lambda, double[] rest, double[] high, double[] low) {
    Arrays.fill(high, 0);
    Arrays.fill(low, 0);
    double[] row = new double[a.columns()];
    for (int i = 0; i < lambda.length; i++) {
      if (lambda[i] != 0) {
        a.copyRow(i, row);
        LongVectors.add(lambda[i], rest[i], row, high, low);
      }
    }
    LongVectors.normalise(high, low);
  }

  /** Σ_i |λ_i â_ij|, the terms of each entry of Âᵀλ. */
  double[] terms(double[] lambda) {
    double[] terms = new double[a.columns()];
    double[] row = new double[a.columns()];
    for (int i = 0; i < lambda.length; i++) {
      if (lambda[i] != 0) {
        a.copyRow(i, row);
        for (int j = 0; j < row.length; j++) {
          terms[j] += Math.abs(lambda[i] * row[j]);
        }
      }
    }
    return terms;
  }

  /**
   * &lt;â_i, w + rest&gt;.
   *
   * @param row work space, length d
   */
  LongSum margin(int i, double[] row, double[] w, double[] rest) {
    a.copyRow(i, row);
    LongSum sum = new LongSum(0);
    for (int j = 0; j < row.length; j++) {
      if (w[j] != 0) {
        sum.addProduct(w[j], rest[j], row[j]);
      }
    }
    return sum;
  }

  /**
   * Whether λ proves that no separator exists: λ &gt;= 0, not 0, and each entry of Âᵀλ is zero
   * against its own terms, to twice the digits of a double.
   */
  boolean isInseparable(double[] lambda, double[] rest) {
    double[] high = new double[a.columns()];
    double[] low = new double[a.columns()];
    combine(lambda, rest, high, low);
    double[] terms = terms(lambda);
    for (int j = 0; j < high.length; j++) {
      if (!(Math.abs(high[j]) <= ZERO * terms[j])) {
        return false;
      }
    }
    return !isLossy && Norms.max(lambda) > 0;
  }

  /**
   * The separator along ŵ, proved by λ. Both sides are computed in twice the precision, each margin
   * less its error bound, so that the proof knows no size of a row or column: any separator has a
   * norm of at least Σ r_i λ_i/‖Âᵀλ/c‖, the dual norm.
   *
   * @param w ŵ up to a factor, length d, and its rest
   * @param lambda λ, length n, and its rest; entries below 0 count as 0
   * @return null if the two do not prove each other
   */
  MaxMargin certified(double[] w, double[] wRest, double[] lambda, double[] lambdaRest) {
    Least least = leastMargin(w, wRest);
    double size = size(w);
    double[] high = new double[a.columns()];
    double[] low = new double[a.columns()];
    double[] positive = new double[lambda.length];
    double[] rest = new double[lambda.length];
    LongSum sum = new LongSum(0);
    for (int i = 0; i < lambda.length; i++) {
      if (lambda[i] > 0) {
        positive[i] = lambda[i];
        rest[i] = lambdaRest[i];
        sum.addProduct(positive[i], rest[i], right[i]);
      }
    }
    combine(positive, rest, high, low);
    double bound = sum.value() / dualSize(high);
    double gap = size / least.proved() / bound - 1;
    if (isLossy || !(least.proved() > 0 && gap <= MaxMargin.TOLERANCE)) {
      return null;
    }
    double[] separator = new double[w.length];
    for (int j = 0; j < w.length; j++) {
      separator[j] = Math.scalb(w[j] / least.value(), scale.column(j) + largestRow - unit);
    }
    for (int i = 0; i < positive.length; i++) {
      positive[i] *= right[i] / sum.value();
    }
    return MaxMargin.checked(
        separator,
        positive,
        Math.scalb(size / least.value(), largestRow + largestColumn - unit),
        Math.max(0, gap));
  }

  /** min_i &lt;â_i, ŵ&gt;/r_i, and the same less the rounding of its computation. */
  private record Least(double value, double proved) {}

  private Least leastMargin(double[] w, double[] rest) {
    double value = Double.POSITIVE_INFINITY;
    double proved = Double.POSITIVE_INFINITY;
    double[] row = new double[a.columns()];
    for (int i = 0; i < right.length; i++) {
      a.copyRow(i, row);
      BoundedSum sum = new BoundedSum();
      for (int j = 0; j < row.length; j++) {
        if (w[j] != 0) {
          sum.addProduct(row[j], w[j], rest[j]);
        }
      }
      // Math.min keeps NaN.
      value = Math.min(value, sum.value() / right[i]);
      proved = Math.min(proved, sum.lowerBound() / right[i]);
    }
    return new Least(value, proved);
  }

  private double size(double[] w) {
    double[] weighted = new double[w.length];
    for (int j = 0; j < w.length; j++) {
      weighted[j] = weight[j] * w[j];
    }
    return norm.of(weighted);
  }

  private double dualSize(double[] z) {
    double[] weighted = new double[z.length];
    for (int j = 0; j < z.length; j++) {
      weighted[j] = z[j] / weight[j];
    }
    return norm.dual(weighted);
  }
}
