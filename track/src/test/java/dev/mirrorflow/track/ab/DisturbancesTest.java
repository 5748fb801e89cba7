package dev.mirrorflow.track.ab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DisturbancesTest {

  private static SortedMap<String, LoadsAroundFork> readings(
      long seed, double noise, int disturbed, LoadTimes then) {
    SplittableRandom random = new SplittableRandom(seed);
    LoadTimes before = still(random, noise);
    SortedMap<String, LoadsAroundFork> all = new TreeMap<>();
    for (int i = 0; i < 20; i++) {
      LoadTimes after = i == disturbed ? then : still(random, noise);
      all.put(String.format(Locale.ROOT, "r%03d", i), new LoadsAroundFork(before, after));
      before = after;
    }
    return all;
  }

  private static LoadTimes still(SplittableRandom random, double noise) {
    return new LoadTimes(
        1000 * Math.exp(noise * random.nextGaussian()),
        500 * Math.exp(noise * random.nextGaussian()),
        6000 * Math.exp(noise * random.nextGaussian()));
  }

  @Test
  void aStillMachineHasNone() {
    assertEquals(
        new TreeMap<>(), Disturbances.of(readings(5, 0.01, 3, new LoadTimes(1000, 500, 6000))));
  }

  @Test
  void theForksOnBothSidesOfASlowReadingAreNamedWithTheLoad() {
    SortedMap<String, String> found =
        Disturbances.of(readings(5, 0, 7, new LoadTimes(1000, 1000, 9000)));
    assertEquals(
        new TreeMap<>(Map.of("r007", "L1 +100%, memory +50%", "r008", "L1 +100%, memory +50%")),
        found);
  }

  /** Of 20 forks each, whose readings scatter by 4%, few stand out. */
  @Test
  void whereReadingsScatterWidelyATenthIsNothing() {
    int flagged = 0;
    for (int seed = 0; seed < 50; seed++) {
      flagged += Disturbances.of(readings(seed, 0.04, 7, new LoadTimes(1110, 500, 6000))).size();
    }
    assertTrue(flagged <= 20, flagged + " of 1000 forks");
  }

  @Test
  void aMachineThatIsBusyAllTheTimeIsNoExcuse() {
    int flagged = 0;
    for (int seed = 0; seed < 50; seed++) {
      flagged += Disturbances.of(readings(seed, 0.5, 7, new LoadTimes(1000, 500, 6000))).size();
    }
    assertTrue(flagged >= 900, flagged + " of 1000 forks");
  }
}
