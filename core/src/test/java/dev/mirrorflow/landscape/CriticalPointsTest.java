package dev.mirrorflow.landscape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.DiagonalNetwork;
import dev.mirrorflow.model.LeastSquares;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CriticalPointsTest {

  /** Case landscape_critical_points. */
  private static final LeastSquares FIXTURE =
      new LeastSquares(
          DesignMatrix.of(new double[] {1, 2, 0}, new double[] {0, 1, 1}), new double[] {2, 1});

  @ParameterizedTest
  @CsvSource({
    "'', 0, 0, 0, 1.25, -2.5",
    "0, 2, 0, 0, 0.25, -0.5",
    "1, 0, 1, 0, 0, 0",
    "2, 0, 0, 1, 1, -2",
    "0 1, 0, 1, 0, 0, 0",
    "0 2, 2, 0, 1, 0, 0",
    "1 2, 0, 1, 0, 0, 0",
    "0 1 2, 0.333333333333, 0.833333333333, 0.166666666667, 0, 0",
  })
  void theFixtureIsReproduced(
      String names, double a, double b, double c, double loss, double smallest) {
    int[] support =
        names.isEmpty()
            ? new int[0]
            : java.util.Arrays.stream(names.split(" ")).mapToInt(Integer::parseInt).toArray();
    CriticalPoint point = new CriticalPoints(FIXTURE).on(support);
    assertArrayEquals(new double[] {a, b, c}, point.theta(), 1e-10);
    assertEquals(loss, point.loss(), 1e-15);
    assertEquals(smallest, point.smallestEigenvalue(), 1e-14);
    assertEquals(loss == 0, point.isMinimum());
  }

  @Test
  void theFixtureHasSixPointsAndTheyAreInOrder() {
    List<CriticalPoint> points = new CriticalPoints(FIXTURE).all(() -> {});
    int[][] supports = {{}, {2}, {0}, {1}, {0, 2}, {0, 1, 2}};
    assertEquals(6, points.size());
    for (int k = 0; k < 6; k++) {
      assertArrayEquals(supports[k], points.get(k).support());
      assertEquals(k >= 3, points.get(k).isMinimum());
      assertEquals(k == 5 ? 1 : 0, points.get(k).familyDimension());
    }
  }

  /** (3.4) for n = d = 1: the minima uv = y, and the saddle (0, 0). */
  @Test
  void oneSampleOfOneFeature() {
    LeastSquares problem = new LeastSquares(DesignMatrix.of(new double[] {1}), new double[] {-3});
    List<CriticalPoint> points = new CriticalPoints(problem).all(() -> {});
    assertEquals(2, points.size());
    CriticalPoint saddle = points.get(0);
    assertArrayEquals(new double[] {0}, saddle.theta());
    assertEquals(4.5, saddle.loss());
    // The Hessian at (0, 0) is [[0, g], [g, 0]] with g = -y.
    assertEquals(-3, saddle.smallestEigenvalue());
    assertArrayEquals(
        new double[] {Math.sqrt(0.5), -Math.sqrt(0.5)}, saddle.negativeDirection(), 1e-16);
    CriticalPoint minimum = points.get(1);
    assertTrue(minimum.isMinimum());
    assertEquals(-3, minimum.u()[0] * minimum.v()[0], 1e-15);
    // At uv = y the Hessian is (v, u)ᵀ(v, u), with the eigenvalues 0 and u² + v² = 6.
    HessianSpectrum spectrum =
        HessianSpectrum.at(new DiagonalNetwork(problem), minimum.u(), minimum.v());
    assertEquals(0, spectrum.smallest(), 1e-15);
    assertEquals(6, spectrum.largest(), 1e-14);
    assertThrows(IllegalStateException.class, minimum::negativeDirection);
  }

  @ParameterizedTest
  @CsvSource({"3, 6, 1", "4, 8, 2", "5, 5, 3", "9, 6, 4"})
  void everyPointIsCriticalAndTheOthersThanMinimaAreStrictSaddles(int n, int d, int seed) {
    LeastSquares problem = TestProblems.gaussianProblem(n, d, seed);
    DiagonalNetwork network = new DiagonalNetwork(problem);
    List<CriticalPoint> points = new CriticalPoints(problem).all(() -> {});
    assertEquals(1 << d, points.size());
    double least = points.getLast().loss();
    double[] gradU = new double[d];
    double[] gradV = new double[d];
    for (CriticalPoint point : points) {
      double[] u = point.u();
      double[] v = point.v();
      network.lossAndGradients(u, v, gradU, gradV);
      assertArrayEquals(new double[d], gradU, 1e-12);
      assertArrayEquals(new double[d], gradV, 1e-12);
      HessianSpectrum spectrum = HessianSpectrum.at(network, u, v);
      assertEquals(point.smallestEigenvalue(), spectrum.smallest(), 1e-9 * spectrum.largest());
      assertEquals(point.loss() <= least + 1e-20, point.isMinimum());
      if (!point.isMinimum()) {
        assertTrue(point.smallestEigenvalue() < 0);
        assertEquals(point.steepest(), spectrum.lowestCoordinate());
        assertFallsAlong(network, point, spectrum);
      }
    }
  }

  /** In second order L falls by λ t²/2, and the eigenvector found by Lanczos is the direction. */
  private static void assertFallsAlong(
      DiagonalNetwork network, CriticalPoint point, HessianSpectrum spectrum) {
    double[] direction = point.negativeDirection();
    int d = direction.length / 2;
    assertEquals(1, Math.abs(Kernels.dot(direction, spectrum.lowest())), 1e-6);
    double t = 1e-3;
    double[] u = point.u();
    double[] v = point.v();
    for (int j = 0; j < d; j++) {
      u[j] += t * direction[j];
      v[j] += t * direction[d + j];
    }
    double fall = point.loss() - network.loss(u, v);
    double expected = -point.smallestEigenvalue() * t * t / 2;
    // The rest is G_jj t⁴/8, and rounding of the loss.
    assertEquals(expected, fall, 10 * t * t * t * t + 1e-14);
  }

  @Test
  void theHessianIsTheSecondDifferenceOfTheLoss() {
    LeastSquares problem = TestProblems.gaussianProblem(3, 5, 7);
    DiagonalNetwork network = new DiagonalNetwork(problem);
    CriticalPoint point = new CriticalPoints(problem).on(1, 4);
    double h = 1e-3;
    double[] direction = TestProblems.gaussian(10, 8);
    double[] out = new double[10];
    double[][] halves = new double[4][5];
    System.arraycopy(direction, 0, halves[0], 0, 5);
    System.arraycopy(direction, 5, halves[1], 0, 5);
    network.hessianVector(point.u(), point.v(), halves[0], halves[1], halves[2], halves[3]);
    System.arraycopy(halves[2], 0, out, 0, 5);
    System.arraycopy(halves[3], 0, out, 5, 5);
    double[] losses = new double[5];
    for (int s = -2; s <= 2; s++) {
      double[] u = point.u();
      double[] v = point.v();
      Kernels.axpy(s * h, halves[0], u);
      Kernels.axpy(s * h, halves[1], v);
      losses[s + 2] = network.loss(u, v);
    }
    // L is a polynomial of degree 4 along a line, for which this stencil is exact.
    double second =
        (-losses[0] + 16 * losses[1] - 30 * losses[2] + 16 * losses[3] - losses[4]) / (12 * h * h);
    assertEquals(second, Kernels.dot(direction, out), 1e-8);
    // At a critical point the first derivative vanishes.
    assertEquals(0, (losses[0] - 8 * losses[1] + 8 * losses[3] - losses[4]) / (12 * h), 1e-11);
  }

  @Test
  void largeProblemsAreClassifiedWithoutAMatrix() {
    int d = 4000;
    LeastSquares problem = TestProblems.gaussianProblem(50, d, 9);
    CriticalPoint point = new CriticalPoints(problem).on(3, 17, 1000, 3999);
    HessianSpectrum spectrum =
        HessianSpectrum.at(new DiagonalNetwork(problem), point.u(), point.v());
    assertEquals(point.smallestEigenvalue(), spectrum.smallest(), 1e-9 * spectrum.largest());
    assertEquals(point.steepest(), spectrum.lowestCoordinate());
    assertTrue(spectrum.steps() < 400, () -> spectrum.steps() + " steps");
  }

  @Test
  void dependentColumnsMakeAFamilyAndVanishingEntriesASmallerSupport() {
    DesignMatrix x =
        DesignMatrix.of(new double[] {1, 1, 0, 0}, new double[] {0, 0, 1, 0}, new double[3 + 1]);
    CriticalPoints points = new CriticalPoints(new LeastSquares(x, new double[] {2, 0, 1}));
    CriticalPoint family = points.on(0, 1);
    assertArrayEquals(new double[] {1, 1, 0, 0}, family.theta(), 1e-15);
    assertEquals(1, family.familyDimension());
    // y has no part along column 2, and column 3 is zero.
    CriticalPoint smaller = points.on(0, 2, 3);
    assertArrayEquals(new int[] {0}, smaller.support());
    assertTrue(smaller.isMinimum());
    assertEquals(1.0 / 6, smaller.loss(), 1e-16);
    assertArrayEquals(new int[] {1, 2, 3}, smaller.idle());
    assertEquals(27, RescalingOrbit.count(smaller));
    assertEquals(4, points.all(() -> {}).size());
  }

  @Test
  void theOrderDoesNotDependOnThreads() {
    LeastSquares problem = TestProblems.gaussianProblem(4, 9, 5);
    List<CriticalPoint> once = new CriticalPoints(problem).all(() -> {});
    List<CriticalPoint> twice = new CriticalPoints(problem).all(() -> {});
    for (int k = 0; k < once.size(); k++) {
      assertArrayEquals(once.get(k).theta(), twice.get(k).theta(), 0);
    }
    assertFalse(once.getFirst().isMinimum());
  }

  @Test
  void badSupportsAreNamed() {
    CriticalPoints points = new CriticalPoints(TestProblems.gaussianProblem(3, 17, 1));
    assertThrows(BadDataException.class, () -> points.on(17));
    assertThrows(BadDataException.class, () -> points.on(2, 2));
    String message = assertThrows(BadDataException.class, () -> points.all(() -> {})).getMessage();
    assertTrue(message.contains("name the supports"), message);
  }

  /**
   * As {@link #FIXTURE} with X times 2^500: θ and the supports are the same, g is 2^500 times it.
   */
  @Test
  void powersOfTwoScaleThem() {
    LeastSquares large =
        new LeastSquares(
            DesignMatrix.of(new double[] {0x1p500, 0x1p501, 0}, new double[] {0, 0x1p500, 0x1p500}),
            FIXTURE.target());
    List<CriticalPoint> points = new CriticalPoints(large).all(() -> {});
    List<CriticalPoint> expected = new CriticalPoints(FIXTURE).all(() -> {});
    assertEquals(6, points.size());
    for (int k = 0; k < 6; k++) {
      assertArrayEquals(expected.get(k).support(), points.get(k).support());
      assertEquals(expected.get(k).isMinimum(), points.get(k).isMinimum());
      assertEquals(
          expected.get(k).smallestEigenvalue(),
          Math.scalb(points.get(k).smallestEigenvalue(), -500),
          1e-14);
    }
  }

  /** θ = (2e8, 0, 0) is a saddle as (2, 0, 0) is, and a column of another size is no rounding. */
  @Test
  void aSmallColumnIsNoRounding() {
    LeastSquares problem =
        new LeastSquares(
            DesignMatrix.of(new double[] {1e-14, 2, 0}, new double[] {0, 1, 1}),
            new double[] {2, 1});
    List<CriticalPoint> points = new CriticalPoints(problem).all(() -> {});
    assertArrayEquals(new int[] {0}, points.get(2).support());
    assertEquals(2e14, points.get(2).theta()[0], 1e-1);
    assertArrayEquals(new int[] {0, 2}, points.get(4).support());
  }

  /** Over (1, 1, 1 + 2^-30) the supports of one column are saddles, with |g| near 2^-32. */
  @Test
  void nearlyEqualColumnsAreToldApart() {
    LeastSquares problem =
        new LeastSquares(
            DesignMatrix.of(new double[] {1, 1, 1}, new double[] {1, 1, 1 + 0x1p-30}),
            new double[] {2, 1});
    CriticalPoint one = new CriticalPoints(problem).on(0);
    assertFalse(one.isMinimum());
    // g_3 = -x_3·(1/2, -1/2)/2 = 2^-32.
    assertEquals(0x1p-32, one.gradient()[2], 1e-16 * 0x1p-10);
    assertEquals(0, one.gradient()[1]);
    assertEquals(0x1p-32, new CriticalPoints(problem).on(0, 1).gradient()[2], 1e-16 * 0x1p-10);
  }

  @Test
  void whatRoundingHidesIsSaid() {
    DesignMatrix apart = DesignMatrix.of(new double[] {1e5, 2e5}, new double[] {1e-5, 3e-5});
    assertTrue(
        assertThrows(
                BadDataException.class,
                () -> new CriticalPoints(new LeastSquares(apart, new double[] {1, 1})))
            .getMessage()
            .contains("bring the rows"));
    LeastSquares large = new LeastSquares(DesignMatrix.of(new double[] {1}), new double[] {1e200});
    assertTrue(
        assertThrows(BadDataException.class, () -> new CriticalPoints(large))
            .getMessage()
            .contains("leaves the range of doubles"));
  }
}
