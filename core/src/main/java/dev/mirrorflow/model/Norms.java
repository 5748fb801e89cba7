package dev.mirrorflow.model;

import dev.mirrorflow.kernel.Kernels;

/** Norms of a vector of any length; they allocate nothing and cost one pass over it. */
public final class Norms {

  /** Between these, no square that counts has overflowed or underflowed. */
  private static final double LEAST = 1e-140;

  private static final double MOST = 1e150;

  private Norms() {}

  /** ‖a‖₁ = Σ |a_j|. */
  public static double l1(double[] a) {
    double sum = 0;
    for (double value : a) {
      sum += Math.abs(value);
    }
    return sum;
  }

  /** ‖a‖₂ = √Σ a_j², also where the squares overflow or underflow. */
  public static double l2(double[] a) {
    double norm = Math.sqrt(Kernels.squaredNorm(a));
    return norm > LEAST && norm < MOST ? norm : ofScaled(a, norm);
  }

  private static double ofScaled(double[] a, double norm) {
    double largest = max(a);
    if (largest == 0 || !(largest <= Double.MAX_VALUE)) {
      return norm;
    }
    int exponent = Math.getExponent(largest);
    double sum = 0;
    for (double value : a) {
      double scaled = Math.scalb(value, -exponent);
      sum += scaled * scaled;
    }
    return Math.scalb(Math.sqrt(sum), exponent);
  }

  /** max |a_j|, 0 for an empty vector; NaN if an entry is. */
  public static double max(double[] a) {
    double max = 0;
    for (double value : a) {
      max = Math.max(max, Math.abs(value));
    }
    return max;
  }

  /** ‖a - b‖₂ relative to ‖b‖₂, absolute if b = 0. Allocates d doubles. */
  public static double relativeDistance(double[] a, double[] b) {
    double[] difference = a.clone();
    Kernels.axpy(-1, b, difference);
    double scale = l2(b);
    return l2(difference) / (scale > 0 ? scale : 1);
  }
}
