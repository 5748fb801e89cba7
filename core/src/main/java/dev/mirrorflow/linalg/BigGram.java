package dev.mirrorflow.linalg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The factors L D Lᵀ of the Gram matrix AᵀA of columns that come and go, in {@link BigFloat}s: what
 * {@link ColumnQr} is in doubles. Only +, -, * and / are needed. A column is added in O(nk + k²),
 * and those after one that is removed are factored anew. The Gram matrix squares the condition
 * number of A, for which the bits must suffice.
 */
public final class BigGram {

  private final int bits;
  private final List<BigFloat[]> columns = new ArrayList<>();

  /** Row k of the Gram matrix, to its diagonal. */
  private final List<BigFloat[]> products = new ArrayList<>();

  /** Row k of L, without its diagonal of ones. */
  private final List<BigFloat[]> lower = new ArrayList<>();

  private final List<BigFloat> diagonal = new ArrayList<>();

  /** No columns. */
  public BigGram(int bits) {
    this.bits = bits;
  }

  /** k, the number of columns. */
  public int size() {
    return columns.size();
  }

  /** The column in place k, not to be changed. */
  public BigFloat[] column(int k) {
    return columns.get(k);
  }

  /**
   * Adds a column in the last place, unless it lies in the span of those that are there.
   *
   * @param column as long as the others, not copied
   * @return whether it was added
   */
  public boolean append(BigFloat[] column) {
    BigFloat[] row = new BigFloat[size() + 1];
    for (int k = 0; k < size(); k++) {
      row[k] = BigFloat.dot(columns.get(k), column, bits);
    }
    row[size()] = BigFloat.dot(column, column, bits);
    if (!factor(row)) {
      return false;
    }
    columns.add(column);
    products.add(row);
    return true;
  }

  /** Adds a row to L and D; false if D were rounding. */
  private boolean factor(BigFloat[] row) {
    int k = row.length - 1;
    BigFloat[] scaled = forward(row, k);
    BigFloat[] l = new BigFloat[k];
    BigFloat rest = row[k];
    for (int i = 0; i < k; i++) {
      l[i] = scaled[i].over(diagonal.get(i), bits);
      rest = rest.minus(l[i].times(scaled[i], bits), bits);
    }
    if (rest.compareTo(row[k].scaled(-bits / 2)) <= 0) {
      return false;
    }
    lower.add(l);
    diagonal.add(rest);
    return true;
  }

  /** The first k entries of L⁻¹ b. */
  private BigFloat[] forward(BigFloat[] b, int k) {
    BigFloat[] out = new BigFloat[k];
    for (int i = 0; i < k; i++) {
      BigFloat rest = b[i];
      BigFloat[] l = lower.get(i);
      for (int m = 0; m < i; m++) {
        rest = rest.minus(l[m].times(out[m], bits), bits);
      }
      out[i] = rest;
    }
    return out;
  }

  /**
   * Removes the column in place k; those after it move up by one.
   *
   * @throws ArithmeticException if the bits do not suffice for the others
   */
  public void remove(int k) {
    columns.remove(k);
    products.remove(k);
    for (int i = k; i < products.size(); i++) {
      BigFloat[] row = products.get(i);
      BigFloat[] without = new BigFloat[row.length - 1];
      System.arraycopy(row, 0, without, 0, k);
      System.arraycopy(row, k + 1, without, k, without.length - k);
      products.set(i, without);
    }
    while (lower.size() > k) {
      lower.removeLast();
      diagonal.removeLast();
    }
    for (int i = k; i < products.size(); i++) {
      if (!factor(products.get(i))) {
        throw new ArithmeticException("the columns are dependent to " + bits + " bits");
      }
    }
  }

  /** The same without the columns in these places, rising. */
  public BigGram without(int[] places) {
    BigGram out = new BigGram(bits);
    for (int k = 0; k < size(); k++) {
      if (Arrays.binarySearch(places, k) < 0 && !out.append(columns.get(k))) {
        throw new ArithmeticException("the columns are dependent to " + bits + " bits");
      }
    }
    return out;
  }

  /** The coefficients of least squares for a right-hand side, (AᵀA)⁻¹ Aᵀ b, length k. */
  public BigFloat[] solve(BigFloat[] b) {
    BigFloat[] out = new BigFloat[size()];
    for (int k = 0; k < out.length; k++) {
      out[k] = BigFloat.dot(columns.get(k), b, bits);
    }
    return solveGram(out);
  }

  /** Row k of (AᵀA)⁻¹ Aᵀ, how the k-th coefficient depends on the right-hand side. */
  public BigFloat[] inverseRow(int k) {
    BigFloat[] unit = new BigFloat[size()];
    Arrays.fill(unit, BigFloat.ZERO);
    unit[k] = BigFloat.ONE;
    BigFloat[] zero = new BigFloat[columns.get(k).length];
    Arrays.fill(zero, BigFloat.ZERO);
    BigFloat[] row = residual(zero, solveGram(unit));
    Arrays.setAll(row, i -> row[i].negate());
    return row;
  }

  private BigFloat[] solveGram(BigFloat[] b) {
    BigFloat[] out = forward(b, b.length);
    for (int k = out.length - 1; k >= 0; k--) {
      BigFloat rest = out[k].over(diagonal.get(k), bits);
      for (int i = k + 1; i < out.length; i++) {
        rest = rest.minus(lower.get(i)[k].times(out[i], bits), bits);
      }
      out[k] = rest;
    }
    return out;
  }

  /** b - Aβ, β of length k. */
  public BigFloat[] residual(BigFloat[] b, BigFloat[] beta) {
    BigFloat[] out = b.clone();
    for (int k = 0; k < beta.length; k++) {
      BigFloat[] column = columns.get(k);
      for (int i = 0; i < out.length; i++) {
        if (column[i].signum() != 0) {
          out[i] = out[i].minus(column[i].times(beta[k], bits), bits);
        }
      }
    }
    return out;
  }

  /** |b| + |A| |β|, the size of the terms of {@link #residual}. */
  public BigFloat[] terms(BigFloat[] b, BigFloat[] beta) {
    BigFloat[] out = new BigFloat[b.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = b[i].abs();
      for (int k = 0; k < beta.length; k++) {
        out[i] = out[i].plus(columns.get(k)[i].times(beta[k], bits).abs(), bits);
      }
    }
    return out;
  }
}
