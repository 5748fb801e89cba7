package dev.mirrorflow.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.error.ComputationException;
import org.junit.jupiter.api.Test;

class BasisInverseTest {

  private static final int N = 37;
  private final DesignMatrix x = TestProblems.gaussianDesign(N, 90, 21);

  @Test
  void exchangesAndFactoringAgreeWithTheColumns() {
    int[] columns = new int[N];
    for (int k = 0; k < N; k++) {
      // Descending, so that rows must be exchanged on the way.
      columns[k] = 2 * (N - k);
    }
    BasisInverse inverse = new BasisInverse(x, columns);
    assertInverts(inverse, 1e-11);
    double[] column = new double[N];
    double[] w = new double[N];
    for (int k = 0; k < N; k += 3) {
      for (int i = 0; i < N; i++) {
        column[i] = x.get(i, 2 * k + 1);
      }
      inverse.multiply(column, w);
      int place = placeOfLargest(w);
      inverse.exchange(place, 2 * k + 1, w);
      assertEquals(2 * k + 1, inverse.column(place));
    }
    assertInverts(inverse, 1e-11);
    inverse.refactor();
    assertInverts(inverse, 1e-11);
  }

  @Test
  void aZeroOnTheDiagonalIsNoObstacle() {
    DesignMatrix swap =
        DesignMatrix.of(new double[] {0, 2, 0}, new double[] {0, 0, 4}, new double[] {8, 0, 0});
    double[] out = new double[3];
    new BasisInverse(swap, new int[] {0, 1, 2}).multiply(new double[] {2, 8, 24}, out);
    assertArrayEquals(new double[] {3, 1, 2}, out);
  }

  /**
   * The Hilbert matrix of size 8, scaled to integers: B⁻¹ of its first column is (1, 0, ..., 0).
   */
  @Test
  void refinementEndsAtTwiceThePrecision() {
    int n = 8;
    DesignMatrix hilbert = DesignMatrix.zeros(n, n);
    int[] columns = new int[n];
    double[] first = new double[n];
    double[] firstRow = new double[n];
    for (int i = 0; i < n; i++) {
      columns[i] = i;
      for (int j = 0; j < n; j++) {
        hilbert.set(i, j, 360360.0 / (i + j + 1));
      }
      first[i] = hilbert.get(i, 0);
      firstRow[i] = hilbert.get(0, i);
    }
    BasisInverse inverse = new BasisInverse(hilbert, columns);
    double[] high = new double[n];
    double[] low = new double[n];
    inverse.solve(first, high);
    high[0] += 1e-9;
    inverse.refine(first, high, low);
    assertEquals(1, high[0]);
    for (int i = 0; i < n; i++) {
      assertEquals(i == 0 ? 1 : 0, high[i] + low[i], 1e-20);
      assertEquals(0, low[i], 1e-20);
    }
    double[] transposed = new double[n];
    double[] rest = new double[n];
    inverse.refineTransposed(firstRow, transposed, rest);
    assertEquals(1, transposed[0]);
    for (int i = 0; i < n; i++) {
      assertEquals(0, rest[i], 1e-20);
      assertEquals(i == 0 ? 1 : 0, transposed[i], 1e-20);
    }
  }

  @Test
  void aRepeatedColumnIsSingular() {
    DesignMatrix same = DesignMatrix.of(new double[] {1, 1}, new double[] {2, 2});
    assertThrows(ComputationException.class, () -> new BasisInverse(same, new int[] {0, 1}));
  }

  private static int placeOfLargest(double[] w) {
    int best = 0;
    for (int i = 1; i < w.length; i++) {
      best = Math.abs(w[i]) > Math.abs(w[best]) ? i : best;
    }
    return best;
  }

  private void assertInverts(BasisInverse inverse, double tolerance) {
    double[] wanted = TestProblems.gaussian(N, 22);
    double[] product = new double[N];
    double[] transposed = new double[N];
    for (int i = 0; i < N; i++) {
      for (int k = 0; k < N; k++) {
        product[i] += x.get(i, inverse.column(k)) * wanted[k];
        transposed[k] += x.get(i, inverse.column(k)) * wanted[i];
      }
    }
    double[] out = new double[N];
    inverse.multiply(product, out);
    assertArrayEquals(wanted, out, tolerance);
    inverse.solve(product, out);
    assertArrayEquals(wanted, out, tolerance);
    inverse.multiplyTransposed(transposed, out);
    assertArrayEquals(wanted, out, tolerance);
    inverse.solveTransposed(transposed, out);
    assertArrayEquals(wanted, out, tolerance);
  }
}
