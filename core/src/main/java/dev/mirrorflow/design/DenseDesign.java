package dev.mirrorflow.design;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.LongSum;
import dev.mirrorflow.linalg.LongVectors;
import dev.mirrorflow.linalg.SharedProducts;
import dev.mirrorflow.linalg.WeightedGram;
import java.util.Arrays;

/** A {@link DesignMatrix} as a {@link Design}. */
public final class DenseDesign implements ExplicitDesign {

  /** A product reads an entry from memory in the time of so many flops of a matrix product. */
  private static final double FLOPS_AN_ENTRY = 20;

  private final DesignMatrix x;
  private final SharedProducts products;
  private final WeightedGram gram;
  private final double[] row;

  /** The columns that were asked for last, one behind the other. */
  private double[] panel = new double[0];

  private int[] inPanel = new int[0];

  /** Of X, which is shared. */
  public DenseDesign(DesignMatrix x) {
    this.x = x;
    this.products = new SharedProducts(x);
    this.gram = new WeightedGram(x);
    this.row = new double[x.columns()];
  }

  /** X as an array, a copy. */
  public static DesignMatrix arrayOf(Design x) {
    DesignMatrix array = DesignMatrix.zeros(x.rows(), x.columns());
    double[] column = new double[x.rows()];
    for (int j = 0; j < x.columns(); j++) {
      x.copyColumn(j, column);
      for (int i = 0; i < column.length; i++) {
        array.set(i, j, column[i]);
      }
    }
    return array;
  }

  @Override
  public int rows() {
    return x.rows();
  }

  @Override
  public int columns() {
    return x.columns();
  }

  @Override
  public void multiply(double[] theta, double[] out) {
    products.multiply(theta, out);
  }

  @Override
  public void multiplyTransposed(double[] r, double[] out) {
    products.multiplyTransposed(r, out);
  }

  @Override
  public void copyColumn(int j, double[] out) {
    x.copyColumn(j, out);
  }

  @Override
  public void innerProducts(int[] columns, int count, double[] r, double[] out) {
    bring(columns, count);
    for (int k = 0; k < count; k++) {
      out[k] = Kernels.dot(panel, k * r.length, r, 0, r.length);
    }
  }

  @Override
  public void multiplyFew(int[] columns, int count, double[] coefficients, double[] out) {
    bring(columns, count);
    Arrays.fill(out, 0);
    for (int k = 0; k < count; k++) {
      Kernels.axpy(coefficients[k], panel, k * out.length, out, 0, out.length);
    }
  }

  /** Copies columns, which the rows of X have far apart, next to each other. */
  private void bring(int[] columns, int count) {
    if (Arrays.equals(inPanel, 0, inPanel.length, columns, 0, count)) {
      return;
    }
    int n = x.rows();
    panel = panel.length < count * n ? new double[count * n] : panel;
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < count; k++) {
        panel[k * n + i] = x.get(i, columns[k]);
      }
    }
    inPanel = Arrays.copyOf(columns, count);
  }

  @Override
  public void multiplySizes(double[] sizes, double[] out) {
    for (int i = 0; i < out.length; i++) {
      copySizes(i);
      out[i] = Kernels.dot(row, sizes);
    }
  }

  @Override
  public void largestOfColumns(double[] sizes, double[] out) {
    Arrays.fill(out, 0);
    for (int i = 0; i < sizes.length; i++) {
      copySizes(i);
      for (int j = 0; j < out.length; j++) {
        out[j] = Math.max(out[j], row[j] * sizes[i]);
      }
    }
  }

  @Override
  public void largestOfRows(double[] out) {
    for (int i = 0; i < out.length; i++) {
      x.copyRow(i, row);
      double largest = 0;
      for (double entry : row) {
        largest = Math.max(largest, Math.abs(entry));
      }
      out[i] = largest;
    }
  }

  @Override
  public void multiplySquares(double[] weights, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x.weightedRowSquaredNorm(i, weights);
    }
  }

  @Override
  public void squaredNorms(double[] scales, double[] out) {
    Arrays.fill(out, 0);
    for (int i = 0; i < scales.length; i++) {
      x.copyRow(i, row);
      for (int j = 0; j < out.length; j++) {
        double entry = row[j] * scales[i];
        out[j] += entry * entry;
      }
    }
  }

  private void copySizes(int i) {
    x.copyRow(i, row);
    for (int j = 0; j < row.length; j++) {
      row[j] = Math.abs(row[j]);
    }
  }

  @Override
  public void weightedGram(double[] scales, double[] rootWeights, double[] out) {
    gram.compute(rootWeights, out);
    int n = scales.length;
    for (int k = 0; k < n; k++) {
      for (int i = k; i < n; i++) {
        out[i + k * n] *= scales[i] * scales[k];
      }
    }
  }

  @Override
  public void residual(double[] b, double[] theta, double[] out) {
    for (int i = 0; i < out.length; i++) {
      x.copyRow(i, row);
      LongSum sum = new LongSum(b[i]);
      for (int j = 0; j < row.length; j++) {
        sum.addProduct(row[j], -theta[j]);
      }
      out[i] = sum.value();
    }
  }

  @Override
  public void multiplyTransposed(double[] r, double[] rest, double[] out, double[] sizes) {
    double[] low = new double[out.length];
    Arrays.fill(out, 0);
    Arrays.fill(sizes, 0);
    for (int i = 0; i < r.length; i++) {
      x.copyRow(i, row);
      LongVectors.add(r[i], rest[i], row, out, low);
      for (int j = 0; j < row.length; j++) {
        sizes[j] += Math.abs(r[i] * row[j]);
      }
    }
    Kernels.axpy(1, low, out);
  }

  @Override
  public double productCost() {
    return FLOPS_AN_ENTRY * x.rows() * x.columns();
  }

  @Override
  public double gramCost() {
    return (double) x.rows() * x.rows() * x.columns();
  }
}
