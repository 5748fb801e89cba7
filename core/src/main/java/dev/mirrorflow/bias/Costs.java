package dev.mirrorflow.bias;

import java.util.Arrays;

/**
 * What the simplex methods make least, Σ_j c_j(θ_j): c_j is up_j θ_j above 0 and down_j |θ_j| below
 * it. A p with -down &lt;= Aᵀp &lt;= up bounds it from below by &lt;p, b&gt;.
 *
 * @param up at least 0, length d
 * @param down at least 0, length d
 * @param unit what an excess of |x_jᵀp| over these is judged by, 0 for the size of its terms
 */
record Costs(double[] up, double[] down, double[] unit) {

  /**
   * The same on both sides of 0.
   *
   * @param cost at least 0, length d
   */
  static Costs of(double[] cost) {
    return new Costs(cost, cost, cost);
  }

  /** |θ_j| in all d entries. */
  static Costs l1(int d) {
    double[] ones = new double[d];
    Arrays.fill(ones, 1);
    return of(ones);
  }

  /** Whether they are the ℓ1 norm. */
  boolean isL1() {
    return Arrays.stream(up).allMatch(c -> c == 1) && Arrays.equals(up, down);
  }

  /** What is below 0. */
  static Costs belowZero(int d) {
    double[] ones = new double[d];
    Arrays.fill(ones, 1);
    return new Costs(new double[d], ones, ones);
  }

  /** The same above 0, but so much for each entry below it. */
  Costs withBelow(double cost) {
    double[] below = new double[down.length];
    Arrays.fill(below, cost);
    return new Costs(up, below, unit);
  }

  /** The slope of c_j on a side of 0. */
  double slope(int j, boolean isBelow) {
    return isBelow ? -down[j] : up[j];
  }

  /**
   * How far x_jᵀp is beyond the slopes at 0, against its unit where there is one; at least 0.
   *
   * @param product x_jᵀp
   */
  double excess(int j, double product) {
    double excess = Math.max(product - up[j], -product - down[j]);
    return excess <= 0 || unit[j] == 0 ? Math.max(0, excess) : excess / unit[j];
  }

  /** Copies out column j of X. */
  interface Columns {
    void copy(int j, double[] out);
  }

  /**
   * How far Xᵀp is beyond the slopes at 0, relative to their unit, or to its terms where there is
   * none.
   *
   * @param p length n
   * @param products Xᵀp
   */
  double excess(double[] p, double[] products, Columns columns) {
    double most = 0;
    double[] column = new double[p.length];
    for (int j = 0; j < products.length; j++) {
      double excess = excess(j, products[j]);
      if (excess > 0 && unit[j] == 0) {
        columns.copy(j, column);
        double terms = 0;
        for (int i = 0; i < column.length; i++) {
          terms += Math.abs(column[i] * p[i]);
        }
        excess /= terms;
      }
      most = Math.max(most, excess);
    }
    return most;
  }

  /** How much the slope rises at 0. */
  double kink(int j) {
    return up[j] + down[j];
  }

  /** Σ_j c_j(θ_j). */
  double value(double[] theta) {
    double sum = 0;
    for (int j = 0; j < theta.length; j++) {
      sum += Math.abs(theta[j]) * (theta[j] < 0 ? down[j] : up[j]);
    }
    return sum;
  }
}
