package dev.mirrorflow.descent;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Draws mini-batches into one array: the current batch is {@code indices[from..to)}. */
final class BatchSampler {

  private static final long LABEL_STREAM = 0x6c6162656cL;

  private final RandomGenerator random;

  /** Apart from the batches, so that noise does not change them. */
  private final RandomGenerator labelRandom;

  private final double deviation;
  private final boolean replacement;
  private final int n;
  private final int size;
  private final int[] indices;
  private int from;
  private int to;

  BatchSampler(Batches.Mini batches, int n) {
    // Named, so that a later JDK's default generator cannot change the bits.
    var generators = RandomGeneratorFactory.of("L64X128MixRandom");
    this.random = generators.create(batches.seed());
    this.labelRandom = generators.create(batches.seed() ^ LABEL_STREAM);
    this.deviation = batches.labels().deviation();
    this.replacement = batches.replacement();
    this.n = n;
    this.size = Math.min(batches.size(), n);
    this.indices = new int[replacement ? size : n];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = i;
    }
    this.to = indices.length;
  }

  int[] indices() {
    return indices;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** Steps in an epoch. */
  int stepsPerEpoch() {
    return (n + size - 1) / size;
  }

  void next() {
    if (replacement) {
      for (int i = 0; i < size; i++) {
        indices[i] = random.nextInt(n);
      }
      return;
    }
    if (to == n) {
      shuffle();
      from = 0;
    } else {
      from = to;
    }
    to = Math.min(n, from + size);
  }

  /** Writes the labels of the current batch with fresh noise, at the places of its samples. */
  void addNoise(double[] labels, double[] noisy) {
    for (int k = from; k < to; k++) {
      noisy[indices[k]] = labels[indices[k]] + deviation * labelRandom.nextGaussian();
    }
  }

  private void shuffle() {
    for (int i = n - 1; i > 0; i--) {
      int k = random.nextInt(i + 1);
      int swap = indices[i];
      indices[i] = indices[k];
      indices[k] = swap;
    }
  }
}
