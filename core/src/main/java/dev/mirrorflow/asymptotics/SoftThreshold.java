package dev.mirrorflow.asymptotics;

/**
 * α → 0, where φ is a multiple of |θ|: η(x) = sign(x) max(|x| - β, 0). The interpolator of least ℓ1
 * norm.
 */
record SoftThreshold() implements Estimator {

  @Override
  public Moments moments(double truth, double tau, double weight) {
    double m = truth / tau;
    double l = weight / tau;
    Part up = Part.of(l - m);
    Part down = Part.of(l + m);
    double inside = 1 - up.tail() - down.tail();
    // t - θ* is τ(Z - l) above the threshold, τ(Z + l) below it and -θ* between.
    double squaredError = inside * m * m + up.square(l) + down.square(l);
    double square = up.square(l - m) + down.square(l + m);
    double size = up.distance(l - m) + down.distance(l + m);
    return new Moments(
        up.tail() + down.tail(), squaredError * tau * tau, size * tau, square * tau * tau);
  }

  /** Z above a. */
  private record Part(double a, double tail, double density) {

    static Part of(double a) {
      return new Part(a, Gaussian.tail(a), Gaussian.density(a));
    }

    /** E (Z - c)² 1{Z > a}. */
    double square(double c) {
      return (1 + c * c) * tail + (a - 2 * c) * density;
    }

    /** E (Z - c) 1{Z > a}. */
    double distance(double c) {
      return density - c * tail;
    }
  }
}
