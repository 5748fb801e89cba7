package dev.mirrorflow.bias;

import dev.mirrorflow.design.Design;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.Cholesky;
import java.util.Arrays;

/**
 * A_Sᵀ diag(e) A_S for a set S of columns that changes little from one time to the next: what is
 * known of it is kept, as long as e is the same.
 */
final class SupportGram {

  private final Design a;
  private final double[] column;
  private double[] rowWeights = new double[0];
  private int[] support = new int[0];

  /** Entry (s, t) at s + t k, all of them. */
  private double[] gram = new double[0];

  SupportGram(Design a) {
    this.a = a;
    this.column = new double[a.rows()];
  }

  /** S; not to be changed. */
  int[] support() {
    return support;
  }

  /**
   * Goes on to another S or e.
   *
   * @param wanted S, rising, not copied
   * @param e length n, copied
   */
  void moveTo(int[] wanted, double[] e) {
    if (!Arrays.equals(e, rowWeights)) {
      rowWeights = e.clone();
      support = new int[0];
    } else if (Arrays.equals(wanted, support)) {
      return;
    }
    int k = wanted.length;
    int before = support.length;
    double[] next = new double[k * k];
    int[] places = new int[k];
    Arrays.setAll(places, s -> Arrays.binarySearch(support, wanted[s]));
    double[] products = new double[k];
    for (int t = 0; t < k; t++) {
      if (places[t] < 0) {
        ComputationException.throwIfInterrupted();
        a.copyColumn(wanted[t], column);
        for (int i = 0; i < column.length; i++) {
          column[i] *= rowWeights[i];
        }
        a.innerProducts(wanted, k, column, products);
        for (int s = 0; s < k; s++) {
          next[s + t * k] = products[s];
          next[t + s * k] = products[s];
        }
      }
    }
    for (int t = 0; t < k; t++) {
      for (int s = 0; places[t] >= 0 && s < k; s++) {
        if (places[s] >= 0) {
          next[s + t * k] = gram[places[s] + places[t] * before];
        }
      }
    }
    support = wanted;
    gram = next;
  }

  /**
   * The factor of A_Sᵀ diag(e) A_S + diag(f).
   *
   * @param more f, of the length of S
   * @throws ComputationException if it is not positive definite to working precision
   */
  Cholesky plus(double[] more) {
    int k = support.length;
    double[] sum = gram.clone();
    for (int s = 0; s < k; s++) {
      sum[s + s * k] += more[s];
    }
    return Cholesky.of(sum, k);
  }

  /** Entry (s, s). */
  double diagonal(int s) {
    return gram[s + s * support.length];
  }

  /** out = A_Sᵀ r, the first entries of it. */
  void products(double[] r, double[] out) {
    a.innerProducts(support, support.length, r, out);
  }
}
