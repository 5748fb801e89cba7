package dev.mirrorflow.linalg;

import java.io.Serializable;

/**
 * Takes a vector of length d in pieces, from any number of threads in any order, and perhaps the
 * same piece twice; made where the columns are.
 */
@FunctionalInterface
public interface ColumnSink extends Serializable {

  /** Forgets what it is given. */
  ColumnSink NONE = (_, _, _) -> {};

  /**
   * Takes entries first, ..., first + count - 1 of the vector.
   *
   * @param values the entries, at 0 and on; to be copied
   * @throws dev.mirrorflow.error.BadDataException if they cannot be kept
   */
  void take(int first, int count, double[] values);
}
