package dev.mirrorflow.descent;

import dev.mirrorflow.error.BadDataException;

/** Which samples a gradient is taken over. */
public sealed interface Batches {

  /** All n samples at each step. */
  record Full() implements Batches {}

  /**
   * Mini-batches of {@code size} samples drawn by a seeded generator: independently with
   * replacement, or, without, from a shuffled order that is drawn anew each epoch (the last batch
   * of an epoch may be smaller). The size must be at least 1.
   */
  record Mini(int size, boolean replacement, long seed) implements Batches {
    public Mini {
      if (size < 1) {
        throw new BadDataException("the batch size must be at least 1, not " + size);
      }
    }
  }
}
