package dev.mirrorflow.bias;

import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnSum;
import dev.mirrorflow.linalg.LinearAlgebraBackend;

/**
 * A Aᵀ, and what is to be known of X: whether all entries are finite, and how large rows and
 * columns are.
 */
record GramSum(RowChoice rows) implements ColumnSum<GramSum.Part> {

  @Override
  public Part zero(int n) {
    return new Part(rows, n);
  }

  /** n² of A, n and a few more doubles. */
  static final class Part implements ColumnSum.Part<Part> {

    private static final long serialVersionUID = 1L;

    private final double[] gram;
    private final double[] rowSizes;
    private double leastColumn = Double.POSITIVE_INFINITY;
    private double mostColumn;
    private int badColumn = Integer.MAX_VALUE;
    private int badRow;
    private double bad;

    private final transient RowChoice rows;
    private final transient double[] chosen;

    Part(RowChoice rows, int n) {
      this.rows = rows;
      gram = new double[rows.size() * rows.size()];
      rowSizes = new double[n];
      chosen = new double[rows.size() * ColumnPass.CHUNK];
    }

    /** Entry (i, k), i &gt;= k, at i + k n. */
    double[] gram() {
      return gram;
    }

    /** The largest entry of each row of X. */
    double[] rowSizes() {
      return rowSizes;
    }

    /** The smallest and the largest of the largest entries of the columns of X, 0 not counted. */
    double[] columnSizes() {
      return new double[] {leastColumn, mostColumn};
    }

    /** The first entry that is NaN or infinite, with its place; empty if there is none. */
    String firstBad() {
      return badColumn == Integer.MAX_VALUE
          ? ""
          : "X holds " + bad + " at row " + badRow + ", column " + badColumn + " (counted from 0)";
    }

    @Override
    public void add(int first, int count, double[] columns) {
      for (int k = 0; k < count; k++) {
        look(first + k, columns, k * rowSizes.length);
      }
      rows.choose(count, columns, chosen);
      int n = rows.size();
      LinearAlgebraBackend.blas().dsyrk("L", "N", n, count, 1, chosen, n, 1, gram, n);
    }

    private void look(int column, double[] columns, int from) {
      double most = 0;
      for (int i = 0; i < rowSizes.length; i++) {
        double size = Math.abs(columns[from + i]);
        most = Math.max(most, size);
        rowSizes[i] = Math.max(rowSizes[i], size);
        if (!Double.isFinite(size) && column < badColumn) {
          badColumn = column;
          badRow = i;
          bad = columns[from + i];
        }
      }
      if (most > 0) {
        leastColumn = Math.min(leastColumn, most);
        mostColumn = Math.max(mostColumn, most);
      }
    }

    @Override
    public void merge(Part other) {
      for (int k = 0; k < gram.length; k++) {
        gram[k] += other.gram[k];
      }
      for (int i = 0; i < rowSizes.length; i++) {
        rowSizes[i] = Math.max(rowSizes[i], other.rowSizes[i]);
      }
      leastColumn = Math.min(leastColumn, other.leastColumn);
      mostColumn = Math.max(mostColumn, other.mostColumn);
      if (other.badColumn < badColumn) {
        badColumn = other.badColumn;
        badRow = other.badRow;
        bad = other.bad;
      }
    }
  }
}
