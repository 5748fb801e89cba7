package dev.mirrorflow.linalg;

import java.io.Serializable;

/**
 * Something that is a sum over the columns of X, such as Xθ or X diag(w) Xᵀ: what to add up, to be
 * sent to where the columns are.
 *
 * @param <P> what the sum is, for some of the columns or for all
 */
public interface ColumnSum<P extends ColumnSum.Part<P>> extends Serializable {

  /** A sum over no column yet, for an X of n rows. */
  P zero(int n);

  /** The sum over some of the columns; used by one thread at a time. */
  interface Part<P> extends Serializable {

    /**
     * Adds columns.
     *
     * @param first index of the first in X
     * @param count how many, at most {@link ColumnPass#CHUNK}
     * @param columns entry i of column first + k at k n + i; may be overwritten
     */
    void add(int first, int count, double[] columns);

    /** Adds the sum over other columns, which is not used any more. */
    void merge(P other);
  }
}
