package dev.mirrorflow.asymptotics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.Projection;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateEvolutionTest {

  private static final double[] MIXED = mixed();

  /** d = 200: 190 zeros, 6 ones, four of -2.5. */
  private static double[] mixed() {
    double[] truth = new double[200];
    Arrays.fill(truth, 10, 16, 1);
    Arrays.fill(truth, 100, 104, -2.5);
    return truth;
  }

  private static double[] sparse(int d, int k) {
    double[] truth = new double[d];
    for (int j = 0; j < k; j++) {
      truth[j] = j % 2 == 0 ? 1 : -1;
    }
    return truth;
  }

  /** By mpmath in 25 digits: its quadrature in s, t = I sinh(s), and its root finder. */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0.1, 0.0843687870000864756, 2.59723688794638427, 54.3940139877501944, 5.2972566121723161",
    "0, 1e-3, 3.47919697215954437e-4, 4.84192462843365355e-5, 40.0452867002094259,"
        + " 6.31963301304150472",
    "0.5, 1, 0.244895796676944627, 23.7395804920141612, 91.0424905785985919, 4.02120293092457895"
  })
  void itIsThatOfAnotherQuadrature(
      double noise, double alpha, double tau, double squaredError, double l1, double l2) {
    StateEvolution.Prediction found = StateEvolution.ofAlpha(400, sparse(1000, 40), noise, alpha);
    assertEquals(tau, found.tau(), 1e-11 * tau);
    assertEquals(squaredError, found.squaredError(), 1e-11 * squaredError);
    assertEquals(l1, found.l1(), 1e-11 * l1);
    assertEquals(l2, found.l2(), 1e-11 * l2);
    assertEquals(noise * noise + squaredError, found.testError(), 1e-11 * found.testError());
  }

  /** Hastie, Montanari, Rosset and Tibshirani 2022, ridgeless with isotropic features. */
  @Test
  void theLeastL2NormHasItsKnownError() {
    double share = 50.0 / 200;
    double squares = 6 + 4 * 2.5 * 2.5;
    double noise = 0.7;
    double right = squares * (1 - share) + noise * noise * share / (1 - share);
    assertEquals(right, StateEvolution.ofLeastL2(50, MIXED, noise).squaredError(), 1e-12 * right);
    assertEquals(right, StateEvolution.ofAlpha(50, MIXED, noise, 1e6).squaredError(), 1e-8 * right);
    StateEvolution.Prediction large = StateEvolution.ofAlpha(50, MIXED, noise, 1e6);
    StateEvolution.Prediction l2 = StateEvolution.ofLeastL2(50, MIXED, noise);
    assertEquals(l2.l1(), large.l1(), 1e-8 * l2.l1());
    assertEquals(l2.l2(), large.l2(), 1e-8 * l2.l2());
  }

  /** Without noise basis pursuit finds θ* up to the curve of Donoho and Tanner, and no further. */
  @ParameterizedTest
  @ValueSource(ints = {100_000, 300_000, 700_000})
  void theLeastL1NormIsExactUpToTheThreshold(int n) {
    int d = 1_000_000;
    double threshold = n * RecoveryThreshold.ofSamples((double) n / d);
    int below = (int) Math.floor(threshold) - 2;
    int above = (int) Math.ceil(threshold) + 2;
    assertEquals(0, StateEvolution.ofLeastL1(n, sparse(d, below), 0).squaredError());
    assertTrue(StateEvolution.ofLeastL1(n, sparse(d, above), 0).squaredError() > 0);
  }

  /**
   * Small noise is amplified by a known factor (Donoho, Maleki and Montanari 2011): with θ* far
   * above the threshold κτ, n = k(1 + κ²) M + ..., in closed form by κ alone.
   */
  @Test
  void smallNoiseIsAmplifiedByItsKnownFactor() {
    int n = 400;
    int d = 1000;
    int k = 40;
    double kappa = kappa(n, d, k);
    double q = Gaussian.tail(kappa);
    double spread = 2 * ((1 + kappa * kappa) * q - kappa * Gaussian.density(kappa));
    double risk = k * (1 + kappa * kappa) + (d - k) * spread;
    double noise = 1e-5;
    double right = noise * noise * risk / (n - risk);
    assertEquals(
        right, StateEvolution.ofLeastL1(n, sparse(d, k), noise).squaredError(), 1e-8 * right);
  }

  /** κ of k + (d - k) 2Q(κ) = n, by bisection. */
  private static double kappa(int n, int d, int k) {
    double low = 0;
    double high = 10;
    for (int step = 0; step < 100; step++) {
      double middle = (low + high) / 2;
      if (k + (d - k) * 2 * Gaussian.tail(middle) > n) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The way to α → 0 is as 1/ln(1/α²): extrapolated in it, the ends meet. */
  @Test
  void theLimitOfSmallAlphaIsBasisPursuit() {
    double right = StateEvolution.ofLeastL1(50, MIXED, 0.3).squaredError();
    double[] logs = {-2e5, -4e5, -8e5};
    double[] errors = new double[logs.length];
    for (int k = 0; k < logs.length; k++) {
      double[] invariant = new double[MIXED.length];
      Arrays.fill(invariant, logs[k]);
      errors[k] = StateEvolution.of(50, MIXED, 0.3, invariant).squaredError();
    }
    double first = 2 * errors[1] - errors[0];
    double second = 2 * errors[2] - errors[1];
    assertEquals(right, (4 * second - first) / 3, 1e-8 * right);
  }

  @Test
  void equalInvariantsOfTheirOwnAreThoseOfOneAlpha() {
    double[] invariant = new double[MIXED.length];
    Arrays.fill(invariant, 2 * Math.log(0.03));
    assertEquals(
        StateEvolution.ofAlpha(50, MIXED, 0.2, 0.03), StateEvolution.of(50, MIXED, 0.2, invariant));
  }

  /** d = 2000, n = 100: the mean over 40 problems is within three standard errors. */
  @Test
  void theLimitsOfGaussianProblemsAreAsPredicted() {
    int n = 100;
    int d = 2000;
    int k = 5;
    double noise = 0.5;
    double[] alphas = {1, 0.2, 0.05};
    double[][][] found =
        IntStream.rangeClosed(1, 40)
            .parallel()
            .mapToObj(seed -> simulated(new SyntheticProblem(n, d, k, 0, noise, seed), alphas))
            .toArray(double[][][]::new);
    for (int i = 0; i < alphas.length; i++) {
      StateEvolution.Prediction right = StateEvolution.ofAlpha(n, sparse(d, k), noise, alphas[i]);
      assertWithin(column(found, i, 0), right.squaredError());
      assertWithin(column(found, i, 1), right.l1());
      assertWithin(column(found, i, 2), right.l2());
    }
  }

  private static double[][] simulated(SyntheticProblem problem, double[] alphas) {
    Dataset data = problem.training();
    double[] truth = problem.thetaStar();
    List<Projection> limits =
        new BregmanProjection(new LeastSquares(data.x(), data.y())).path(alphas);
    return limits.stream()
        .map(limit -> {
          double distance = Norms.relativeDistance(limit.theta(), truth) * Norms.l2(truth);
          return new double[] {
            distance * distance, Norms.l1(limit.theta()), Norms.l2(limit.theta())
          };
        })
        .toArray(double[][]::new);
  }

  private static double[] column(double[][][] found, int i, int k) {
    return Arrays.stream(found).mapToDouble(seed -> seed[i][k]).toArray();
  }

  private static void assertWithin(double[] values, double right) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    assertEquals(right, mean, 3 * Math.sqrt(variance / values.length));
  }

  @Test
  void nothingIsPredictedOfNothing() {
    assertEquals(0, StateEvolution.ofAlpha(3, new double[5], 0, 1).testError());
  }

  @Test
  void whatItDoesNotCoverIsRefused() {
    assertRefused("1 <= n < d", () -> StateEvolution.ofAlpha(200, MIXED, 0, 1));
    assertRefused("1 <= n < d", () -> StateEvolution.ofLeastL1(0, MIXED, 0));
    assertRefused("alpha must be positive", () -> StateEvolution.ofAlpha(5, MIXED, 0, 0));
    assertRefused("sigma must be finite", () -> StateEvolution.ofAlpha(5, MIXED, -1, 1));
    assertRefused("NaN", () -> StateEvolution.ofAlpha(1, new double[] {1, Double.NaN}, 0, 1));
    assertRefused("length", () -> StateEvolution.of(5, MIXED, 0, new double[3]));
  }

  private static void assertRefused(String words, Runnable call) {
    BadDataException refusal = assertThrows(BadDataException.class, call::run);
    assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
  }
}
