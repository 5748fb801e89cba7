package dev.mirrorflow.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.netlib.util.intW;

class LanczosTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 40, 150})
  void theEndsAreThoseOfADenseSolver(int m) {
    double[] a = symmetric(m, m);
    double[] eigenvalues = dense(a, m);
    Lanczos.Ends ends = Lanczos.ends(times(a, m), m, 1e-10, m, 3);
    double scale = Math.max(Math.abs(eigenvalues[0]), Math.abs(eigenvalues[m - 1]));
    assertEquals(eigenvalues[0], ends.smallest(), 1e-12 * scale);
    assertEquals(eigenvalues[m - 1], ends.largest(), 1e-12 * scale);
    assertEquals(1, Kernels.squaredNorm(ends.lowest()), 1e-12);
    double[] product = new double[m];
    times(a, m).multiply(ends.lowest(), product);
    Kernels.axpy(-ends.smallest(), ends.lowest(), product);
    assertTrue(Math.sqrt(Kernels.squaredNorm(product)) <= 2e-10 * scale);
    assertTrue(ends.residual() <= 1e-10);
  }

  @Test
  void multipleEigenvaluesEndTheProcessEarly() {
    int m = 50;
    Lanczos.Operator operator =
        (p, out) -> {
          for (int j = 0; j < m; j++) {
            out[j] = (j < 20 ? -2 : j < 49 ? 1 : 5) * p[j];
          }
        };
    Lanczos.Ends ends = Lanczos.ends(operator, m, 1e-12, m, 1);
    assertEquals(-2, ends.smallest(), 1e-13);
    assertEquals(5, ends.largest(), 1e-13);
    assertTrue(ends.steps() <= 8, () -> ends.steps() + " steps");
    Lanczos.Ends zero = Lanczos.ends((_, out) -> Arrays.fill(out, 0), m, 1e-12, m, 1);
    assertEquals(0, zero.smallest());
    assertEquals(0, zero.largest());
  }

  @Test
  void sameSeedSameBitsOtherSeedSameEnds() {
    double[] a = symmetric(80, 5);
    Lanczos.Ends once = Lanczos.ends(times(a, 80), 80, 1e-9, 80, 1);
    Lanczos.Ends again = Lanczos.ends(times(a, 80), 80, 1e-9, 80, 1);
    Lanczos.Ends other = Lanczos.ends(times(a, 80), 80, 1e-9, 80, 2);
    assertEquals(once.smallest(), again.smallest(), 0);
    assertArrayEquals(once.lowest(), again.lowest(), 0);
    assertEquals(once.largest(), other.largest(), 1e-12 * once.largest());
  }

  @Test
  void tooFewStepsAreAnError() {
    double[] a = symmetric(100, 6);
    String message =
        assertThrows(
                ComputationException.class, () -> Lanczos.ends(times(a, 100), 100, 1e-12, 10, 1))
            .getMessage();
    assertTrue(message.contains("10 Lanczos steps"), message);
  }

  private static double[] symmetric(int m, long seed) {
    double[] a = TestProblems.gaussian(m * m, seed);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < i; j++) {
        a[i * m + j] = a[j * m + i];
      }
    }
    return a;
  }

  private static Lanczos.Operator times(double[] a, int m) {
    return (p, out) -> Kernels.multiplyRows(a, 0, m, m, p, out, 0);
  }

  private static double[] dense(double[] a, int m) {
    double[] eigenvalues = new double[m];
    intW info = new intW(0);
    double[] work = new double[10 * m];
    LinearAlgebraBackend.lapack()
        .dsyev("N", "L", m, a.clone(), m, eigenvalues, work, work.length, info);
    assertEquals(0, info.val);
    return eigenvalues;
  }
}
