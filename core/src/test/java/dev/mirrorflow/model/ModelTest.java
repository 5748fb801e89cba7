package dev.mirrorflow.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ModelTest {

  private static final double H = 1e-5;

  private final LeastSquares risk = TestProblems.gaussianProblem(9, 23, 11);
  private final DiagonalNetwork network = new DiagonalNetwork(risk);
  private final double[] u = TestProblems.gaussian(23, 12);
  private final double[] v = TestProblems.gaussian(23, 13);

  @Test
  void gradientOfTheRiskMatchesCentralDifferences() {
    double[] gradient = new double[23];
    double loss = risk.lossAndGradient(u, new double[9], gradient);
    assertEquals(risk.loss(u), loss, 1e-14 * loss);
    assertArrayEquals(differences(u, risk::loss), gradient, 1e-8);
  }

  @Test
  void gradientsOfTheNetworkMatchCentralDifferences() {
    double[] gradU = new double[23];
    double[] gradV = new double[23];
    network.lossAndGradients(u, v, gradU, gradV);
    assertArrayEquals(differences(u, a -> network.loss(a, v)), gradU, 1e-7);
    assertArrayEquals(differences(v, a -> network.loss(u, a)), gradV, 1e-7);
  }

  @Test
  void hessianOfTheNetworkMatchesDifferencesOfItsGradients() {
    double[] p = TestProblems.gaussian(23, 14);
    double[] q = TestProblems.gaussian(23, 15);
    double[] outU = new double[23];
    double[] outV = new double[23];
    network.hessianVector(u, v, p, q, outU, outV);
    double[][] plus = gradientsAt(H, p, q);
    double[][] minus = gradientsAt(-H, p, q);
    for (int j = 0; j < 23; j++) {
      assertEquals((plus[0][j] - minus[0][j]) / (2 * H), outU[j], 1e-6);
      assertEquals((plus[1][j] - minus[1][j]) / (2 * H), outV[j], 1e-6);
    }
  }

  @Test
  void hessianOfTheRiskIsSymmetricAndMatchesDifferences() {
    double[] hu = new double[23];
    double[] hv = new double[23];
    risk.hessianVector(u, hu);
    risk.hessianVector(v, hv);
    assertEquals(Kernels.dot(v, hu), Kernels.dot(u, hv), 1e-12);
    // R is quadratic: R(u) - R(0) - <g(0), u> = <u, H u>/2.
    double[] g = new double[23];
    double atZero = risk.lossAndGradient(new double[23], new double[9], g);
    assertEquals(risk.loss(u) - atZero - Kernels.dot(g, u), Kernels.dot(u, hu) / 2, 1e-12);
    assertEquals(atZero, risk.lossAtZero(), 1e-15);
  }

  @Test
  void rescalingKeepsTheLossAndChangesTheInvariant() {
    double[] b = {2, -3, 0.5};
    double[] a = {1, 2, 3};
    double[] c = {4, 5, 6};
    double[] before = DiagonalNetwork.theta(a, c);
    DiagonalNetwork.rescale(a, c, b);
    assertArrayEquals(before, DiagonalNetwork.theta(a, c), 1e-15);
    assertArrayEquals(new double[] {2, -6, 1.5}, a);
    assertArrayEquals(
        new double[] {(4.0 - 4) / 2, (36 - 25.0 / 9) / 2, (2.25 - 144) / 2},
        DiagonalNetwork.invariant(a, c),
        1e-13);
    assertThrows(
        BadDataException.class, () -> DiagonalNetwork.rescale(a, c, new double[] {1, 0, 1}));
  }

  @Test
  void invariantKeepsItsDigitsWhereTheFactorsAreClose() {
    double[] i = DiagonalNetwork.invariant(new double[] {1 + 1e-15}, new double[] {1});
    assertEquals(Math.ulp(1.0) * 5, i[0], 1e-30);
  }

  @Test
  void miniBatchGradientsAverageToTheFullOne() {
    double[] full = new double[23];
    risk.lossAndGradient(u, new double[9], full);
    double[] sum = new double[23];
    double[] gradient = new double[23];
    int[] batch = {4, 0, 8, 1, 2, 7, 3, 5, 6};
    for (int from = 0; from < 9; from += 3) {
      risk.batchLossAndGradient(batch, from, from + 3, u, risk.target(), new double[9], gradient);
      Kernels.axpy(1.0 / 3, gradient, sum);
    }
    assertArrayEquals(full, sum, 1e-13);
  }

  @Test
  void badDataAreNamed() {
    DesignMatrix x = TestProblems.gaussianDesign(3, 4, 1);
    assertMessage("X has 3 rows but y has 2 entries", () -> new LeastSquares(x, new double[2]));
    assertMessage(
        "y holds NaN at row 1", () -> new LeastSquares(x, new double[] {0, Double.NaN, 1}));
    assertMessage(
        "X is all zeros", () -> new LeastSquares(DesignMatrix.zeros(2, 2), new double[2]));
    x.set(2, 3, Double.POSITIVE_INFINITY);
    assertMessage("row 2, column 3", () -> new LeastSquares(x, new double[3]));
  }

  private static void assertMessage(String part, org.junit.jupiter.api.function.Executable call) {
    String message = assertThrows(BadDataException.class, call).getMessage();
    assertTrue(message.contains(part), message);
  }

  private double[][] gradientsAt(double h, double[] p, double[] q) {
    double[] a = u.clone();
    double[] b = v.clone();
    Kernels.axpy(h, p, a);
    Kernels.axpy(h, q, b);
    double[][] out = new double[2][23];
    network.lossAndGradients(a, b, out[0], out[1]);
    return out;
  }

  private static double[] differences(double[] at, ToDoubleFunction<double[]> f) {
    double[] out = new double[at.length];
    for (int j = 0; j < at.length; j++) {
      double[] a = at.clone();
      a[j] = at[j] + H;
      double plus = f.applyAsDouble(a);
      a[j] = at[j] - H;
      out[j] = (plus - f.applyAsDouble(a)) / (2 * H);
    }
    return out;
  }
}
