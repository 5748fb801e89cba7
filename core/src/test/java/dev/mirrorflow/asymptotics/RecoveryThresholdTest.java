package dev.mirrorflow.asymptotics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryThresholdTest {

  /** Computed by mpmath from the infimum, its integrals by quadrature with 18 digits. */
  @ParameterizedTest
  @CsvSource({
    "0.1, 0.18942936775967",
    "0.25, 0.26738355240776",
    "0.5, 0.38568966618148",
    "0.75, 0.53371167680447",
    "0.9, 0.6781693781345"
  })
  void agreesWithValuesOfHighPrecision(double delta, double rho) {
    assertEquals(rho, RecoveryThreshold.ofSamples(delta), 2e-13);
  }

  /** At (δ, ρ) the infimum of the definition, by search over τ and Simpson's rule, is δ. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 0.01, 0.07, 0.33, 0.62, 0.97})
  void solvesTheDefinition(double delta) {
    double s = RecoveryThreshold.ofSamples(delta) * delta;
    double low = 0;
    double high = 10;
    for (int step = 0; step < 80; step++) {
      double a = low + (high - low) / 3;
      double b = high - (high - low) / 3;
      if (dimension(s, a) < dimension(s, b)) {
        high = b;
      } else {
        low = a;
      }
    }
    assertEquals(delta, dimension(s, low), 1e-9 * delta);
  }

  /** s(1 + τ²) + (1 - s) E[(|g| - τ)₊²], g standard normal. */
  private static double dimension(double s, double tau) {
    int intervals = 2000;
    double h = 9.0 / intervals;
    double sum = 0;
    for (int i = 0; i <= intervals; i++) {
      double x = i * h;
      double weight = i == 0 || i == intervals ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * x * x * Math.exp(-(x + tau) * (x + tau) / 2);
    }
    return s * (1 + tau * tau) + (1 - s) * Math.sqrt(2 / Math.PI) * sum * h / 3;
  }

  /** Donoho and Tanner's limit of few samples, ρ ~ 1/(2 ln(1/δ)), which is reached slowly. */
  @Test
  void hasItsLimits() {
    assertEquals(1, RecoveryThreshold.ofSamples(1));
    // 1 - ρ ~ √(π/2) √(1 - δ).
    assertEquals(Math.sqrt(Math.PI / 2) * 1e-5, 1 - RecoveryThreshold.ofSamples(1 - 1e-10), 1e-9);
    double last = 0.05;
    for (double delta : new double[] {1e-10, 1e-50, 1e-250}) {
      double excess = RecoveryThreshold.ofSamples(delta) * 2 * Math.log(1 / delta) - 1;
      assertTrue(excess > 0 && excess < last, delta + ": " + excess);
      last = excess;
    }
    assertTrue(last < 0.005, "" + last);
  }

  @Test
  void rises() {
    double last = 0;
    for (int i = 1; i <= 5000; i++) {
      double rho = RecoveryThreshold.ofSamples(i / 5000.0);
      assertTrue(rho > last, "at " + i);
      last = rho;
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWhatIsNoShare(double delta) {
    assertThrows(BadDataException.class, () -> RecoveryThreshold.ofSamples(delta));
  }
}
