package dev.mirrorflow.design;

import dev.mirrorflow.error.BadDataException;
import java.util.Arrays;

/**
 * Brings entries in any order into compressed columns: they are counted, laid into their columns,
 * and only columns whose rows do not rise are sorted.
 */
final class ColumnCompression {

  /** The longest array that every JVM has. */
  private static final long MOST_ENTRIES = Integer.MAX_VALUE - 8;

  private final int n;
  private final int d;

  /** While the entries are laid out, where the next entry of each column goes. */
  private final int[] starts;

  private int[] rows;
  private double[] values;

  ColumnCompression(int n, int d, SparseMatrix.Entries entries) {
    this.n = n;
    this.d = d;
    this.starts = new int[d + 1];
    count(entries);
    entries.forEach(this::place);
    System.arraycopy(starts, 0, starts, 1, d);
    starts[0] = 0;
    settle();
  }

  /** Length d + 1. */
  int[] starts() {
    return starts;
  }

  int[] rows() {
    return rows;
  }

  double[] values() {
    return values;
  }

  private void count(SparseMatrix.Entries entries) {
    long[] count = new long[1];
    entries.forEach((i, j, value) -> {
      if (i < 0 || i >= n || j < 0 || j >= d) {
        throw new BadDataException(
            "an entry at row %d, column %d (counted from 0) is outside an X of %d x %d"
                .formatted(i, j, n, d));
      }
      SparseMatrix.requireFinite(value, i, j);
      if (++count[0] > MOST_ENTRIES) {
        throw new BadDataException(
            "X has more than " + MOST_ENTRIES + " entries; take fewer samples or features");
      }
      starts[j + 1]++;
    });
    for (int j = 0; j < d; j++) {
      starts[j + 1] += starts[j];
    }
    rows = new int[(int) count[0]];
    values = new double[(int) count[0]];
  }

  private void place(int i, int j, double value) {
    int place = starts[j]++;
    rows[place] = i;
    values[place] = value;
  }

  /** Sorts each column by its rows and adds up entries in the same place. */
  private void settle() {
    int size = 0;
    for (int j = 0; j < d; j++) {
      int from = starts[j];
      int to = starts[j + 1];
      sort(from, to);
      starts[j] = size;
      for (int e = from; e < to; e++) {
        if (size > starts[j] && rows[size - 1] == rows[e]) {
          values[size - 1] += values[e];
          SparseMatrix.requireFinite(values[size - 1], rows[e], j);
        } else {
          rows[size] = rows[e];
          values[size++] = values[e];
        }
      }
    }
    starts[d] = size;
    if (size < rows.length) {
      rows = Arrays.copyOf(rows, size);
      values = Arrays.copyOf(values, size);
    }
  }

  /** By row, equal ones in their order. */
  private void sort(int from, int to) {
    boolean rises = true;
    for (int e = from + 1; e < to && rises; e++) {
      rises = rows[e - 1] <= rows[e];
    }
    if (rises) {
      return;
    }
    long[] keys = new long[to - from];
    for (int k = 0; k < keys.length; k++) {
      keys[k] = (long) rows[from + k] << Integer.SIZE | k;
    }
    Arrays.sort(keys);
    double[] unsorted = Arrays.copyOfRange(values, from, to);
    for (int k = 0; k < keys.length; k++) {
      rows[from + k] = (int) (keys[k] >> Integer.SIZE);
      values[from + k] = unsorted[(int) keys[k]];
    }
  }
}
