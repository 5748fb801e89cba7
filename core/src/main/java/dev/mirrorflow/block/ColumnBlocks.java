package dev.mirrorflow.block;

import dev.mirrorflow.kernel.BlockKernels;
import dev.mirrorflow.kernel.CacheLine;
import dev.mirrorflow.linalg.Crew;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.Precision;

/**
 * A copy of the design matrix X (n x d) in blocks of columns, the streams of which each run through
 * all of them; the last block is filled up with zeros. Shared by any number of readers.
 *
 * @param <A> the array that X is stored in
 */
public final class ColumnBlocks<A> {

  /** With fewer rows the work around a block weighs more than the block. */
  private static final int LEAST_ROWS = 16;

  /** With more rows two blocks and the sums of their rows leave an L2 of 512 KiB by far. */
  private static final int MOST_ROWS = 4096;

  /** Rows that are copied at a time, so that each stream is written in longer pieces. */
  private static final int ROWS_COPIED = 16;

  /** Entries of X that are stored twice, 1 GiB of doubles. */
  private static final long MOST_ENTRIES = 1L << 27;

  private final BlockKernels<A> kernels;
  private final int n;
  private final int d;
  private final int start;
  private final int streams;
  private final int stream;
  private final A entries;

  /** Copies part of a row into a block. */
  private interface Put<A> {
    void put(double[] row, int from, int count, A entries, int at);
  }

  /** Makes an array. */
  private interface Make<A> {
    A ofLength(int length);
  }

  private ColumnBlocks(
      DesignMatrix x, BlockKernels<A> kernels, int start, int bytes, Make<A> make, Put<A> put) {
    this.kernels = kernels;
    this.n = x.rows();
    this.d = x.columns();
    this.start = start;
    int blocks = (d - 1) / kernels.width() + 1;
    int lanes = kernels.lanes();
    this.streams = kernels.width() / lanes;
    this.stream = blocks * n * lanes + CacheLine.APART / bytes;
    this.entries = make.ofLength(CacheLine.arrayLength(start + streams * stream, bytes));
    double[][] rows = new double[Math.min(n, ROWS_COPIED)][d];
    for (int first = 0; first < n; first += rows.length) {
      int count = Math.min(rows.length, n - first);
      for (int i = 0; i < count; i++) {
        x.copyRow(first + i, rows[i]);
      }
      for (int j = 0; j < d; j += lanes) {
        int at = at(j / kernels.width() * kernels.width()) + j / lanes % streams * stream;
        int width = Math.min(lanes, d - j);
        for (int i = 0; i < count; i++) {
          put.put(rows[i], j, width, entries, at + (first + i) * lanes);
        }
      }
    }
  }

  /**
   * Whether blocks may serve descents on X better than its rows: for an X that is not so flat that
   * a block is little work, nor so tall that a block leaves the cache, nor so large that it should
   * not be stored twice. Looks at the shape and the size of the heap.
   */
  public static boolean suit(DesignMatrix x) {
    return !x.isSparse()
        && x.rows() >= LEAST_ROWS
        && x.rows() <= MOST_ROWS
        && (long) x.rows() * x.columns() <= MOST_ENTRIES
        && x.bytes() <= Runtime.getRuntime().maxMemory() / 4;
  }

  /** Copies X, in its precision. 2nd entries of traffic. */
  public static ColumnBlocks<?> of(DesignMatrix x) {
    return x.precision() == Precision.DOUBLE
        ? new ColumnBlocks<double[]>(
            x,
            BlockKernels.doubles(),
            CacheLine.FIRST_DOUBLE,
            Double.BYTES,
            double[]::new,
            (row, from, count, entries, at) -> System.arraycopy(row, from, entries, at, count))
        : new ColumnBlocks<float[]>(
            x,
            BlockKernels.singles(),
            CacheLine.FIRST_FLOAT,
            Float.BYTES,
            float[]::new,
            ColumnBlocks::putSingle);
  }

  private static void putSingle(double[] row, int from, int count, float[] entries, int at) {
    for (int k = 0; k < count; k++) {
      entries[at + k] = (float) row[from + k];
    }
  }

  /** Work space for passes over X by the thread that asks for them. */
  public BlockPass<A> pass() {
    return pass(new Crew(1));
  }

  /** Work space for passes over X on the threads of a crew. */
  public BlockPass<A> pass(Crew crew) {
    return new BlockPass<>(this, crew);
  }

  /** n, the number of samples. */
  public int rows() {
    return n;
  }

  /** d, the number of features. */
  public int columns() {
    return d;
  }

  BlockKernels<A> kernels() {
    return kernels;
  }

  A entries() {
    return entries;
  }

  /** Where the block begins whose first column is j, a multiple of the width. */
  int at(int j) {
    return start + j / streams * n;
  }

  /** Entries from one stream of a block to its next. */
  int stream() {
    return stream;
  }
}
