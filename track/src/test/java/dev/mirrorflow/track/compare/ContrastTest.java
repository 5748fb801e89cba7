package dev.mirrorflow.track.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.TTest;
import org.junit.jupiter.api.Test;

class ContrastTest {

  /** Forks of one iteration each, with these logarithms. */
  private static ForkFigures forks(double... logarithms) {
    return ForkFigures.of(
        Arrays.stream(logarithms)
            .mapToObj(l -> new double[] {Math.exp(l)})
            .toArray(double[][]::new));
  }

  private static double[] noise(SplittableRandom random, int n, double mean, double deviation) {
    double[] values = new double[n];
    Arrays.setAll(values, i -> mean + deviation * random.nextGaussian());
    return values;
  }

  @Test
  void separateForksGiveWelchsTest() {
    SplittableRandom random = new SplittableRandom(1);
    for (int n : new int[] {2, 5, 10}) {
      double[] base = noise(random, n, 1, 0.03);
      double[] fresh = noise(random, 7, 1.02, 0.09);
      Contrast contrast = new SeparateContrast(forks(base), forks(fresh));
      TTest.Result expected =
          TTest.withDefaults().with(DataDispersion.HETEROSCEDASTIC).test(fresh, base);
      assertEquals(expected.getDegreesOfFreedom(), contrast.degreesOfFreedom(), 1e-9);
      assertEquals(expected.getStatistic(), contrast.difference() / contrast.standardError(), 1e-9);
      assertEquals(expected.getPValue(), contrast.pValue(), 1e-9);
    }
  }

  @Test
  void pairsGiveThePairedTest() {
    SplittableRandom random = new SplittableRandom(2);
    double[] base = noise(random, 8, 1, 0.5);
    double[] fresh = base.clone();
    for (int i = 0; i < 8; i++) {
      fresh[i] += 0.01 + 0.02 * random.nextGaussian();
    }
    Contrast contrast = new PairedContrast(forks(base), forks(fresh));
    TTest.Result expected = TTest.withDefaults().pairedTest(fresh, base);
    assertEquals(expected.getDegreesOfFreedom(), contrast.degreesOfFreedom());
    assertEquals(expected.getPValue(), contrast.pValue(), 1e-9);
    assertTrue(
        contrast.standardError()
            < 0.1 * new SeparateContrast(forks(base), forks(fresh)).standardError());
  }

  @Test
  void separatedForksHaveTheSmallestRankPValue() {
    ForkFigures base = forks(1, 2, 3, 4);
    ForkFigures fresh = forks(11, 12.5, 13.7, 14.8);
    for (Contrast c :
        new Contrast[] {new SeparateContrast(base, fresh), new PairedContrast(base, fresh)}) {
      assertEquals(c.smallestRankPValue(), c.rankPValue(), 1e-12);
    }
    assertEquals(2.0 / 70, new SeparateContrast(base, fresh).smallestRankPValue(), 1e-15);
    assertEquals(2.0 / 16, new PairedContrast(base, fresh).smallestRankPValue(), 1e-15);
  }

  @Test
  void forksWithoutSpreadDifferCertainlyOrNotAtAll() {
    ForkFigures same = forks(1, 1, 1);
    ForkFigures other = forks(2, 2, 2);
    assertEquals(1, new SeparateContrast(same, same).pValue());
    assertEquals(0, new SeparateContrast(same, other).pValue());
    assertEquals(1, new PairedContrast(same, same).rankPValue());
    BootstrapInterval interval =
        BootstrapInterval.of(new SeparateContrast(same, other), 0.05, 100, 1);
    assertEquals(new BootstrapInterval(1, 1), interval);
  }

  @Test
  void aForkIsNotEnough() {
    assertThrows(IllegalArgumentException.class, () -> new SeparateContrast(forks(1), forks(1, 2)));
    assertThrows(
        IllegalArgumentException.class, () -> new PairedContrast(forks(1, 2, 3), forks(1, 2)));
  }

  @Test
  void theFigureOfAForkIsItsMedian() {
    ForkFigures forks = ForkFigures.of(new double[][] {{Math.E, 1e9, 1}, {}, {1, Math.exp(2)}});
    assertArrayEquals(new double[] {1, 1}, forks.figures(), 1e-15);
    assertEquals(2, forks.count(), "a fork without iterations does not count");
  }

  /** The interval is the t interval where figures are normal, and its ends are seeded. */
  @Test
  void theIntervalIsStudentsOnNormalForks() {
    SplittableRandom random = new SplittableRandom(3);
    double difference = 0;
    for (int repetition = 0; repetition < 20; repetition++) {
      Contrast contrast =
          new SeparateContrast(forks(noise(random, 10, 0, 1)), forks(noise(random, 10, 0, 1)));
      BootstrapInterval interval = BootstrapInterval.of(contrast, 0.05, 4000, 7);
      double half = contrast.t(0.975) * contrast.standardError();
      difference += (interval.high() - interval.low()) / (2 * half) / 20;
      assertEquals(interval, BootstrapInterval.of(contrast, 0.05, 4000, 7));
    }
    assertEquals(1, difference, 0.03);
  }

  @Test
  void iterationsAreDrawnToo() {
    double[][] noisy = new double[6][4];
    SplittableRandom random = new SplittableRandom(4);
    for (double[] fork : noisy) {
      Arrays.setAll(fork, i -> Math.exp(random.nextGaussian()));
    }
    ForkFigures forks = ForkFigures.of(noisy);
    double[][] medians =
        Arrays.stream(forks.figures())
            .mapToObj(f -> new double[] {Math.exp(f)})
            .toArray(double[][]::new);
    BootstrapInterval both =
        BootstrapInterval.of(new SeparateContrast(forks, forks), 0.05, 4000, 1);
    ForkFigures only = ForkFigures.of(medians);
    BootstrapInterval forksOnly =
        BootstrapInterval.of(new SeparateContrast(only, only), 0.05, 4000, 1);
    assertTrue(both.high() - both.low() > 1.1 * (forksOnly.high() - forksOnly.low()));
  }

  @Test
  void holmByHand() {
    assertArrayEquals(
        new double[] {0.06, 0.04, 0.06, 0.5},
        Holm.adjust(new double[] {0.03, 0.01, 0.02, 0.5}),
        1e-15);
    assertArrayEquals(
        new double[] {0.3, 0.3, 0.004}, Holm.adjust(new double[] {0.2, 0.15, 0.004 / 3}), 1e-15);
    assertEquals(0, Holm.adjust(new double[0]).length);
  }
}
