package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import java.util.Arrays;

/**
 * The norm that basis pursuit and the lasso keep small: Σ_j w_j |θ_j|, over all θ or over those
 * with θ &gt;= 0. An entry of weight 0 is free.
 *
 * <p>The solvers work with θ'_j = u_j θ_j and the columns x_j/u_j, u_j the power of two at w_j, so
 * that no bit of X is lost; their costs w_j/u_j are near 1, and 0 for free entries.
 */
public final class Penalty {

  /** A free column is by 2^6 larger than it would be with the least of the other weights. */
  private static final int CHEAP = 6;

  private final double[] weights;
  private final boolean isNonnegative;

  /** log2 u_j; of a free entry, what makes it cheap where it is taken for one like the others. */
  private final int[] units;

  private Penalty(double[] weights, boolean isNonnegative) {
    this.weights = weights;
    this.isNonnegative = isNonnegative;
    double least = Arrays.stream(weights).filter(w -> w > 0).min().getAsDouble();
    this.units = new int[weights.length];
    Arrays.setAll(units, j -> isFree(j) ? exponent(least) - CHEAP : exponent(weights[j]));
  }

  /** Of subnormal numbers too. */
  private static int exponent(double weight) {
    int exponent = Math.getExponent(weight);
    return exponent < Double.MIN_EXPONENT ? Math.getExponent(weight * 0x1p54) - 54 : exponent;
  }

  /** ‖θ‖₁ of d entries. */
  public static Penalty l1(int d) {
    double[] ones = new double[d];
    Arrays.fill(ones, 1);
    return new Penalty(ones, false);
  }

  /**
   * Σ_j w_j |θ_j|.
   *
   * @param weights w, length d
   * @throws BadDataException naming the first weight that is negative, NaN or infinite, or if all
   *     are 0
   */
  public static Penalty of(double[] weights) {
    for (int j = 0; j < weights.length; j++) {
      if (!(weights[j] >= 0 && weights[j] <= Double.MAX_VALUE)) {
        throw new BadDataException(
            "the weight of coordinate "
                + j
                + " (counted from 0) is "
                + weights[j]
                + "; weights must be finite and at least 0");
      }
    }
    if (Arrays.stream(weights).allMatch(w -> w == 0)) {
      throw new BadDataException(
          "all weights are 0, so that no theta is better than another; one must be positive");
    }
    return new Penalty(weights.clone(), false);
  }

  /** The same over θ &gt;= 0. */
  public Penalty nonnegative() {
    return new Penalty(weights, true);
  }

  /** Whether θ &gt;= 0 is required. */
  public boolean isNonnegative() {
    return isNonnegative;
  }

  /** w_j. */
  public double weight(int j) {
    return weights[j];
  }

  /** Whether w_j = 0. */
  boolean isFree(int j) {
    return weights[j] == 0;
  }

  /** The costs of θ', the same on both sides of 0. */
  Costs costs() {
    double[] costs = new double[weights.length];
    Arrays.setAll(costs, j -> isFree(j) ? 0 : Math.scalb(weights[j], -units[j]));
    return Costs.of(costs);
  }

  /** The slopes at 0 for X as it was given, which no p that proves a θ is beyond. */
  Costs slopes() {
    Costs costs = Costs.of(weights.clone());
    return isNonnegative ? costs.withBelow(Double.POSITIVE_INFINITY) : costs;
  }

  /** Whether some w_j = 0. */
  boolean hasFree() {
    return Arrays.stream(weights).anyMatch(w -> w == 0);
  }

  /** Σ_j w_j |θ_j|. */
  public double value(double[] theta) {
    double sum = 0;
    for (int j = 0; j < theta.length; j++) {
      sum += weights[j] * Math.abs(theta[j]);
    }
    return sum;
  }

  /**
   * Checks the number of weights.
   *
   * @throws BadDataException if there are not d
   */
  void requireFeatures(int d) {
    if (d != weights.length) {
      throw new BadDataException(
          "there are " + weights.length + " weights, but X has " + d + " columns; they must match");
    }
  }

  /**
   * The problem in θ'; X itself where all weights are 1.
   *
   * @throws BadDataException if there are not d weights, or an entry of it leaves the doubles
   */
  LeastSquares inUnits(LeastSquares problem) {
    requireFeatures(problem.features());
    if (Arrays.stream(units).allMatch(u -> u == 0)) {
      return problem;
    }
    DesignMatrix x = problem.design();
    DesignMatrix scaled = DesignMatrix.zeros(x.rows(), x.columns());
    double[] row = new double[x.columns()];
    for (int i = 0; i < x.rows(); i++) {
      x.copyRow(i, row);
      for (int j = 0; j < row.length; j++) {
        double entry = Math.scalb(row[j], -units[j]);
        if (Math.scalb(entry, units[j]) != row[j]) {
          throw new BadDataException(
              "an entry of column "
                  + j
                  + " of X over its weight "
                  + weights[j]
                  + " is beyond the range of numbers; rescale the weights or X");
        }
        row[j] = entry;
      }
      scaled.setRow(i, row);
    }
    return new LeastSquares(scaled, problem.target());
  }

  /** Turns θ' into θ, in place. */
  void toTheta(double[] inUnits) {
    for (int j = 0; j < inUnits.length; j++) {
      inUnits[j] = Math.scalb(inUnits[j], -units[j]);
    }
  }

  /** Turns the products of the columns x_j/u_j into those of the x_j, in place. */
  void toProducts(double[] inUnits) {
    for (int j = 0; j < inUnits.length; j++) {
      inUnits[j] = Math.scalb(inUnits[j], units[j]);
    }
  }
}
