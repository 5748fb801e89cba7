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
  record Mini(int size, boolean replacement, long seed, LabelNoise labels) implements Batches {
    public Mini {
      if (size < 1) {
        throw new BadDataException("the batch size must be at least 1, not " + size);
      }
    }

    /** With the labels as they are. */
    public Mini(int size, boolean replacement, long seed) {
      this(size, replacement, seed, LabelNoise.NONE);
    }

    /** The same batches with noise on their labels. */
    public Mini with(LabelNoise noise) {
      return new Mini(size, replacement, seed, noise);
    }
  }

  /**
   * Independent N(0, δ²) added to the labels that the gradients see, drawn anew at each of the
   * first {@code steps} steps; a sample that is twice in a batch has one label there. The loss
   * reported and stopped at is that of the true labels.
   *
   * @param deviation δ, 0 or positive
   * @param steps how long
   */
  record LabelNoise(double deviation, long steps) {

    /** No noise. */
    public static final LabelNoise NONE = new LabelNoise(0, 0);

    public LabelNoise {
      if (!(deviation >= 0) || Double.isInfinite(deviation) || steps < 0) {
        throw new BadDataException(
            "the label noise and its steps must be 0 or positive and finite, not "
                + deviation
                + " and "
                + steps);
      }
    }
  }
}
