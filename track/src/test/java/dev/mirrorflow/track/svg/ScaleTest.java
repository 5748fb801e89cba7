package dev.mirrorflow.track.svg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {

  @Test
  void endsAndMiddle() {
    Scale linear = new Scale(-10, 30, 0, 400, false);
    assertEquals(100, linear.at(0), 1e-9);
    Scale logarithmic = new Scale(1, 100, 200, 0, true);
    assertEquals(100, logarithmic.at(10), 1e-9);
    assertEquals(0, logarithmic.at(100), 1e-9);
  }

  @Test
  void ticksAreRound() {
    assertEquals(List.of(-10.0, 0.0, 10.0, 20.0, 30.0), new Scale(-12, 31, 0, 1, false).ticks());
    assertEquals(List.of(1.0, 2.0, 5.0, 10.0, 20.0), new Scale(0.9, 40, 0, 1, true).ticks());
  }

  @ParameterizedTest
  @CsvSource({"1e-9, 1e9, true", "1.0, 1.01, true", "-1e-6, 2e-6, false", "0, 1e7, false"})
  void ticksAreFewAndWithin(double low, double high, boolean isLogarithmic) {
    List<Double> ticks = new Scale(low, high, 0, 1, isLogarithmic).ticks();
    assertTrue(ticks.size() >= 2 && ticks.size() <= 14, ticks.toString());
    assertTrue(ticks.get(0) >= low && ticks.get(ticks.size() - 1) <= high, ticks.toString());
  }

  @Test
  void whatCannotBeScaledIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Scale(1, 1, 0, 1, false));
    assertThrows(IllegalArgumentException.class, () -> new Scale(0, 1, 0, 1, true));
    assertThrows(IllegalArgumentException.class, () -> new Scale(Double.NaN, 1, 0, 1, false));
  }

  @Test
  void oneValueHasRoomOnBothSides() {
    Scale scale = Scale.logarithmic(5, 5, 0, 100);
    assertEquals(50, scale.at(5), 1e-9);
  }
}
