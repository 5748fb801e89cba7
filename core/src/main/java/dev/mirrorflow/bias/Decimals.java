package dev.mirrorflow.bias;

import java.math.BigDecimal;
import java.math.MathContext;

/** What java.math lacks for decimals of many digits. */
final class Decimals {

  static final BigDecimal TWO = BigDecimal.valueOf(2);

  private Decimals() {}

  /** e^x to about the digits given: Taylor's series of x/2^k, squared k times. */
  static BigDecimal exp(BigDecimal x, MathContext digits) {
    if (x.signum() < 0) {
      return BigDecimal.ONE.divide(exp(x.negate(), digits), digits);
    }
    double size = x.doubleValue();
    int halvings = Math.max(0, Math.getExponent(size) + 8);
    MathContext more = new MathContext(digits.getPrecision() + 4 + halvings / 3);
    BigDecimal small = x.divide(BigDecimal.valueOf(2).pow(halvings), more);
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    int least = -more.getPrecision() - 1;
    for (int k = 1; term.signum() != 0 && term.precision() - term.scale() > least; k++) {
      term = term.multiply(small, more).divide(BigDecimal.valueOf(k), more);
      sum = sum.add(term, more);
    }
    for (int k = 0; k < halvings; k++) {
      sum = sum.multiply(sum, more);
    }
    return sum.round(digits);
  }

  /** log10 of x > 0, to a few digits. */
  static double log10(BigDecimal x) {
    int exponent = x.precision() - x.scale();
    return exponent + Math.log10(x.scaleByPowerOfTen(-exponent).doubleValue());
  }
}
