package dev.mirrorflow.design;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.LongSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  private final SparseColumns all;

  /** The same, about as many entries in each part. */
  private final List<SparseColumns> parts;

  private final double[][] partialSums;

  private SparseMatrix(int n, int d, int[] starts, int[] rows, double[] values) {
    this.n = n;
    this.d = d;
    this.starts = starts;
    this.rows = rows;
    this.values = values;
    this.all = new SparseColumns(n, 0, d, starts, rows, values);
    this.parts = parts(Long.MAX_VALUE);
    this.partialSums = new double[parts.size()][];
  }

  /**
   * All columns in parts, one behind the other, each with about as many entries; a view.
   *
   * @param most the most bytes that a part is to take, unless a column takes more
   */
  public List<SparseColumns> parts(long most) {
    int count =
        Math.clamp(
            Math.max(entries() < WORTH_SHARING ? 1 : MOST_PARTS, (bytes() - 1) / most + 1), 1, d);
    List<SparseColumns> out = new ArrayList<>();
    int from = 0;
    for (int p = 1; p <= count; p++) {
      int place = Arrays.binarySearch(starts, (int) ((long) entries() * p / count));
      int to = p == count ? d : Math.clamp(place < 0 ? -place - 1 : place, from, d);
      if (to > from) {
        out.add(new SparseColumns(n, from, to, starts, rows, values));
      }
      from = to;
    }
    return List.copyOf(out);
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

  /** X by rows, a copy of its entries. */
  public DesignMatrix byRows() {
    SparseMatrix other = transposed();
    return DesignMatrix.ofSparseRows(n, d, other.starts, other.rows, other.values);
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
    return bytes(entries(), d);
  }

  /** Bytes that so many entries in so many columns take. */
  public static long bytes(long entries, int columns) {
    return 12 * entries + 4L * (columns + 1);
  }

  /** Looks at each entry, column by column. */
  public void forEach(EntryVisitor visitor) {
    all.forEach(visitor);
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
    IntStream range = IntStream.range(0, parts.size());
    (parts.size() > 1 ? range.parallel() : range).forEach(part);
  }

  @Override
  public void multiply(double[] theta, double[] out) {
    requireLengths(theta, out);
    add(out, (part, sums) -> part.addProduct(theta, sums));
  }

  @Override
  public void multiplyGram(double[] weights, double[] p, double[] out) {
    requireLengths(weights, p);
    add(out, (part, sums) -> part.addGramProduct(weights, p, sums));
  }

  @Override
  public void multiplySizes(double[] sizes, double[] out) {
    requireLengths(sizes, out);
    add(out, (part, sums) -> part.addSizes(sizes, sums));
  }

  /** Adds columns to a sum of length n. */
  private interface Addition {
    void add(SparseColumns part, double[] sums);
  }

  private synchronized void add(double[] out, Addition addition) {
    share(p -> {
      double[] sums = p == 0 ? out : partialSums[p] == null ? new double[n] : partialSums[p];
      Arrays.fill(sums, 0);
      addition.add(parts.get(p), sums);
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
    share(p -> parts.get(p).products(r, out));
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
      out[k] = all.dot(columns[k], r);
    }
  }

  @Override
  public void multiplyFew(int[] columns, int count, double[] coefficients, double[] out) {
    Arrays.fill(out, 0);
    for (int k = 0; k < count; k++) {
      all.addColumn(columns[k], coefficients[k], out);
    }
  }

  @Override
  public void largestOfColumns(double[] sizes, double[] out) {
    requireLengths(out, sizes);
    share(p -> parts.get(p).largest(sizes, out));
  }

  @Override
  public void largestOfRows(double[] out) {
    Arrays.fill(out, 0);
    all.raiseToLargest(out);
  }

  @Override
  public void multiplySquares(double[] weights, double[] out) {
    requireLengths(weights, out);
    add(out, (part, sums) -> part.addSquares(weights, sums));
  }

  @Override
  public void squaredNorms(double[] scales, double[] out) {
    requireLengths(out, scales);
    share(p -> parts.get(p).squaredNorms(scales, out));
  }

  @Override
  public void weightedGram(double[] scales, double[] rootWeights, double[] out) {
    for (int k = 0; k < n; k++) {
      Arrays.fill(out, k + k * n, n + k * n, 0);
    }
    all.addGram(scales, rootWeights, out);
  }

  @Override
  public void residual(double[] b, double[] theta, double[] out) {
    requireLengths(theta, out);
    LongSum[] sums = new LongSum[n];
    Arrays.setAll(sums, i -> new LongSum(b[i]));
    forEach((i, j, value) -> sums[i].addProduct(value, -theta[j]));
    Arrays.setAll(out, i -> sums[i].value());
  }

  @Override
  public void multiplyTransposed(double[] r, double[] rest, double[] out, double[] sizes) {
    requireLengths(out, r);
    share(p -> parts.get(p).products(r, rest, out, sizes));
  }

  @Override
  public double productCost() {
    return 2.0 * entries();
  }

  @Override
  public double gramCost() {
    return all.gramCost();
  }
}
