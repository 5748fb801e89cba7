package dev.mirrorflow.lab.input;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.LeastSquares;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Training samples parted at random into those to descend on and those held out, each in the order
 * they had.
 */
public record HoldOut(LeastSquares training, LeastSquares heldOut) {

  /**
   * Holds a share of the samples out, to the nearest number.
   *
   * @param share between 0 and 1
   * @throws BadDataException if one of the parts would be empty
   */
  public static HoldOut of(LeastSquares problem, double share, long seed) {
    int n = problem.samples();
    int out = (int) Math.round(share * n);
    if (out < 1 || out >= n) {
      throw new BadDataException(
          "a share of %s of %d samples leaves none to hold out or none to train on; take another share"
              .formatted(share, n));
    }
    int[] order = IntStream.range(0, n).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = n - 1; i > 0; i--) {
      int k = random.nextInt(i + 1);
      int row = order[i];
      order[i] = order[k];
      order[k] = row;
    }
    Arrays.sort(order, 0, out);
    Arrays.sort(order, out, n);
    return new HoldOut(
        problem.select(Arrays.copyOfRange(order, out, n)),
        problem.select(Arrays.copyOf(order, out)));
  }
}
