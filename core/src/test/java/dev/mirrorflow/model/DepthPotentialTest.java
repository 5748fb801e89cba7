package dev.mirrorflow.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DepthPotentialTest {

  @ParameterizedTest
  @CsvSource({"3, 0.1", "3, 10", "4, 1e-3", "5, 0.5", "40, 0.9"})
  void theGradientInvertsH(int depth, double alpha) {
    DepthPotential potential = new DepthPotential(alpha, depth);
    double p = depth / (depth - 2.0);
    double scale = Math.pow(alpha, depth);
    for (double z = 1e-9; z < 0.999; z = 1.3 * z + 1e-9) {
      double theta = scale * (Math.pow(1 - z, -p) - Math.pow(1 + z, -p));
      assertEquals(theta, potential.theta(z, 1 - z), 1e-15 * scale + 1e-13 * theta);
      assertEquals(theta, -potential.theta(-z, 1 - z), 1e-15 * scale + 1e-13 * theta);
      double exact = potential.theta(z, 1 - z);
      assertEquals(z, potential.gradient(exact), 2e-15 * z);
      assertEquals(-z, potential.gradient(-exact), 2e-15 * z);
      assertEquals(1 - z, potential.slack(exact), 1e-14 * (1 - z));
    }
  }

  /** For D = 4, h(z) = 4z/(1-z²)² and the conjugate is 2z²/(1-z²). */
  @Test
  void depthFourIsRational() {
    DepthPotential potential = new DepthPotential(1, 4);
    for (double z = 1e-6; z < 1; z *= 1.7) {
      double rest = (1 - z) * (1 + z);
      double theta = 4 * z / (rest * rest);
      assertEquals(theta, potential.theta(z, 1 - z), 1e-14 * theta);
      assertEquals(2 * z * z / rest, potential.conjugate(z, 1 - z), 1e-14 * 2 * z * z / rest);
      double weight = (4 + 12 * z * z) / (rest * rest * rest);
      assertEquals(weight, potential.weight(1 - z), 1e-14 * weight);
    }
  }

  /** Q(t) = ∫₀^t h⁻¹, by Simpson's rule over the inverse found by bisection. */
  @ParameterizedTest
  @ValueSource(ints = {3, 5, 9})
  void theValueIsTheIntegralOfTheInverse(int depth) {
    double alpha = 0.7;
    DepthPotential potential = new DepthPotential(alpha, depth);
    for (double end : new double[] {0.01, 1, 30}) {
      int intervals = 4000;
      double sum = 0;
      for (int i = 0; i <= intervals; i++) {
        int weight = i == 0 || i == intervals ? 1 : i % 2 == 1 ? 4 : 2;
        sum += weight * bisected(end * i / intervals, alpha, depth);
      }
      double integral = sum * end / intervals / 3;
      assertEquals(integral, potential.value(new double[] {end}), 1e-8 * integral);
      assertEquals(2 * integral, potential.value(new double[] {-end, end}), 2e-8 * integral);
    }
    assertEquals(0, potential.value(new double[3]));
  }

  private static double bisected(double theta, double alpha, int depth) {
    double p = depth / (depth - 2.0);
    double low = 0;
    double high = 1;
    for (int k = 0; k < 60; k++) {
      double z = (low + high) / 2;
      boolean below = Math.pow(alpha, depth) * (Math.pow(1 - z, -p) - Math.pow(1 + z, -p)) < theta;
      low = below ? z : low;
      high = below ? high : z;
    }
    return low;
  }

  @Test
  void farOutTheSlackKeepsItsDigits() {
    DepthPotential potential = new DepthPotential(1e-12, 3);
    // h⁻¹(t) = 1 - t^{-1/3} to the last bit, t = 1e36.
    assertEquals(1e-12, potential.slack(1), 1e-26);
    assertTrue(potential.gradient(1) < 1);
  }
}
