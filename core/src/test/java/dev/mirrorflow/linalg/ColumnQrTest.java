package dev.mirrorflow.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.LinearSolutions;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ColumnQrTest {

  private static final int N = 40;

  /** After every one of 600 changes, against the singular value decomposition. */
  @Test
  void columnsComeAndGoAndTheSolutionStaysExact() {
    RandomGenerator random = TestProblems.random(1);
    ColumnQr factors = new ColumnQr(N);
    List<double[]> columns = new ArrayList<>();
    double[] b = TestProblems.gaussian(N, 2);
    double[] residual = new double[N];
    int largest = 0;
    for (int change = 0; change < 600; change++) {
      if (columns.isEmpty() || (columns.size() < N && random.nextInt(10) < 6)) {
        double[] column = TestProblems.gaussian(N, 100 + change);
        assertTrue(factors.append(column, 1e-10));
        columns.add(column);
      } else {
        int k = random.nextInt(columns.size());
        factors.remove(k);
        columns.remove(k);
      }
      largest = Math.max(largest, columns.size());
      assertEquals(columns.size(), factors.size());
      double[] beta = factors.solve(b, residual);
      if (change % 10 == 0 && !columns.isEmpty()) {
        double[] expected = leastSquares(columns, b);
        assertEquals(0, TestProblems.relativeDistance(beta, expected), 1e-10);
      }
      for (double[] column : columns) {
        assertEquals(0, Kernels.dot(column, residual), 1e-11);
      }
    }
    assertEquals(N, largest);
  }

  private static double[] leastSquares(List<double[]> columns, double[] b) {
    DesignMatrix x = DesignMatrix.zeros(N, columns.size());
    for (int k = 0; k < columns.size(); k++) {
      for (int i = 0; i < N; i++) {
        x.set(i, k, columns.get(k)[i]);
      }
    }
    return new LinearSolutions(new LeastSquares(x, b)).minimumNorm();
  }

  @Test
  void dependentColumnsAreRefused() {
    ColumnQr factors = new ColumnQr(3);
    assertTrue(factors.append(new double[] {1, 0, 0}, 1e-10));
    assertTrue(factors.append(new double[] {1, 1e-3, 0}, 1e-10));
    assertFalse(factors.append(new double[] {5, 7, 1e-11}, 1e-10));
    assertFalse(factors.append(new double[3], 1e-10));
    assertTrue(factors.append(new double[] {0, 0, 2}, 1e-10));
    assertFalse(factors.append(new double[] {1, 2, 3}, 1e-10));
    assertEquals(3, factors.size());
    assertThrows(IndexOutOfBoundsException.class, () -> factors.remove(3));
  }
}
