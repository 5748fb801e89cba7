package dev.mirrorflow.linalg;

/**
 * A sum of doubles and products that keeps twice their digits, about 32 decimals, as a value and
 * what that lost in rounding. Where the sum is small against its terms, it is still right to 1e-16
 * as long as it is above 1e-16 of them.
 */
public final class LongSum {

  private double high;
  private double low;

  /** Starts a sum at a. */
  public LongSum(double a) {
    high = a;
  }

  /** Starts a sum at a + rest, |rest| at most half an ulp of a. */
  public LongSum(double a, double rest) {
    high = a;
    low = rest;
  }

  /** Adds a. */
  public void add(double a) {
    double sum = high + a;
    double part = sum - high;
    low += (high - (sum - part)) + (a - part);
    high = sum;
  }

  /** Adds ab, the product in all its digits. */
  public void addProduct(double a, double b) {
    double product = a * b;
    add(product);
    low += Math.fma(a, b, -product);
  }

  /** Adds (a + rest) b. */
  public void addProduct(double a, double rest, double b) {
    addProduct(a, b);
    low += rest * b;
  }

  /** Adds (a + rest)(b + more). */
  public void addProduct(double a, double rest, double b, double more) {
    addProduct(a, b);
    low += Math.fma(rest, b, a * more);
  }

  /** The sum, rounded. */
  public double value() {
    return high + low;
  }

  /** What {@link #value} lost. */
  public double rest() {
    return low - (value() - high);
  }
}
