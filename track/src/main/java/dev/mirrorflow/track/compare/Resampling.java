package dev.mirrorflow.track.compare;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws with replacement, seeded. */
final class Resampling {

  private final SplittableRandom random;
  private int[] counts = new int[0];

  Resampling(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A uniform index below the bound, up to a bias of bound / 2³². */
  int index(int bound) {
    return (int) ((random.nextInt() & 0xFFFF_FFFFL) * bound >>> 32);
  }

  /** The median of as many values as there are, drawn from them; they come in ascending order. */
  double median(double[] sorted) {
    int n = sorted.length;
    if (n == 1) {
      return sorted[0];
    }
    if (counts.length != n) {
      counts = new int[n];
    }
    Arrays.fill(counts, 0);
    for (int i = 0; i < n; i++) {
      counts[index(n)]++;
    }
    return (drawn(sorted, (n - 1) / 2) + drawn(sorted, n / 2)) / 2;
  }

  /** The drawn value of this rank, from 0. */
  private double drawn(double[] sorted, int rank) {
    int value = 0;
    int below = counts[0];
    while (below <= rank) {
      below += counts[++value];
    }
    return sorted[value];
  }
}
