package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnSum;

/**
 * What is left of the rows of X when combinations of those of A are taken from them, and whether
 * that is rounding.
 *
 * @param a the independent rows
 * @param others the rows that may depend on them
 * @param combinations for each of {@code others} how much of each row of A is taken
 */
record DependenceSum(RowChoice a, RowChoice others, double[][] combinations)
    implements ColumnSum<DependenceSum.Part> {

  @Override
  public Part zero(int n) {
    return new Part(this);
  }

  /** A number for each pair of rows and one. */
  static final class Part implements ColumnSum.Part<Part> {

    private static final long serialVersionUID = 1L;

    private final double[][] products;
    private double largest;

    private final transient DependenceSum what;
    private final transient double[] a;
    private final transient double[] other;
    private final transient double[] column;

    Part(DependenceSum what) {
      this.what = what;
      products = new double[what.others.size()][what.a.size()];
      a = new double[what.a.size() * ColumnPass.CHUNK];
      other = new double[what.others.size() * ColumnPass.CHUNK];
      column = new double[what.a.size()];
    }

    /** A times what is left of each row. */
    double[][] products() {
      return products;
    }

    /** The largest entry of what is left, relative to the terms of the sum. */
    double largest() {
      return largest;
    }

    @Override
    public void add(int first, int count, double[] columns) {
      what.a.choose(count, columns, a);
      what.others.choose(count, columns, other);
      for (int k = 0; k < count; k++) {
        System.arraycopy(a, k * column.length, column, 0, column.length);
        for (int i = 0; i < products.length; i++) {
          addEntry(i, other[k * products.length + i]);
        }
      }
    }

    private void addEntry(int i, double entry) {
      double left = entry;
      double terms = Math.abs(entry);
      for (int k = 0; k < column.length; k++) {
        double term = what.combinations[i][k] * column[k];
        left -= term;
        terms += Math.abs(term);
      }
      if (left != 0) {
        largest = Math.max(largest, Math.abs(left) / terms);
      }
      Kernels.axpy(left, column, products[i]);
    }

    @Override
    public void merge(Part other) {
      largest = Math.max(largest, other.largest);
      for (int i = 0; i < products.length; i++) {
        Kernels.axpy(1, other.products[i], products[i]);
      }
    }
  }
}
