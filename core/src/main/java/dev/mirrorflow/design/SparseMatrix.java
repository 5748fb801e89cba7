package dev.mirrorflow.design;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.LongSum;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * A sparse design matrix X by compressed columns (CSC): of each column the rows that it has entries
 * in, rising, and their values. 12 bytes an entry. A product costs 2 flops an entry and is shared
 * by the threads of the common pool; its sums have an order that depends on X alone.
 */
public final class SparseMatrix implements ExplicitDesign {

  /** Below so many entries a product is made by the caller alone. */
  private static final int WORTH_SHARING = 1 << 16;

  private static final int MOST_PARTS = 16;

  private final int n;
  private final int d;
  private final int[] starts;
  private final int[] rows;
  private final double[] values;

  /** Columns [parts[p], parts[p + 1]) are those of part p: about as many entries in each. */
  private final int[] parts;

  private final double[][] partialSums;

  private SparseMatrix(int n, int d, int[] starts, int[] rows, double[] values) {
    this.n = n;
    this.d = d;
    this.starts = starts;
    this.rows = rows;
    this.values = values;
    this.parts = parts();
    this.partialSums = new double[parts.length - 1][];
  }

  private int[] parts() {
    int entries = starts[d];
    int count = entries < WORTH_SHARING ? 1 : MOST_PARTS;
    int[] out = new int[count + 1];
    for (int p = 1; p < count; p++) {
      int place = Arrays.binarySearch(starts, (int) ((long) entries * p / count));
      out[p] = Math.max(out[p - 1], Math.min(d, place < 0 ? -place - 1 : place));
    }
    out[count] = d;
    return out;
  }

  /**
   * A matrix by compressed columns.
   *
   * @param starts where the entries of each column start in the other two, length d + 1; not copied
   * @param rows the row of each entry, from 0; not copied
   * @param values the value of each entry; not copied
   * @throws BadDataException if n or d is below 1, the columns do not lie one behind the other, the
   *     rows of a column do not rise or leave X, or a value is NaN or infinite
   */
  public static SparseMatrix ofColumns(int n, int d, int[] starts, int[] rows, double[] values) {
    requireShape(n, d);
    if (starts.length != d + 1
        || starts[0] != 0
        || starts[d] > rows.length
        || starts[d] > values.length) {
      throw new BadDataException(
          "the column pointers of a sparse X with %d columns do not fit its %d entries"
              .formatted(d, values.length));
    }
    for (int j = 0; j < d; j++) {
      if (starts[j + 1] < starts[j] || starts[j + 1] > starts[d]) {
        throw new BadDataException("the pointer of column " + (j + 1) + " of a sparse X falls");
      }
      int last = -1;
      for (int e = starts[j]; e < starts[j + 1]; e++) {
        if (rows[e] <= last || rows[e] >= n) {
          throw new BadDataException(
              "column %d of a sparse X names row %d after row %d; rows are to rise and stay below %d"
                  .formatted(j, rows[e], last, n));
        }
        last = rows[e];
        requireFinite(values[e], rows[e], j);
      }
    }
    return new SparseMatrix(n, d, starts, rows, values);
  }

  /**
   * A matrix from its entries in any order; those in the same place are added up, in their order.
   *
   * @param count how many entries of the three arrays count
   * @param rows the row of each entry, from 0
   * @param columns its column, from 0
   * @param values its value
   * @throws BadDataException as {@link #ofEntries(int, int, Entries)}
   */
  public static SparseMatrix ofEntries(
      int n, int d, int count, int[] rows, int[] columns, double[] values) {
    return ofEntries(
        n,
        d,
        visitor -> {
          for (int e = 0; e < count; e++) {
            visitor.visit(rows[e], columns[e], values[e]);
          }
        });
  }

  /**
   * A matrix from its entries in any order; those in the same place are added up, in their order.
   * They are gone through twice, and besides them 12 bytes an entry are in memory.
   *
   * @throws BadDataException if n or d is below 1, an entry lies outside, a value or sum is NaN or
   *     infinite, or there are more entries than an array holds
   */
  public static SparseMatrix ofEntries(int n, int d, Entries entries) {
    requireShape(n, d);
    ColumnCompression columns = new ColumnCompression(n, d, entries);
    return new SparseMatrix(n, d, columns.starts(), columns.rows(), columns.values());
  }

  private static void requireShape(int n, int d) {
    if (n < 1 || d < 1) {
      throw new BadDataException(
          "X has shape " + n + " x " + d + "; at least one sample and one feature are needed");
    }
  }

  /**
   * A matrix with the entries of another that are not 0.
   *
   * @throws BadDataException as {@link #ofEntries(int, int, Entries)}
   */
  public static SparseMatrix ofNonZeros(DesignMatrix x) {
    double[] row = new double[x.columns()];
    return ofEntries(
        x.rows(),
        x.columns(),
        visitor -> {
          for (int i = 0; i < x.rows(); i++) {
            x.copyRow(i, row);
            for (int j = 0; j < row.length; j++) {
              if (row[j] != 0) {
                visitor.visit(i, j, row[j]);
              }
            }
          }
        });
  }

  /** Xᵀ, d x n, a copy. */
  public SparseMatrix transposed() {
    return ofEntries(d, n, visitor -> forEach((i, j, value) -> visitor.visit(j, i, value)));
  }

  static void requireFinite(double value, int i, int j) {
    if (!Double.isFinite(value)) {
      throw new BadDataException(
          "X holds "
              + value
              + " at row "
              + i
              + ", column "
              + j
              + " (counted from 0); remove or impute it");
    }
  }

  @Override
  public int rows() {
    return n;
  }

  @Override
  public int columns() {
    return d;
  }

  /** The number of entries that are kept, zeros among them included. */
  public int entries() {
    return starts[d];
  }

  /** Bytes that the entries take. */
  public long bytes() {
    return 12L * entries() + 4L * (d + 1);
  }

  /** Looks at each entry, column by column. */
  public void forEach(EntryVisitor visitor) {
    for (int j = 0; j < d; j++) {
      for (int e = starts[j]; e < starts[j + 1]; e++) {
        visitor.visit(rows[e], j, values[e]);
      }
    }
  }

  /** Entries of a matrix, in any order. */
  @FunctionalInterface
  public interface Entries {

    /** Shows each of them, in the same order whenever it is asked. */
    void forEach(EntryVisitor visitor);
  }

  /** Takes an entry. */
  @FunctionalInterface
  public interface EntryVisitor {

    /** The entry of sample i, feature j, both from 0. */
    void visit(int i, int j, double value);
  }

  private void share(IntConsumer part) {
    IntStream range = IntStream.range(0, parts.length - 1);
    (parts.length > 2 ? range.parallel() : range).forEach(part);
  }

  @Override
  public void multiply(double[] theta, double[] out) {
    requireLengths(theta, out);
    add(
        out,
        (p, sums) -> {
          for (int j = parts[p]; j < parts[p + 1]; j++) {
            double t = theta[j];
            if (t != 0) {
              for (int e = starts[j]; e < starts[j + 1]; e++) {
                sums[rows[e]] += values[e] * t;
              }
            }
          }
        });
  }

  @Override
  public void multiplySizes(double[] sizes, double[] out) {
    requireLengths(sizes, out);
    add(
        out,
        (p, sums) -> {
          for (int j = parts[p]; j < parts[p + 1]; j++) {
            for (int e = starts[j]; e < starts[j + 1]; e++) {
              sums[rows[e]] += Math.abs(values[e]) * sizes[j];
            }
          }
        });
  }

  /** Adds the columns of a part to a sum of length n. */
  private interface Part {
    void addTo(int p, double[] sums);
  }

  private synchronized void add(double[] out, Part part) {
    share(p -> {
      double[] sums = p == 0 ? out : partialSums[p] == null ? new double[n] : partialSums[p];
      Arrays.fill(sums, 0);
      part.addTo(p, sums);
      partialSums[p] = sums;
    });
    for (int p = 1; p < partialSums.length; p++) {
      for (int i = 0; i < n; i++) {
        out[i] += partialSums[p][i];
      }
    }
  }

  @Override
  public void multiplyTransposed(double[] r, double[] out) {
    requireLengths(out, r);
    share(p -> {
      for (int j = parts[p]; j < parts[p + 1]; j++) {
        out[j] = dot(j, r);
      }
    });
  }

  private double dot(int j, double[] r) {
    double sum = 0;
    for (int e = starts[j]; e < starts[j + 1]; e++) {
      sum += values[e] * r[rows[e]];
    }
    return sum;
  }

  private void requireLengths(double[] perFeature, double[] perSample) {
    if (perFeature.length != d || perSample.length != n) {
      throw new IllegalArgumentException(
          "X is %d x %d, but the vectors have %d samples and %d features"
              .formatted(n, d, perSample.length, perFeature.length));
    }
  }

  @Override
  public void copyColumn(int j, double[] out) {
    Arrays.fill(out, 0);
    for (int e = starts[j]; e < starts[j + 1]; e++) {
      out[rows[e]] = values[e];
    }
  }

  @Override
  public void innerProducts(int[] columns, int count, double[] r, double[] out) {
    for (int k = 0; k < count; k++) {
      out[k] = dot(columns[k], r);
    }
  }

  @Override
  public void largestOfColumns(double[] sizes, double[] out) {
    requireLengths(out, sizes);
    share(p -> {
      for (int j = parts[p]; j < parts[p + 1]; j++) {
        double largest = 0;
        for (int e = starts[j]; e < starts[j + 1]; e++) {
          largest = Math.max(largest, Math.abs(values[e]) * sizes[rows[e]]);
        }
        out[j] = largest;
      }
    });
  }

  @Override
  public void largestOfRows(double[] out) {
    Arrays.fill(out, 0);
    for (int e = 0; e < starts[d]; e++) {
      out[rows[e]] = Math.max(out[rows[e]], Math.abs(values[e]));
    }
  }

  @Override
  public void multiplySquares(double[] weights, double[] out) {
    requireLengths(weights, out);
    add(
        out,
        (p, sums) -> {
          for (int j = parts[p]; j < parts[p + 1]; j++) {
            for (int e = starts[j]; e < starts[j + 1]; e++) {
              sums[rows[e]] += values[e] * values[e] * weights[j];
            }
          }
        });
  }

  @Override
  public void squaredNorms(double[] scales, double[] out) {
    for (int j = 0; j < d; j++) {
      double sum = 0;
      for (int e = starts[j]; e < starts[j + 1]; e++) {
        double entry = values[e] * scales[rows[e]];
        sum += entry * entry;
      }
      out[j] = sum;
    }
  }

  @Override
  public void weightedGram(double[] scales, double[] rootWeights, double[] out) {
    for (int k = 0; k < n; k++) {
      Arrays.fill(out, k + k * n, n + k * n, 0);
    }
    for (int j = 0; j < d; j++) {
      for (int e = starts[j]; e < starts[j + 1]; e++) {
        int k = rows[e];
        double entry = rootWeights[j] * values[e] * scales[k];
        for (int f = e; entry != 0 && f < starts[j + 1]; f++) {
          out[rows[f] + k * n] += entry * (rootWeights[j] * values[f] * scales[rows[f]]);
        }
      }
    }
  }

  @Override
  public void residual(double[] b, double[] theta, double[] out) {
    requireLengths(theta, out);
    LongSum[] sums = new LongSum[n];
    Arrays.setAll(sums, i -> new LongSum(b[i]));
    for (int j = 0; j < d; j++) {
      for (int e = starts[j]; e < starts[j + 1]; e++) {
        sums[rows[e]].addProduct(values[e], -theta[j]);
      }
    }
    Arrays.setAll(out, i -> sums[i].value());
  }

  @Override
  public double productFlops() {
    return 2.0 * entries();
  }

  @Override
  public double gramFlops() {
    double flops = 0;
    for (int j = 0; j < d; j++) {
      double entries = starts[j + 1] - starts[j];
      flops += 2 * entries * entries;
    }
    return flops;
  }
}
