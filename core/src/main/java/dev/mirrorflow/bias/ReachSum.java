package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnSum;

/**
 * max |Xᵀc|.
 *
 * @param c length n
 */
record ReachSum(double[] c) implements ColumnSum<ReachSum.Part> {

  @Override
  public Part zero(int n) {
    return new Part(c);
  }

  /** One number. */
  static final class Part implements ColumnSum.Part<Part> {

    private static final long serialVersionUID = 1L;

    private final double[] c;
    private final transient double[] products = new double[ColumnPass.CHUNK];
    private double largest;

    Part(double[] c) {
      this.c = c;
    }

    double largest() {
      return largest;
    }

    @Override
    public void add(int first, int count, double[] columns) {
      Kernels.multiplyRows(columns, 0, c.length, count, c, products, 0);
      for (int k = 0; k < count; k++) {
        largest = Math.max(largest, Math.abs(products[k]));
      }
    }

    @Override
    public void merge(Part other) {
      largest = Math.max(largest, other.largest);
    }
  }
}
