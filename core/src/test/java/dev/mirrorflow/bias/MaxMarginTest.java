package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.Logistic;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The norms are SciPy's (HiGHS, and non-negative least squares), printed by
 * bench/peers/max_margin_reference.py, which repeats this generator bit for bit.
 */
class MaxMarginTest {

  private long state;

  @ParameterizedTest
  @CsvSource({
    "1, 6, 3, 5.890750111972201, 3.7599114089018317, 2.520339943966672",
    "2, 10, 20, 3.2142093474673437, 1.1415317581848843, 0.362913930293461",
    "3, 20, 20, 5.483631980212504, 2.011590350504821, 0.7894236434393233",
    "4, 30, 100, 5.113698763646415, 1.0219711079228524, 0.15106709446100774",
    "5, 40, 15, 8.731445590116035, 4.0212865298297915, 2.488955213106168",
    "6, 60, 300, 5.463888914204603, 0.8084236461118401, 0.06465324972936254"
  })
  void theNormsAreThoseOfOtherSolvers(
      int seed, int n, int d, double l1, double l2, double largest) {
    state = seed;
    double[][] rows = new double[n][d];
    for (double[] row : rows) {
      for (int j = 0; j < d; j++) {
        row[j] = number();
      }
      if (row[0] - row[1] < 0) {
        Arrays.setAll(row, j -> -row[j]);
      }
      row[0] += 0.1;
    }
    Logistic risk = new Logistic(DesignMatrix.of(rows), ones(n));
    assertEquals(l1, L1Margin.of(risk).norm(), 1e-9 * l1);
    assertEquals(l2, L2Margin.of(risk).norm(), 1e-9 * l2);
    assertEquals(largest, LargestMargin.of(risk).norm(), 1e-9 * largest);
  }

  /** Reference case logistic_max_margin, in fractions. */
  @Test
  void theReferenceCaseIsReproduced() {
    double[][] rows = {{1, 2}, {2, 0.5}, {3, 3}, {2, -0.5}};
    Logistic risk = new Logistic(DesignMatrix.of(rows), ones(4));
    MaxMargin l2 = L2Margin.of(risk);
    assertArrayEquals(new double[] {5.0 / 9, 2.0 / 9}, l2.w(), 1e-12);
    assertEquals(1.6712580435934667, l2.margin(), 1e-12);
    double square = l2.norm() * l2.norm();
    assertEquals(29.0 / 81, square, 1e-12);
    // Ours sum to 1, those of the case to ‖w‖².
    double[] dual = Arrays.stream(l2.weights()).map(weight -> weight * square).toArray();
    assertArrayEquals(new double[] {13.0 / 81, 0, 0, 16.0 / 81}, dual, 1e-12);
    // Where the margins of the gradient flow less ln t tend to.
    assertEquals(0.4432054360910114, -Math.log(4 * dual[0]), 1e-11);
    assertEquals(0.2355660713127669, -Math.log(4 * dual[3]), 1e-11);
    MaxMargin l1 = L1Margin.of(risk);
    assertEquals(9.0 / 7, l1.margin(), 1e-12);
    assertArrayEquals(
        new double[] {5.0 / 7, 2.0 / 7},
        Arrays.stream(l1.w()).map(w -> w / l1.norm()).toArray(),
        1e-12);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void eachCertificateBoundsEverySeparator(long seed) {
    int n = 5 + 4 * (int) seed;
    Logistic risk = new Logistic(TestProblems.gaussianDesign(n, 50, seed), signs(n, seed));
    MaxMargin l1 = L1Margin.of(risk);
    MaxMargin l2 = L2Margin.of(risk);
    for (boolean inL1 : new boolean[] {true, false}) {
      MaxMargin solution = inL1 ? l1 : l2;
      assertTrue(solution.gap() <= 1e-12 * n, () -> "gap " + solution.gap());
      double[] margins = new double[n];
      risk.signedDesign().multiply(solution.w(), margins);
      for (int i = 0; i < n; i++) {
        assertTrue(margins[i] >= 1 - 1e-12 * n);
        // Only samples on the margin support it.
        assertTrue(solution.weights()[i] == 0 || margins[i] <= 1 + 1e-8, "sample " + i);
      }
      double[] combination = new double[50];
      risk.signedDesign().multiplyTransposed(1, solution.weights(), combination);
      double dual = inL1 ? Norms.max(combination) : Norms.l2(combination);
      assertEquals(1, Arrays.stream(solution.weights()).sum(), 1e-14 * n);
      assertEquals(solution.norm(), 1 / dual, 1e-12 * n * solution.norm());
    }
    assertEquals(Norms.l1(l1.w()), l1.norm(), 1e-13 * n);
    assertEquals(Norms.l2(l2.w()), l2.norm(), 1e-13 * n);
    assertTrue(Norms.l1(l1.w()) < Norms.l1(l2.w()) && Norms.l2(l2.w()) < Norms.l2(l1.w()));
  }

  @Test
  void twoSamplesByHand() {
    // w1 >= 1 and w1 + 2 w2 >= 1: both norms are least at (1, 0), where the second one touches.
    Logistic risk =
        new Logistic(DesignMatrix.of(new double[][] {{1, 0}, {-1, -2}}), new double[] {1, -1});
    assertArrayEquals(new double[] {1, 0}, L1Margin.of(risk).w(), 1e-14);
    assertArrayEquals(new double[] {1, 0}, L2Margin.of(risk).w(), 1e-14);
    // 3 w1 + 4 w2 >= 1: (3, 4)/25 in l2, (0, 1/4) in l1.
    Logistic one = new Logistic(DesignMatrix.of(new double[][] {{3, 4}}), new double[] {1});
    assertArrayEquals(new double[] {0.12, 0.16}, L2Margin.of(one).w(), 1e-15);
    assertArrayEquals(new double[] {0, 0.25}, L1Margin.of(one).w(), 1e-15);
  }

  @Test
  void scalesInverselyWithTheData() {
    double[][] rows = {{3, 1, -2}, {1, 2, 5}, {-4, 1, 1}};
    double[][] small = {
      {3e-150, 1e-150, -2e-150}, {1e-150, 2e-150, 5e-150}, {-4e-150, 1e-150, 1e-150}
    };
    double[] y = {1, -1, 1};
    Logistic risk = new Logistic(DesignMatrix.of(rows), y);
    Logistic scaled = new Logistic(DesignMatrix.of(small), y);
    assertEquals(L2Margin.of(risk).norm(), L2Margin.of(scaled).norm() * 1e-150, 1e-13);
    assertEquals(L1Margin.of(risk).norm(), L1Margin.of(scaled).norm() * 1e-150, 1e-13);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void inseparableClassesAreRefusedWithTheProof(long seed) {
    Logistic risk = new Logistic(TestProblems.gaussianDesign(60, 5, seed), signs(60, seed));
    for (Runnable solver : List.<Runnable>of(() -> L1Margin.of(risk), () -> L2Margin.of(risk))) {
      String message = assertThrows(BadDataException.class, solver::run).getMessage();
      assertTrue(message.startsWith("the classes are not separable"), message);
      // Caratheodory: six of them suffice.
      assertTrue(message.matches(".*: [2-6] signed samples .*"), message);
    }
  }

  @Test
  void repeatedSamplesAndColumnsAreNoObstacle() {
    double[][] rows = new double[12][];
    for (int i = 0; i < 12; i++) {
      double[] half = TestProblems.gaussian(10, i % 6);
      rows[i] = Arrays.copyOf(half, 20);
      System.arraycopy(half, 0, rows[i], 10, 10);
    }
    Logistic risk = new Logistic(DesignMatrix.of(rows), ones(12));
    assertTrue(L1Margin.of(risk).gap() <= 1e-11);
    assertTrue(L2Margin.of(risk).gap() <= 1e-11);
  }

  private static double[] signs(int n, long seed) {
    RandomGenerator random = TestProblems.random(seed + 100);
    double[] y = new double[n];
    Arrays.setAll(y, _ -> random.nextBoolean() ? 1 : -1);
    return y;
  }

  private static double[] ones(int n) {
    double[] y = new double[n];
    Arrays.fill(y, 1);
    return y;
  }

  private double number() {
    double total = 0;
    for (int q = 0; q < 4; q++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      total += (state >>> 11) * 0x1p-53;
    }
    return total - 2;
  }
}
