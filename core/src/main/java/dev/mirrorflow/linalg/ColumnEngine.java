package dev.mirrorflow.linalg;

/**
 * Makes sums over the columns of an X (n x d), and keeps a state of them, on one machine or on
 * many.
 */
public interface ColumnEngine {

  /** n, the number of samples. */
  int rows();

  /** d, the number of features. */
  int columns();

  /** What to call X in a complaint. */
  String name();

  /**
   * Goes over all columns once.
   *
   * @return the sum, added up in an order that no number of threads or machines' speed changes
   * @throws dev.mirrorflow.error.BadDataException if X cannot be read
   */
  <P extends ColumnSum.Part<P>> P sum(ColumnSum<P> what);

  /**
   * Begins a state of the columns: some vectors of length d.
   *
   * @param start what all entries of each vector are at first
   */
  ColumnStates states(double... start);

  /** How many sums were made so far, those with a state included. */
  int passes();
}
