package dev.mirrorflow.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.error.BadDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HyperbolicEntropyTest {

  /** Reference case potential_values. */
  @ParameterizedTest
  @CsvSource({
    "3, 0.001, 21.910905540788452, 7.803635013596178, 0.16666666666665741",
    "3, 1.0e-150, 1037.3509310511627, 346.28364368372087, 0.16666666666666666",
    "-2, 0.7, 1.3297484012861505, -1.057161778193272, 0.24281860217928677",
    "2.5e-7, 100000.0, 1.5625e-24, 1.25e-17, 5e-11",
    "1e-8, 1.0, 2.5e-17, 5e-09, 0.5",
    "5, 1.0e+60, 6.25e-120, 2.5e-120, 5e-121"
  })
  void equalsTheReference(double theta, double alpha, double value, double gradient, double hess) {
    HyperbolicEntropy entropy = HyperbolicEntropy.ofAlpha(alpha, 1);
    double[] at = {theta};
    assertEquals(value, entropy.value(at), 1e-12 * value);
    assertEquals(gradient, entropy.gradient(at)[0], 1e-12 * Math.abs(gradient));
    assertEquals(hess, entropy.hessianDiagonal(at)[0], 1e-12 * hess);
    assertEquals(theta, entropy.inverseGradient(entropy.gradient(at))[0], 1e-11 * Math.abs(theta));
  }

  /** Reference case bregman_divergence. */
  @Test
  void divergenceEqualsTheReference() {
    HyperbolicEntropy entropy = HyperbolicEntropy.of(new double[] {0.01, 1, -0.3, 4});
    double divergence =
        entropy.divergence(new double[] {1.5, -0.25, 0, 2}, new double[] {0.5, 0.25, -1, 2});
    assertEquals(0.7578078302948883, divergence, 1e-12);
  }

  /** D ≈ φ''(θ0)(θ - θ0)²/2 for close points, where the definition loses all digits. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-100, 1e-8, 0.3, 5, 1e12})
  void divergenceOfClosePointsIsTheQuadraticForm(double theta) {
    HyperbolicEntropy entropy = HyperbolicEntropy.ofAlpha(0.7, 1);
    double[] at = {theta};
    double[] near = {theta * (1 + 0x1p-30)};
    double step = near[0] - theta;
    double expected = entropy.hessianDiagonal(at)[0] * step * step / 2;
    assertEquals(expected, entropy.divergence(near, at), 1e-8 * expected);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-300, -150, -20, -1, 0, 1, 20, 150, 300})
  void stayInRangeAtExtremeRatios(double exponent) {
    // x = θ/I from 1e-300 to 1e300 with I = 1: φ ~ x²/4 underflows to 0 only where it must.
    HyperbolicEntropy entropy = HyperbolicEntropy.of(new double[] {1});
    double x = Math.pow(10, exponent);
    double value = entropy.value(new double[] {x});
    double expected =
        exponent < -10
            ? x * x / 4
            : exponent > 10 ? x * (Math.log(x) + Math.log(2) - 1) / 2 : Double.NaN;
    if (Double.isNaN(expected)) {
      expected = (x * Math.log(x + Math.sqrt(x * x + 1)) - Math.sqrt(x * x + 1) + 1) / 2;
    }
    assertEquals(expected, value, 1e-12 * expected);
  }

  @Test
  void gradientIsTheDerivativeAndTheHessianThatOfTheGradient() {
    double[] invariant = TestProblems.gaussian(9, 61);
    HyperbolicEntropy entropy = HyperbolicEntropy.of(invariant);
    double[] theta = TestProblems.gaussian(9, 62);
    for (int j = 0; j < 9; j++) {
      double[] plus = theta.clone();
      double[] minus = theta.clone();
      plus[j] += 1e-5;
      minus[j] -= 1e-5;
      assertEquals(
          (entropy.value(plus) - entropy.value(minus)) / 2e-5,
          entropy.gradient(theta)[j],
          1e-8 * (1 + Math.abs(entropy.gradient(theta)[j])));
      double slope = (entropy.gradient(plus)[j] - entropy.gradient(minus)[j]) / 2e-5;
      assertEquals(slope, entropy.hessianDiagonal(theta)[j], 1e-6 * slope);
    }
  }

  @Test
  void aZeroInvariantIsRefused() {
    String message =
        assertThrows(BadDataException.class, () -> HyperbolicEntropy.of(new double[] {1, 0}))
            .getMessage();
    assertTrue(message.contains("at 1"), message);
  }

  /** D = (θ δ - s + s0)/2 with θ δ = -1e-30 ln 1e30: nothing but s0/2. */
  @Test
  void theDivergenceToAFarLargerStartIsFinite() {
    HyperbolicEntropy entropy = HyperbolicEntropy.ofAlpha(1e-60, 1);
    assertEquals(0.5, entropy.divergence(new double[] {1e-30}, new double[] {1}), 1e-15);
    assertEquals(0.5, entropy.divergence(new double[] {-1e-30}, new double[] {-1}), 1e-15);
  }
}
