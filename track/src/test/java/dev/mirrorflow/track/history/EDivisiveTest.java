package dev.mirrorflow.track.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EDivisiveTest {

  private static final double LEVEL = 0.05;

  private static EDivisive detector(long seed) {
    return new EDivisive(LEVEL, 199, 3, seed);
  }

  /** Levels, each for a number of runs, with normal noise on top. */
  private static double[] series(long seed, double sigma, int length, double... levels) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[length * levels.length];
    Arrays.setAll(values, i -> levels[i / length] + sigma * random.nextGaussian());
    return values;
  }

  @Test
  void aStepOfFiveSigmasIsFoundWithinOneRun() {
    for (int seed = 0; seed < 100; seed++) {
      List<Integer> found = detector(seed).changePoints(series(seed, 0.02, 15, 1, 1.1));
      assertTrue(
          found.stream().anyMatch(i -> Math.abs(i - 15) <= 1), "seed " + seed + ": " + found);
    }
  }

  @Test
  void moreStepsThanTheLevelAllowsAreRare() {
    int extra = 0;
    for (int seed = 0; seed < 200; seed++) {
      extra += detector(seed).changePoints(series(seed, 0.02, 15, 1, 1.1)).size() - 1;
    }
    assertTrue(extra <= 200 * LEVEL + 3 * Math.sqrt(200 * LEVEL), extra + " in 200");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.1, 0.9})
  void aStepThatIsTakenBackIsTwoSteps(double level) {
    for (int seed = 0; seed < 30; seed++) {
      List<Integer> found = detector(seed).changePoints(series(seed, 0.01, 12, 1, level, 1));
      for (int step : new int[] {12, 24}) {
        assertTrue(
            found.stream().anyMatch(i -> Math.abs(i - step) <= 1), "seed " + seed + ": " + found);
      }
    }
  }

  /** The permutation test is exact: too few would be as wrong as too many. */
  @Test
  void pureNoiseIsCutAtTheStatedRate() {
    int trials = 400;
    int cut = 0;
    for (int seed = 0; seed < trials; seed++) {
      cut += detector(seed).changePoints(series(seed + 7919, 1, 30, 0)).isEmpty() ? 0 : 1;
    }
    double sigma = Math.sqrt(trials * LEVEL * (1 - LEVEL));
    assertEquals(trials * LEVEL, cut, 3 * sigma);
  }

  @Test
  void heavyTailsAreNoSteps() {
    int cut = 0;
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] cauchy = random.doubles(30).map(u -> Math.tan(Math.PI * (u - 0.5))).toArray();
      cut += detector(seed).changePoints(cauchy).isEmpty() ? 0 : 1;
    }
    assertTrue(cut <= 200 * LEVEL + 3 * Math.sqrt(200 * LEVEL), cut + " of 200");
  }

  @Test
  void aConstantOrShortSeriesHasNoSteps() {
    assertEquals(List.of(), detector(1).changePoints(new double[50]));
    assertEquals(List.of(), detector(1).changePoints(new double[] {1, 1, 2, 2, 9}));
    assertEquals(List.of(), detector(1).changePoints(new double[0]));
  }

  /** With fewer runs not even a jump is found; with those, it is. */
  @Test
  void aStepNeedsSoManyRuns() {
    int needed = EDivisive.STANDARD.runsNeeded();
    assertEquals(10, needed);
    for (int n = 6; n <= 14; n++) {
      double[] jump = new double[n];
      Arrays.setAll(jump, i -> i < jump.length / 2 ? 0.001 * (i % 3) : 1 + 0.001 * (i % 3));
      boolean isFound = !EDivisive.STANDARD.changePoints(jump).isEmpty();
      if (n < needed) {
        assertEquals(false, isFound, n + " runs");
      } else if (n > needed) {
        assertEquals(true, isFound, n + " runs");
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameSteps() {
    double[] values = series(3, 0.05, 20, 1, 1.06);
    assertEquals(detector(5).changePoints(values), detector(5).changePoints(values));
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new EDivisive(0.01, 50, 3, 1));
    assertThrows(IllegalArgumentException.class, () -> new EDivisive(0.05, 199, 1, 1));
    double[] values = {1, Double.NaN};
    assertThrows(IllegalArgumentException.class, () -> detector(1).changePoints(values));
  }
}
