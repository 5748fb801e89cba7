package dev.mirrorflow.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SvdTest {

  @ParameterizedTest
  @CsvSource({"1,1", "1,9", "7,31", "31,7", "40,40", "20,1023"})
  void reproducesXOnAnyVector(int n, int d) {
    DesignMatrix x = TestProblems.gaussianDesign(n, d, 3);
    Svd svd = Svd.of(x);
    assertEquals(Math.min(n, d), svd.rank());
    assertFalse(svd.isRankDeficient());
    double[] theta = TestProblems.gaussian(d, 4);
    double[] direct = new double[n];
    x.multiply(theta, direct);
    // <u_j, X θ> = σ_j <v_j, θ>
    double[] products = svd.rightProducts(theta);
    for (int j = 0; j < svd.rank(); j++) {
      assertEquals(
          svd.singularValue(j) * products[j],
          svd.leftProduct(j, direct),
          1e-13 * (n + d) * svd.singularValue(0));
    }
  }

  @Test
  void rightVectorsAreOrthonormal() {
    Svd svd = Svd.of(TestProblems.gaussianDesign(12, 50, 5));
    double[] c = new double[12];
    c[3] = 2;
    c[7] = -1;
    double[] theta = new double[50];
    svd.addRightCombination(c, theta);
    double[] back = svd.rightProducts(theta);
    for (int j = 0; j < 12; j++) {
      assertEquals(c[j], back[j], 1e-13);
    }
  }

  @Test
  void findsTheNumericalRankOfRepeatedRows() {
    DesignMatrix x = TestProblems.gaussianDesign(6, 20, 6);
    double[] row = new double[20];
    x.copyRow(0, row);
    x.setRow(4, row);
    Svd svd = Svd.of(x);
    assertEquals(5, svd.rank());
    assertTrue(svd.isRankDeficient());
  }

  @Test
  void refusesNaN() {
    DesignMatrix x = TestProblems.gaussianDesign(3, 4, 7);
    x.set(1, 2, Double.NaN);
    assertTrue(
        assertThrows(BadDataException.class, () -> Svd.of(x))
            .getMessage()
            .contains("row 1, column 2"));
  }

  @Test
  void choleskySolves() {
    int m = 17;
    DesignMatrix x = TestProblems.gaussianDesign(m, 40, 8);
    double[] a = new double[m * m];
    for (int i = 0; i < m; i++) {
      for (int k = 0; k < m; k++) {
        a[i + k * m] = x.rowDot(i, k);
      }
    }
    double[] expected = TestProblems.gaussian(m, 9);
    double[] b = new double[m];
    for (int i = 0; i < m; i++) {
      for (int k = 0; k < m; k++) {
        b[i] += a[i + k * m] * expected[k];
      }
    }
    Cholesky.of(a, m).solve(b);
    assertTrue(TestProblems.relativeDistance(b, expected) < 1e-12);
  }

  @Test
  void choleskyNamesTheBadPivot() {
    ComputationException e =
        assertThrows(ComputationException.class, () -> Cholesky.of(new double[] {1, 0, 0, -1}, 2));
    assertTrue(e.getMessage().contains("pivot 2 of 2"), e.getMessage());
  }
}
