package dev.mirrorflow.asymptotics;

/**
 * What an estimate t = η(θ* + τZ) of one entry θ* is in the mean over Z ~ N(0, 1).
 *
 * @param slope E η'
 * @param squaredError E (t - θ*)²
 * @param size E |t|
 * @param square E t²
 */
record Moments(double slope, double squaredError, double size, double square) {

  static final Moments NONE = new Moments(0, 0, 0, 0);

  /** These and so many times others. */
  Moments plus(double times, Moments other) {
    return new Moments(
        slope + times * other.slope,
        squaredError + times * other.squaredError,
        size + times * other.size,
        square + times * other.square);
  }
}
