package dev.mirrorflow.linalg;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A vector of length d that is known where the columns of X are, in pieces: asked for by any number
 * of threads, any piece any number of times.
 */
public interface ColumnVector extends Serializable {

  /**
   * Copies entries first, ..., first + count - 1 out.
   *
   * @param out receives them, at 0 and on
   * @throws dev.mirrorflow.error.BadDataException if they cannot be read
   */
  void copy(int first, int count, double[] out);

  /** A vector of the same number in all entries. */
  record Constant(double value) implements ColumnVector {

    @Override
    public void copy(int first, int count, double[] out) {
      Arrays.fill(out, 0, count, value);
    }
  }

  /** A vector in memory, not copied; it is sent to where the columns are as a whole. */
  static ColumnVector of(double[] values) {
    return (first, count, out) -> System.arraycopy(values, first, out, 0, count);
  }
}
