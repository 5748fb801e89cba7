package dev.mirrorflow.bias;

import dev.mirrorflow.linalg.ColumnSum;
import dev.mirrorflow.linalg.LinearAlgebraBackend;

/** X Xᵀ, and the first look at X: whether all entries are finite and some are not zero. */
record GramSum() implements ColumnSum<GramSum.Part> {

  @Override
  public Part zero(int n) {
    return new Part(n);
  }

  /** n² doubles. */
  static final class Part implements ColumnSum.Part<Part> {

    private static final long serialVersionUID = 1L;

    private final double[] gram;
    private final int n;
    private int badColumn = Integer.MAX_VALUE;
    private int badRow;
    private double bad;

    Part(int n) {
      this.n = n;
      this.gram = new double[n * n];
    }

    /** Entry (i, k), i &gt;= k, at i + k n. */
    double[] gram() {
      return gram;
    }

    /** The first entry that is NaN or infinite, with its place; empty if there is none. */
    String firstBad() {
      return badColumn == Integer.MAX_VALUE
          ? ""
          : "X holds " + bad + " at row " + badRow + ", column " + badColumn + " (counted from 0)";
    }

    @Override
    public void add(int first, int count, double[] columns) {
      if (first < badColumn) {
        look(first, count, columns);
      }
      LinearAlgebraBackend.blas().dsyrk("L", "N", n, count, 1, columns, n, 1, gram, n);
    }

    private void look(int first, int count, double[] columns) {
      for (int k = 0; k < count * n; k++) {
        if (!Double.isFinite(columns[k])) {
          badColumn = first + k / n;
          badRow = k % n;
          bad = columns[k];
          return;
        }
      }
    }

    @Override
    public void merge(Part other) {
      for (int k = 0; k < gram.length; k++) {
        gram[k] += other.gram[k];
      }
      if (other.badColumn < badColumn) {
        badColumn = other.badColumn;
        badRow = other.badRow;
        bad = other.bad;
      }
    }
  }
}
