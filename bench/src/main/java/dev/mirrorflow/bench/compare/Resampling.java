package dev.mirrorflow.bench.compare;

import java.util.SplittableRandom;

/** Draws with replacement, seeded. */
final class Resampling {

  private final SplittableRandom random;
  private double[] drawn = new double[0];

  Resampling(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A uniform index below the bound. */
  int index(int bound) {
    return random.nextInt(bound);
  }

  /** The median of as many iterations, drawn from these. */
  double figure(double[] iterations) {
    int n = iterations.length;
    if (n == 1) {
      return iterations[0];
    }
    if (drawn.length != n) {
      drawn = new double[n];
    }
    for (int i = 0; i < n; i++) {
      drawn[i] = iterations[random.nextInt(n)];
    }
    return ForkFigures.median(drawn);
  }
}
