package dev.mirrorflow.linalg;

/** The state of all columns of an X, kept where the columns are; made by a {@link ColumnEngine}. */
public interface ColumnStates extends AutoCloseable {

  /**
   * Goes over all columns once and takes their state on to the next.
   *
   * @return the sum, added up in the order of {@link ColumnEngine#sum}; it belongs to the caller
   * @throws dev.mirrorflow.error.BadDataException if X cannot be read
   */
  <P extends ColumnSum.Part<P>> P step(ColumnStep<P> what);

  /** Forgets the state. */
  @Override
  void close();
}
