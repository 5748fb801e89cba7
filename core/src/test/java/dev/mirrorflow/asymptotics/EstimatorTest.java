package dev.mirrorflow.asymptotics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EstimatorTest {

  /** The equation of η at 500 places of x from 1e-12 to 1e3. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-280, 1e-20, 1e-6, 0.1, 1, 1e3, 1e12})
  void theProximalMapSolvesItsEquation(double invariant) {
    EntropyEstimator estimator = new EntropyEstimator(Math.log(invariant));
    for (double weight : new double[] {1e-8, 1e-2, 1, 1e5}) {
      for (int k = 0; k <= 500; k++) {
        double x = Math.pow(10, -12 + 15.0 * k / 500);
        EntropyEstimator.Point point = estimator.point(x, weight);
        double s = asinh(point.t() / invariant);
        assertEquals(x, point.t() + weight * s, 2e-12 * x, "at " + x + " of weight " + weight);
        assertEquals(Math.hypot(point.t(), invariant), point.spread(), 1e-12 * point.spread());
      }
    }
  }

  private static double asinh(double a) {
    return a > 1e150 ? Math.log(2) + Math.log(a) : Math.log1p(a + a * a / (1 + Math.hypot(1, a)));
  }

  /** The means of the closed forms, by the sum of a fine grid of Z. */
  @Test
  void closedMeansAreThoseOfAGrid() {
    for (Estimator estimator : new Estimator[] {new SoftThreshold(), new LinearShrinkage()}) {
      for (double truth : new double[] {0, 0.3, 2}) {
        assertMoments(onGrid(estimator, truth, 0.7, 0.9), estimator.moments(truth, 0.7, 0.9), 1e-6);
      }
    }
  }

  /** The same means by a grid of another kind: 400,001 points of Z. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1e-2, 1, 100})
  void meansOfTheEntropyAreThoseOfAGrid(double invariant) {
    EntropyEstimator estimator = new EntropyEstimator(Math.log(invariant));
    for (double truth : new double[] {0, 0.3, 2}) {
      assertMoments(onGrid(estimator, truth, 0.7, 0.9), estimator.moments(truth, 0.7, 0.9), 1e-8);
    }
  }

  private static Moments onGrid(Estimator estimator, double truth, double tau, double weight) {
    int half = 200_000;
    Moments sum = Moments.NONE;
    for (int k = -half; k <= half; k++) {
      double z = 9.0 * k / half;
      double x = truth + tau * z;
      double t = 0;
      double slope = 0;
      switch (estimator) {
        case SoftThreshold _ -> {
          t = Math.signum(x) * Math.max(Math.abs(x) - weight, 0);
          slope = Math.abs(x) > weight ? 1 : 0;
        }
        case LinearShrinkage _ -> {
          t = x / (1 + weight);
          slope = 1 / (1 + weight);
        }
        case EntropyEstimator entropy -> {
          EntropyEstimator.Point point = entropy.point(Math.abs(x), weight);
          t = Math.copySign(point.t(), x);
          slope = point.spread() / (point.spread() + weight);
        }
      }
      double mass = Gaussian.density(z) * 9 / half;
      double off = t - truth;
      sum = sum.plus(mass, new Moments(slope, off * off, Math.abs(t), t * t));
    }
    return sum;
  }

  private static void assertMoments(Moments right, Moments found, double tolerance) {
    assertEquals(right.slope(), found.slope(), 10 * tolerance);
    assertEquals(right.squaredError(), found.squaredError(), tolerance);
    assertEquals(right.size(), found.size(), tolerance);
    assertEquals(right.square(), found.square(), tolerance);
  }

  /** Against values of mpmath. */
  @Test
  void theTailOfTheNormalDistributionIsRight() {
    assertEquals(0.5, Gaussian.tail(0));
    assertEquals(0.02275013194817921, Gaussian.tail(2), 1e-17);
    assertEquals(0.02275013194817921, Gaussian.tail(Math.nextDown(2.0)), 1e-16);
    assertEquals(0.15865525393145705, Gaussian.tail(1), 1e-16);
    assertEquals(0.8413447460685429, Gaussian.tail(-1), 2e-16);
    assertEquals(7.619853024160525e-24, Gaussian.tail(10), 1e-37);
  }
}
