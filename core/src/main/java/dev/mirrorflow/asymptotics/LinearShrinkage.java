package dev.mirrorflow.asymptotics;

/** α → ∞, where φ is a square: η(x) = x/(1 + β). The interpolator of least ℓ2 norm. */
record LinearShrinkage() implements Estimator {

  @Override
  public Moments moments(double truth, double tau, double weight) {
    double slope = 1 / (1 + weight);
    double bias = weight * slope * truth;
    double spread = slope * tau;
    double center = slope * truth;
    double ratio = center / spread;
    double size = spread * (2 * Gaussian.density(ratio) + ratio * (1 - 2 * Gaussian.tail(ratio)));
    return new Moments(
        slope, bias * bias + spread * spread, size, center * center + spread * spread);
  }
}
