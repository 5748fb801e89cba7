package dev.mirrorflow.linalg;

import java.math.BigInteger;

/**
 * A binary floating-point number m·2^e of as many bits as an operation is asked to keep: every
 * double is one exactly, nothing over- or underflows, and a multiplication by a power of two loses
 * no bit. An operation drops what lies beyond its bits, so that it errs by less than 2^(1-bits) of
 * its result.
 */
public final class BigFloat implements Comparable<BigFloat> {

  /** 0. */
  public static final BigFloat ZERO = new BigFloat(BigInteger.ZERO, 0);

  /** 1. */
  public static final BigFloat ONE = new BigFloat(BigInteger.ONE, 0);

  private static final int FRACTION = 52;
  private static final long HIDDEN = 1L << FRACTION;

  /** More bits than a double has, and few enough not to overflow it. */
  private static final int CONVERTED = 128;

  private final BigInteger mantissa;
  private final int exponent;

  private BigFloat(BigInteger mantissa, int exponent) {
    this.mantissa = mantissa;
    this.exponent = exponent;
  }

  /**
   * The double, exactly.
   *
   * @throws ArithmeticException if it is not finite
   */
  public static BigFloat of(double value) {
    if (!Double.isFinite(value)) {
      throw new ArithmeticException(value + " has no expansion");
    }
    long bits = Double.doubleToRawLongBits(value);
    long fraction = bits & (HIDDEN - 1);
    int power = Math.getExponent(value);
    long magnitude = power < Double.MIN_EXPONENT ? fraction : fraction | HIDDEN;
    BigInteger m = BigInteger.valueOf(bits < 0 ? -magnitude : magnitude);
    return new BigFloat(m, Math.max(power, Double.MIN_EXPONENT) - FRACTION);
  }

  /** 2^power. */
  public static BigFloat powerOfTwo(int power) {
    return new BigFloat(BigInteger.ONE, power);
  }

  /** The doubles, exactly. */
  public static BigFloat[] of(double[] values) {
    BigFloat[] out = new BigFloat[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = of(values[i]);
    }
    return out;
  }

  /** Σ a_i b_i, to {@code bits} bits of its partial sums. */
  public static BigFloat dot(BigFloat[] a, BigFloat[] b, int bits) {
    BigFloat sum = ZERO;
    for (int i = 0; i < a.length; i++) {
      if (a[i].signum() != 0 && b[i].signum() != 0) {
        sum = sum.plus(a[i].times(b[i], bits), bits);
      }
    }
    return sum;
  }

  /** This plus that. */
  public BigFloat plus(BigFloat that, int bits) {
    if (that.signum() == 0) {
      return this;
    }
    if (signum() == 0) {
      return that;
    }
    long apart = top() - that.top();
    if (Math.abs(apart) > bits + 2L) {
      return apart > 0 ? this : that;
    }
    int shift = exponent - that.exponent;
    return shift >= 0
        ? rounded(mantissa.shiftLeft(shift).add(that.mantissa), that.exponent, bits)
        : rounded(mantissa.add(that.mantissa.shiftLeft(-shift)), exponent, bits);
  }

  /** The power of two above the magnitude. */
  private long top() {
    return (long) exponent + mantissa.bitLength();
  }

  /** This minus that. */
  public BigFloat minus(BigFloat that, int bits) {
    return plus(that.negate(), bits);
  }

  /** This times that. */
  public BigFloat times(BigFloat that, int bits) {
    return rounded(mantissa.multiply(that.mantissa), exponent + that.exponent, bits);
  }

  /**
   * This over that.
   *
   * @throws ArithmeticException if that is 0
   */
  public BigFloat over(BigFloat that, int bits) {
    int shift = Math.max(0, bits + 2 + that.mantissa.bitLength() - mantissa.bitLength());
    return rounded(
        mantissa.shiftLeft(shift).divide(that.mantissa), exponent - that.exponent - shift, bits);
  }

  private static BigFloat rounded(BigInteger mantissa, int exponent, int bits) {
    int beyond = mantissa.bitLength() - bits;
    return beyond > 0
        ? new BigFloat(mantissa.shiftRight(beyond), exponent + beyond)
        : new BigFloat(mantissa, exponent);
  }

  /** -1, 0 or 1. */
  public int signum() {
    return mantissa.signum();
  }

  /** The magnitude. */
  public BigFloat abs() {
    return signum() < 0 ? negate() : this;
  }

  /** The other sign. */
  public BigFloat negate() {
    return new BigFloat(mantissa.negate(), exponent);
  }

  /** This times 2^power, exactly. */
  public BigFloat scaled(int power) {
    return new BigFloat(mantissa, exponent + power);
  }

  /** The larger one. */
  public BigFloat max(BigFloat that) {
    return compareTo(that) >= 0 ? this : that;
  }

  /** By value, exactly. */
  @Override
  public int compareTo(BigFloat that) {
    if (signum() != that.signum() || signum() == 0) {
      return Integer.compare(signum(), that.signum());
    }
    int shift = exponent - that.exponent;
    long apart = top() - that.top();
    if (Math.abs(apart) > 1) {
      return apart > 0 == signum() > 0 ? 1 : -1;
    }
    return shift >= 0
        ? mantissa.shiftLeft(shift).compareTo(that.mantissa)
        : mantissa.compareTo(that.mantissa.shiftLeft(-shift));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BigFloat that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(doubleValue());
  }

  /** The nearest double; infinite beyond their range, 0 below it. */
  public double doubleValue() {
    BigFloat few = rounded(mantissa, exponent, CONVERTED);
    return Math.scalb(few.mantissa.doubleValue(), few.exponent);
  }

  @Override
  public String toString() {
    return Double.toString(doubleValue());
  }
}
