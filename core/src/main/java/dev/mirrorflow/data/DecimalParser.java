package dev.mirrorflow.data;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Reads numbers in decimal notation from bytes, correctly rounded, without an object for each. Up
 * to 19 digits times a power of ten between 1e-64 and 1e64 are rounded by D. Lemire's method
 * (Number parsing at a gigabyte per second, 2021): the product with 5^q to 128 bits, which decides
 * the rounding unless it says that it cannot. All else is left to {@link Double#parseDouble}.
 */
final class DecimalParser {

  private static final int MOST_DIGITS = 19;
  private static final int MOST_POWER = 64;

  /** Beyond it digits of an exponent change nothing: the value is 0 or infinite. */
  private static final int MOST_EXPONENT = 100_000;

  private static final int MANTISSA_BITS = 52;

  /** Bits of the product above those that are rounded off, with three to spare. */
  private static final int SPARE = 64 - MANTISSA_BITS - 3;

  private static final long LOW_ONES = (1L << SPARE) - 1;

  /** The first 64 bits of 5^q, at q + MOST_POWER. */
  private static final long[] HIGH = new long[2 * MOST_POWER + 1];

  /** The next 64 bits; those of a negative q are rounded up. */
  private static final long[] LOW = new long[2 * MOST_POWER + 1];

  static {
    for (int q = -MOST_POWER; q <= MOST_POWER; q++) {
      BigInteger power = BigInteger.valueOf(5).pow(Math.abs(q));
      int bits = power.bitLength();
      BigInteger mantissa =
          q >= 0
              ? power.shiftLeft(128).shiftRight(bits)
              : BigInteger.ONE.shiftLeft(127 + bits).divide(power).add(BigInteger.ONE);
      HIGH[q + MOST_POWER] = mantissa.shiftRight(64).longValue();
      LOW[q + MOST_POWER] = mantissa.longValue();
    }
  }

  private DecimalParser() {}

  /**
   * The value of a text.
   *
   * @return infinite where it is beyond the range of double; NaN if it is no number in decimal
   *     notation, such as -1, +.5 or 2.5e-3
   */
  static double parse(byte[] text, int length) {
    int at = 0;
    boolean negative = length > 0 && text[0] == '-';
    if (negative || length > 0 && text[0] == '+') {
      at++;
    }
    long digits = 0;
    int significant = 0;
    int power = 0;
    boolean point = false;
    boolean any = false;
    for (; at < length; at++) {
      int digit = text[at] - '0';
      if (digit >= 0 && digit <= 9) {
        any = true;
        if (significant > 0 || digit > 0) {
          significant++;
        }
        if (significant <= MOST_DIGITS) {
          digits = 10 * digits + digit;
        }
        power -= point ? 1 : 0;
      } else if (text[at] == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (!any) {
      return Double.NaN;
    }
    if (at < length) {
      int exponent = exponent(text, at, length);
      if (exponent == Integer.MIN_VALUE) {
        return Double.NaN;
      }
      power += exponent;
    }
    double value =
        significant <= MOST_DIGITS && Math.abs(power) <= MOST_POWER
            ? rounded(digits, power)
            : Double.NaN;
    if (Double.isNaN(value)) {
      return Double.parseDouble(new String(text, 0, length, StandardCharsets.ISO_8859_1));
    }
    return negative ? -value : value;
  }

  /** The exponent of e-3 at the end, or the least int if it is none. */
  private static int exponent(byte[] text, int from, int length) {
    int at = from + 1;
    if (text[from] != 'e' && text[from] != 'E' || at == length) {
      return Integer.MIN_VALUE;
    }
    boolean negative = text[at] == '-';
    if (negative || text[at] == '+') {
      at++;
    }
    if (at == length) {
      return Integer.MIN_VALUE;
    }
    int exponent = 0;
    for (; at < length; at++) {
      int digit = text[at] - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MIN_VALUE;
      }
      exponent = Math.min(MOST_EXPONENT, 10 * exponent + digit);
    }
    return negative ? -exponent : exponent;
  }

  /** w 10^q, w unsigned, or NaN where 128 bits do not decide the rounding. */
  private static double rounded(long w, int q) {
    if (w == 0) {
      return 0;
    }
    int shift = Long.numberOfLeadingZeros(w);
    long mantissa = w << shift;
    long high = Math.unsignedMultiplyHigh(mantissa, HIGH[q + MOST_POWER]);
    long low = mantissa * HIGH[q + MOST_POWER];
    if ((high & LOW_ONES) == LOW_ONES) {
      long carry = Math.unsignedMultiplyHigh(mantissa, LOW[q + MOST_POWER]);
      low += carry;
      if (Long.compareUnsigned(carry, low) > 0) {
        high++;
      }
    }
    if (low == -1) {
      return Double.NaN;
    }
    int top = (int) (high >>> 63);
    long bits = high >>> (top + SPARE);
    if (isTie(high, low, bits, top)) {
      return Double.NaN;
    }
    bits = bits + (bits & 1) >>> 1;
    // 10^q = 5^q 2^q, and 5^q is its 128 bits times 2^(floor(q log2 5) - 127).
    int exponent = ((217706 * q) >> 16) + 63 + top - shift;
    return Math.scalb((double) bits, exponent - MANTISSA_BITS);
  }

  /** Whether the value may be half way between two doubles: its last bits are 1 and then zeros. */
  private static boolean isTie(long high, long low, long bits, int top) {
    return Long.compareUnsigned(low, 1) <= 0 && (bits & 3) == 1 && bits << (top + SPARE) == high;
  }
}
