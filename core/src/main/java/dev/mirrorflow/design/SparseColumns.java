package dev.mirrorflow.design;

import dev.mirrorflow.linalg.LongSum;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Neighbouring columns of a sparse X, by compressed columns: what one thread, or one machine of a
 * cluster, goes through at a time. Vectors with an entry a column are asked for at the columns' own
 * indices: those of X where they are a view of it, from 0 where they are a copy.
 *
 * <p>Threads may use it together.
 */
public final class SparseColumns implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int n;
  private final int from;
  private final int to;

  /** Entries of column j are those from starts[j] to starts[j + 1]. */
  private final int[] starts;

  private final int[] rows;
  private final double[] values;

  /** The columns [from, to) of what these arrays hold, which are not copied. */
  SparseColumns(int n, int from, int to, int[] starts, int[] rows, double[] values) {
    this.n = n;
    this.from = from;
    this.to = to;
    this.starts = starts;
    this.rows = rows;
    this.values = values;
  }

  /** The same by themselves, counted from 0. */
  public SparseColumns copy() {
    int first = starts[from];
    int last = starts[to];
    int[] own = new int[to - from + 1];
    Arrays.setAll(own, k -> starts[from + k] - first);
    return new SparseColumns(
        n,
        0,
        to - from,
        own,
        Arrays.copyOfRange(rows, first, last),
        Arrays.copyOfRange(values, first, last));
  }

  /** The samples. */
  public int rows() {
    return n;
  }

  /** The first column. */
  public int from() {
    return from;
  }

  /** The column after the last. */
  public int to() {
    return to;
  }

  /** sums += X θ over these columns. */
  public void addProduct(double[] theta, double[] sums) {
    for (int j = from; j < to; j++) {
      addColumn(j, theta[j], sums);
    }
  }

  /** sums += t x_j. */
  void addColumn(int j, double t, double[] sums) {
    if (t != 0) {
      for (int e = starts[j]; e < starts[j + 1]; e++) {
        sums[rows[e]] += values[e] * t;
      }
    }
  }

  /** sums += X diag(w) Xᵀ p over these columns, each read once. */
  public void addGramProduct(double[] weights, double[] p, double[] sums) {
    for (int j = from; j < to; j++) {
      if (weights[j] != 0) {
        addColumn(j, weights[j] * dot(j, p), sums);
      }
    }
  }

  /** sums += |X| s over these columns. */
  public void addSizes(double[] sizes, double[] sums) {
    for (int j = from; j < to; j++) {
      for (int e = starts[j]; e < starts[j + 1]; e++) {
        sums[rows[e]] += Math.abs(values[e]) * sizes[j];
      }
    }
  }

  /** sums_i += Σ_j x_ij² w_j over these columns. */
  public void addSquares(double[] weights, double[] sums) {
    for (int j = from; j < to; j++) {
      for (int e = starts[j]; e < starts[j + 1]; e++) {
        sums[rows[e]] += values[e] * values[e] * weights[j];
      }
    }
  }

  /** out_j = &lt;x_j, r&gt; for these columns. */
  public void products(double[] r, double[] out) {
    for (int j = from; j < to; j++) {
      out[j] = dot(j, r);
    }
  }

  /**
   * out_j = &lt;x_j, r + rest&gt; in twice the digits of a double, sizes_j that of |x_j| and |r|.
   */
  void products(double[] r, double[] rest, double[] out, double[] sizes) {
    for (int j = from; j < to; j++) {
      LongSum sum = new LongSum(0);
      double size = 0;
      for (int e = starts[j]; e < starts[j + 1]; e++) {
        int i = rows[e];
        sum.addProduct(r[i], rest[i], values[e]);
        size += Math.abs(r[i] * values[e]);
      }
      out[j] = sum.value();
      sizes[j] = size;
    }
  }

  /** &lt;x_j, r&gt;. */
  double dot(int j, double[] r) {
    double sum = 0;
    for (int e = starts[j]; e < starts[j + 1]; e++) {
      sum += values[e] * r[rows[e]];
    }
    return sum;
  }

  /** out_j = max_i |x_ij| s_i for these columns. */
  public void largest(double[] sizes, double[] out) {
    for (int j = from; j < to; j++) {
      double largest = 0;
      for (int e = starts[j]; e < starts[j + 1]; e++) {
        largest = Math.max(largest, Math.abs(values[e]) * sizes[rows[e]]);
      }
      out[j] = largest;
    }
  }

  /** out_j = Σ_i s_i² x_ij² for these columns. */
  public void squaredNorms(double[] scales, double[] out) {
    for (int j = from; j < to; j++) {
      double sum = 0;
      for (int e = starts[j]; e < starts[j + 1]; e++) {
        double entry = values[e] * scales[rows[e]];
        sum += entry * entry;
      }
      out[j] = sum;
    }
  }

  /** Entry (i, k), i &gt;= k, of diag(s) X diag(w) Xᵀ diag(s) over these columns is added. */
  void addGram(double[] scales, double[] rootWeights, double[] sums) {
    for (int j = from; j < to; j++) {
      for (int e = starts[j]; e < starts[j + 1]; e++) {
        int k = rows[e];
        double entry = rootWeights[j] * values[e] * scales[k];
        for (int f = e; entry != 0 && f < starts[j + 1]; f++) {
          sums[rows[f] + k * n] += entry * (rootWeights[j] * values[f] * scales[rows[f]]);
        }
      }
    }
  }

  double gramCost() {
    double flops = 0;
    for (int j = from; j < to; j++) {
      double entries = starts[j + 1] - starts[j];
      flops += 2 * entries * entries;
    }
    return flops;
  }

  /** Raises out_i to max_j |x_ij| over these columns. */
  void raiseToLargest(double[] out) {
    forEach((i, _, value) -> out[i] = Math.max(out[i], Math.abs(value)));
  }

  /** Looks at each entry, column by column. */
  void forEach(SparseMatrix.EntryVisitor visitor) {
    for (int j = from; j < to; j++) {
      for (int e = starts[j]; e < starts[j + 1]; e++) {
        visitor.visit(rows[e], j, values[e]);
      }
    }
  }
}
