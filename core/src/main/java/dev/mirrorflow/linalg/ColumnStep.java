package dev.mirrorflow.linalg;

import java.io.Serializable;

/**
 * A {@link ColumnSum} over columns that have a state, which is changed on the way: what to do with
 * some columns and their state, to be sent to where both are. What becomes of the state of a column
 * must depend on that column, its state and this alone, and this must not change, as a cluster may
 * do it twice, the second time when later steps have been made.
 *
 * @param <P> what the sum is, for some of the columns or for all
 */
@FunctionalInterface
public interface ColumnStep<P extends ColumnSum.Part<P>> extends Serializable {

  /**
   * A sum over no column yet, for an X of n rows.
   *
   * @param state of at least the columns that will be added, to be read and changed as they are
   */
  P zero(int n, ColumnState state);
}
