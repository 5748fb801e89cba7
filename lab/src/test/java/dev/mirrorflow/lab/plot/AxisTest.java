package dev.mirrorflow.lab.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Places, ticks and their labels. */
final class AxisTest {

  private static String labels(Axis axis, int most) {
    List<String> labels =
        Arrays.stream(axis.ticks(most)).mapToObj(t -> axis.tickLabel(t, most)).toList();
    return String.join(" ", labels);
  }

  @ParameterizedTest
  @CsvSource({
    "-2, 3, 6, −2 −1 0 1 2 3",
    "-1.25, 2.5, 8, −1.0 −0.5 0.0 0.5 1.0 1.5 2.0 2.5",
    "0, 0.3, 4, 0.0 0.1 0.2 0.3",
    "0, 70000, 4, 0 20000 40000 60000",
    "1.02, 1.07, 6, 1.02 1.03 1.04 1.05 1.06 1.07",
  })
  void linear(double min, double max, int most, String expected) {
    assertEquals(expected, labels(Axis.linear("x", min, max), most));
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 1000, 9, 0.1 1 10 100 1000",
    "1e-4, 100, 9, 10^{−4} 10^{−3} 10^{−2} 10^{−1} 10^{0} 10^{1} 10^{2}",
    "1e-300, 1, 4, 10^{−300} 10^{−225} 10^{−150} 10^{−75} 10^{0}",
    "0.3, 4, 9, 0.5 1 2",
    "0.03, 30, 9, 0.1 1 10",
    "3e-7, 2e-6, 9, 5·10^{−7} 10^{−6} 2·10^{−6}",
  })
  void logarithmic(double min, double max, int most, String expected) {
    assertEquals(expected, labels(Axis.log("x", min, max), most));
  }

  @Test
  void valuesAndFractionsInvertEachOther() {
    for (Axis axis : List.of(Axis.linear("x", -3, 5), Axis.log("x", 1e-300, 1e2))) {
      assertEquals(0, axis.fraction(axis.min()), 1e-15);
      assertEquals(1, axis.fraction(axis.max()), 1e-15);
      for (double f = 0; f <= 1; f += 0.125) {
        assertEquals(f, axis.fraction(axis.value(f)), 1e-14);
      }
    }
    assertTrue(Double.isNaN(Axis.log("x", 1, 2).fraction(-1)));
  }

  @Test
  void minorTicksFillTheDecades() {
    assertArrayEquals(
        new double[] {0.5, 0.6, 0.7, 0.8, 0.9, 2, 3, 4},
        Axis.log("x", 0.45, 4.5).minorTicks(9),
        1e-12);
    assertEquals(5 + 8 + 8, Axis.log("x", 0.45, 100).minorTicks(9).length);
    assertEquals(0, Axis.log("x", 1e-30, 1).minorTicks(9).length);
    assertEquals(0, Axis.linear("x", 0, 1).minorTicks(9).length);
  }

  @Test
  void emptyAxesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Axis.linear("x", 1, 1));
    assertThrows(IllegalArgumentException.class, () -> Axis.log("x", 0, 1));
    assertThrows(IllegalArgumentException.class, () -> Axis.linear("x", 0, Double.NaN));
  }
}
