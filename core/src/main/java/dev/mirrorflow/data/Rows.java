package dev.mirrorflow.data;

/** The rows of a matrix, one after the other. */
@FunctionalInterface
public interface Rows {

  /** Takes a row; it is copied. */
  @FunctionalInterface
  interface Taker {
    void take(double[] row);
  }

  /** Hands all rows to the taker, from the first to the last. */
  void handTo(Taker taker);
}
