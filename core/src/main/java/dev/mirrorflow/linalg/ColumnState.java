package dev.mirrorflow.linalg;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Numbers that are kept for each of some columns of X next to each other: pieces of a few vectors
 * of length d. Threads may use it together, each on columns of its own.
 */
public final class ColumnState implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int from;
  private final double[][] vectors;

  /**
   * For the columns [from, to).
   *
   * @param start what all entries of each vector are at first
   */
  public ColumnState(int from, int to, double... start) {
    this.from = from;
    this.vectors = new double[start.length][to - from];
    for (int v = 0; v < start.length; v++) {
      Arrays.fill(vectors[v], start[v]);
    }
  }

  private ColumnState(ColumnState other) {
    this.from = other.from;
    this.vectors = new double[other.vectors.length][];
    for (int v = 0; v < vectors.length; v++) {
      vectors[v] = other.vectors[v].clone();
    }
  }

  /** The same numbers, to be changed without changing these. */
  public ColumnState copy() {
    return new ColumnState(this);
  }

  /**
   * Copies entries of a vector out, the rest of {@code out} being set to 0.
   *
   * @param first index of the first column in X
   */
  public void get(int vector, int first, int count, double[] out) {
    System.arraycopy(vectors[vector], first - from, out, 0, count);
    Arrays.fill(out, count, out.length, 0);
  }

  /**
   * Sets entries of a vector.
   *
   * @param first index of the first column in X
   */
  public void put(int vector, int first, int count, double[] values) {
    System.arraycopy(values, 0, vectors[vector], first - from, count);
  }
}
