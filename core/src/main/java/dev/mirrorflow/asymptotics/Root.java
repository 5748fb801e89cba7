package dev.mirrorflow.asymptotics;

import java.util.function.DoubleUnaryOperator;

/** A zero of a function that changes its sign once, by the method of Chandrupatla (1997). */
final class Root {

  private static final int STEPS = 200;

  private Root() {}

  /**
   * To rounding.
   *
   * @param atA f(a), of another sign than f(b)
   */
  static double between(DoubleUnaryOperator f, double a, double atA, double b, double atB) {
    double x = b;
    double fx = atB;
    double other = a;
    double fOther = atA;
    double part = 0.5;
    for (int k = 0; k < STEPS && fx != 0; k++) {
      double next = x + part * (other - x);
      double fNext = f.applyAsDouble(next);
      double third;
      double fThird;
      if (Math.signum(fNext) == Math.signum(fx)) {
        third = x;
        fThird = fx;
      } else {
        third = other;
        fThird = fOther;
        other = x;
        fOther = fx;
      }
      x = next;
      fx = fNext;
      double best = Math.abs(fx) < Math.abs(fOther) ? x : other;
      double tolerance = Math.ulp(best) / Math.abs(other - x);
      if (tolerance > 0.5) {
        return best;
      }
      double xi = (x - other) / (third - other);
      double phi = (fx - fOther) / (fThird - fOther);
      part =
          phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi
              ? fx / (fOther - fx) * fThird / (fOther - fThird)
                  + (third - x) / (other - x) * fx / (fThird - fx) * fOther / (fThird - fOther)
              : 0.5;
      part = Math.clamp(part, tolerance, 1 - tolerance);
    }
    return x;
  }
}
