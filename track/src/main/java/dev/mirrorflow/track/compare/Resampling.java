package dev.mirrorflow.track.compare;

import java.util.Arrays;

/**
 * Draws with replacement, seeded: the numbers of {@link java.util.SplittableRandom}, computed here,
 * since these loops are what a comparison spends its time on.
 */
final class Resampling {

  /** The odd number nearest to 2⁶⁴ over the golden ratio. */
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** With so many values their counts, and the sums of these, fit the bytes of a long. */
  private static final int BYTES = 8;

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private long seed;
  private int[] counts = new int[0];

  Resampling(long seed) {
    this.seed = seed;
  }

  /** A uniform index below the bound, up to a bias of bound / 2³². */
  int index(int bound) {
    return index(seed += GOLDEN_GAMMA, bound);
  }

  /** Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014), mix32. */
  private static int index(long state, int bound) {
    long z = (state ^ state >>> 33) * 0x62A9D9ED799705F5L;
    z = (z ^ z >>> 28) * 0xCB24D0A5C88C35B3L;
    return (int) ((z >>> 32) * bound >>> 32);
  }

  /** The median of as many values as there are, drawn from them; they come in ascending order. */
  double median(double[] sorted) {
    int n = sorted.length;
    if (n == 1) {
      return sorted[0];
    }
    return n <= BYTES ? medianOfFew(sorted) : medianOfMany(sorted);
  }

  private double medianOfFew(double[] sorted) {
    int n = sorted.length;
    long state = seed;
    long drawn = 0;
    for (int i = 0; i < n; i++) {
      state += GOLDEN_GAMMA;
      drawn += 1L << (index(state, n) << 3);
    }
    seed = state;
    // Byte i of the product: how many of the values up to i were drawn.
    long upTo = drawn * ONES;
    double upper = sorted[first(upTo, n / 2)];
    return n % 2 == 1 ? upper : (sorted[first(upTo, (n - 1) / 2)] + upper) / 2;
  }

  /** The first byte of more than the rank, which the others behind it are too. */
  private static int first(long upTo, int rank) {
    return Long.numberOfTrailingZeros(upTo + (Byte.MAX_VALUE - rank) * ONES & HIGH_BITS) >> 3;
  }

  private double medianOfMany(double[] sorted) {
    int n = sorted.length;
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
