package dev.mirrorflow.bias;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.DesignMatrix;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * The signed samples as integers N, A = 2^e N, without rounding: where doubles prove nothing, the
 * same problem is solved for N, in integers throughout. The w' of N is 2^e w.
 */
final class IntegerRows {

  /** Digits of a quotient before it becomes a double. */
  private static final MathContext DIGITS = new MathContext(40);

  private static final int MANTISSA = 52;

  /** Entries of an X for which it is tried. */
  private static final long MOST_ENTRIES = 40_000;

  /** Multiplications of short integers that take some seconds. */
  private static final double AFFORDABLE = 1e7;

  /** Words of 64 bits up to which an integer is short. */
  private static final double SHORT = 16;

  private final BigInteger[][] entries;
  private final int exponent;

  /** What a multiplication costs against one of short integers. */
  private final double price;

  private double spent;

  IntegerRows(DesignMatrix signed) {
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < signed.rows(); i++) {
      for (int j = 0; j < signed.columns(); j++) {
        if (signed.get(i, j) != 0) {
          least = Math.min(least, exponent(signed.get(i, j)));
        }
      }
    }
    this.exponent = least;
    this.entries = new BigInteger[signed.rows()][signed.columns()];
    int bits = 0;
    for (int i = 0; i < signed.rows(); i++) {
      for (int j = 0; j < signed.columns(); j++) {
        entries[i][j] = integer(signed.get(i, j));
        bits = Math.max(bits, entries[i][j].bitLength());
      }
    }
    // A determinant has about as many digits as its rows together.
    double words = (double) bits * Math.min(samples(), features()) / Long.SIZE;
    this.price = 1 + (words / SHORT) * (words / SHORT);
  }

  /** Whether the problem is small enough to try. */
  static boolean isAffordable(DesignMatrix signed) {
    return (long) signed.rows() * signed.columns() <= MOST_ENTRIES;
  }

  private static int exponent(double a) {
    return Math.max(Math.getExponent(a), Double.MIN_EXPONENT) - MANTISSA;
  }

  private BigInteger integer(double a) {
    if (a == 0) {
      return BigInteger.ZERO;
    }
    int own = exponent(a);
    return BigInteger.valueOf((long) Math.scalb(a, -own)).shiftLeft(own - exponent);
  }

  int samples() {
    return entries.length;
  }

  int features() {
    return entries[0].length;
  }

  /** N_ij. */
  BigInteger entry(int i, int j) {
    return entries[i][j];
  }

  /** &lt;N_i, N_k&gt;. */
  BigInteger dot(int i, int k) {
    return dot(i, entries[k]);
  }

  /** &lt;N_i, v&gt;. */
  BigInteger dot(int i, BigInteger[] v) {
    BigInteger sum = BigInteger.ZERO;
    for (int j = 0; j < v.length; j++) {
      sum = sum.add(entries[i][j].multiply(v[j]));
    }
    return sum;
  }

  /**
   * Counts multiplications.
   *
   * @throws ComputationException once they would take too long, or if the thread is interrupted
   */
  void spend(long multiplications) {
    ComputationException.throwIfInterrupted();
    spent += price * multiplications;
    if (spent > AFFORDABLE) {
      throw MaxMargin.uncertified();
    }
  }

  /** The separator w = w⁺ - w⁻ of a simplex method, and its weights. */
  MaxMargin margin(IntegerSimplex.Solution found) {
    double[] w = new double[features()];
    for (int j = 0; j < w.length; j++) {
      BigInteger value = found.values()[j].subtract(found.values()[w.length + j]);
      w[j] = parameter(value, found.denominator());
    }
    double[] weights = new double[samples()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = ratio(found.duals()[i], found.cost());
    }
    return MaxMargin.exact(w, weights, parameter(found.cost(), found.denominator()));
  }

  /** An entry of w from one of w', p/q. */
  double parameter(BigInteger p, BigInteger q) {
    return scaled(quotient(p, q)).doubleValue();
  }

  /** √(p/q) in the units of w. */
  double rootParameter(BigInteger p, BigInteger q) {
    return scaled(quotient(p, q).sqrt(DIGITS)).doubleValue();
  }

  /** p/q. */
  static double ratio(BigInteger p, BigInteger q) {
    return quotient(p, q).doubleValue();
  }

  private static BigDecimal quotient(BigInteger p, BigInteger q) {
    return new BigDecimal(p).divide(new BigDecimal(q), DIGITS);
  }

  private BigDecimal scaled(BigDecimal a) {
    BigDecimal power = new BigDecimal(BigInteger.TWO.pow(Math.abs(exponent)));
    return exponent > 0 ? a.divide(power, DIGITS) : a.multiply(power, DIGITS);
  }
}
