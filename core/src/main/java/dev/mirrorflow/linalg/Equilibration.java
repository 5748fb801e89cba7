package dev.mirrorflow.linalg;

import java.util.Arrays;

/**
 * Powers of two for the rows and columns of X that bring its entries to about the same size, R X C,
 * so that what is judged against the size of all of X, as a rank is, means the same for each row
 * and column. No bit is lost.
 *
 * <p>The rows get the geometric mean of their entries first, then each column and each row its
 * largest entry. Multiplying a row or column of X by 2^k only shifts its exponent by -k, against
 * those of the others; R X C stays, bit for bit where no entry of X is 0. Zero rows and columns get
 * exponent 0. A dozen passes over X, one where nothing needs scaling.
 */
public final class Equilibration {

  /** X whose rows and columns have largest entries within this many powers of two is left. */
  private static final int ALIKE = 8;

  /** Largest entries within so many powers of two of 1 can be squared and added up. */
  private static final int MODERATE = 200;

  private static final int ROUNDS = 8;

  /** No quotient of small numbers, so that equal means are rounded alike. */
  private static final double OFF_TIES = 0.5137;

  private static final int NONE = Integer.MIN_VALUE;

  private final DesignMatrix x;
  private final int[] rows;
  private final int[] columns;
  private final boolean isIdentity;
  private final boolean isPlain;

  private Equilibration(DesignMatrix x, boolean withColumns) {
    this.x = x;
    this.rows = new int[x.rows()];
    this.columns = new int[x.columns()];
    int[] rowTops = new int[rows.length];
    int[] columnTops = new int[columns.length];
    firstTops(rowTops, columnTops);
    boolean rowsAlike = areAlike(rowTops);
    this.isPlain = rowsAlike && areAlike(columnTops);
    this.isIdentity = withColumns ? isPlain : rowsAlike;
    if (isIdentity) {
      return;
    }
    if (withColumns) {
      meanRows();
      tops(rowTops, columnTops);
      subtract(columnTops, columns);
    }
    tops(rowTops, columnTops);
    subtract(rowTops, rows);
    if (withColumns) {
      balance();
    }
  }

  /** Scales rows and columns. */
  public static Equilibration of(DesignMatrix x) {
    return new Equilibration(x, true);
  }

  /** Scales rows only, each by its largest entry; all columns keep exponent 0. */
  public static Equilibration ofRows(DesignMatrix x) {
    return new Equilibration(x, false);
  }

  /** Whether neither the rows nor the columns of X need scaling, whichever were asked for. */
  public boolean isPlain() {
    return isPlain;
  }

  /** Whether X is left as it is. */
  public boolean isIdentity() {
    return isIdentity;
  }

  /** The exponent of row i: R = diag(2^row(i)). */
  public int row(int i) {
    return rows[i];
  }

  /** The exponent of column j: C = diag(2^column(j)). */
  public int column(int j) {
    return columns[j];
  }

  /** R X C; X itself where nothing is scaled, otherwise a copy in double precision. */
  public DesignMatrix scaled() {
    if (isIdentity) {
      return x;
    }
    DesignMatrix out = DesignMatrix.zeros(rows.length, columns.length);
    double[] row = new double[columns.length];
    for (int i = 0; i < rows.length; i++) {
      x.copyRow(i, row);
      for (int j = 0; j < row.length; j++) {
        row[j] = Math.scalb(row[j], rows[i] + columns[j]);
      }
      out.setRow(i, row);
    }
    return out;
  }

  /** R y, a copy: the target that goes with R X C. Entries beyond the doubles become infinite. */
  public double[] scaledTarget(double[] y) {
    double[] out = y.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.scalb(y[i], rows[i]);
    }
    return out;
  }

  /** C θ', a copy: the θ of X that belongs to the θ' of R X C. */
  public double[] parameter(double[] scaled) {
    double[] out = scaled.clone();
    for (int j = 0; j < out.length; j++) {
      out[j] = Math.scalb(scaled[j], columns[j]);
    }
    return out;
  }

  /** {@link #tops} of X as it is, without an exponent for each entry. */
  private void firstTops(int[] rowTops, int[] columnTops) {
    double[] row = new double[columns.length];
    double[] most = new double[columns.length];
    for (int i = 0; i < rows.length; i++) {
      x.copyRow(i, row);
      double top = 0;
      for (int j = 0; j < row.length; j++) {
        double size = Math.abs(row[j]);
        top = Math.max(top, size);
        most[j] = Math.max(most[j], size);
      }
      rowTops[i] = top == 0 ? NONE : exponent(top);
    }
    Arrays.setAll(columnTops, j -> most[j] == 0 ? NONE : exponent(most[j]));
  }

  /** The exponent of the largest entry of each row and column, NONE where all are 0. */
  private void tops(int[] rowTops, int[] columnTops) {
    Arrays.fill(rowTops, NONE);
    Arrays.fill(columnTops, NONE);
    double[] row = new double[columns.length];
    for (int i = 0; i < rows.length; i++) {
      x.copyRow(i, row);
      int top = NONE;
      for (int j = 0; j < row.length; j++) {
        if (row[j] != 0) {
          int exponent = exponent(row[j]) + rows[i] + columns[j];
          top = Math.max(top, exponent);
          columnTops[j] = Math.max(columnTops[j], exponent);
        }
      }
      rowTops[i] = top;
    }
  }

  /** Floor of log2 |a|, of subnormal numbers too. */
  private static int exponent(double a) {
    int exponent = Math.getExponent(a);
    return exponent < Double.MIN_EXPONENT ? Math.getExponent(a * 0x1p54) - 54 : exponent;
  }

  private static boolean areAlike(int[] tops) {
    int least = Integer.MAX_VALUE;
    int most = NONE;
    for (int top : tops) {
      if (top != NONE) {
        least = Math.min(least, top);
        most = Math.max(most, top);
      }
    }
    return most == NONE
        || most - least <= ALIKE && Math.abs(most) <= MODERATE && Math.abs(least) <= MODERATE;
  }

  private static void subtract(int[] tops, int[] from) {
    for (int k = 0; k < tops.length; k++) {
      if (tops[k] != NONE) {
        from[k] -= tops[k];
      }
    }
  }

  /** Gives the rows the exponents that make the logarithms of R X C least in mean square. */
  private void meanRows() {
    double[] perRow = new double[rows.length];
    double[] perColumn = new double[columns.length];
    double[] sums = new double[columns.length];
    int[] counts = new int[columns.length];
    double[] row = new double[columns.length];
    for (int round = 0; round < ROUNDS; round++) {
      Arrays.fill(sums, 0);
      Arrays.fill(counts, 0);
      for (int i = 0; i < rows.length; i++) {
        x.copyRow(i, row);
        double sum = 0;
        int count = 0;
        for (int j = 0; j < row.length; j++) {
          sum += row[j] != 0 ? exponent(row[j]) - perColumn[j] : 0;
          count += row[j] != 0 ? 1 : 0;
        }
        perRow[i] = count > 0 ? sum / count : 0;
        for (int j = 0; j < row.length; j++) {
          sums[j] += row[j] != 0 ? exponent(row[j]) - perRow[i] : 0;
          counts[j] += row[j] != 0 ? 1 : 0;
        }
      }
      for (int j = 0; j < perColumn.length; j++) {
        perColumn[j] = counts[j] > 0 ? sums[j] / counts[j] : 0;
      }
    }
    for (int i = 0; i < rows.length; i++) {
      rows[i] = -(int) Math.floor(perRow[i] - perRow[0] + OFF_TIES);
    }
  }

  /** Moves a common power of two from the columns to the rows: the median column keeps its size. */
  private void balance() {
    int[] sorted = columns.clone();
    Arrays.sort(sorted);
    int median = sorted[sorted.length / 2];
    for (int j = 0; j < columns.length; j++) {
      columns[j] -= median;
    }
    for (int i = 0; i < rows.length; i++) {
      rows[i] += median;
    }
  }
}
