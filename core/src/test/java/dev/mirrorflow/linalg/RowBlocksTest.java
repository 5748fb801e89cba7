package dev.mirrorflow.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowBlocksTest {

  private static final int ROUNDS = 50;

  private static DesignMatrix gaussian(Random random, int n, int d) {
    DesignMatrix x = DesignMatrix.zeros(n, d, 1 << 12);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        x.set(i, j, random.nextGaussian());
      }
    }
    return x;
  }

  /** One block, several, more rows than blocks, a last block of one row, several slices. */
  @ParameterizedTest
  @CsvSource({"1,1", "8,5", "9,5", "255,33", "257,17", "1001,3", "20,5000"})
  void theBitsAreTheSameForAnyNumberOfThreads(int n, int d) {
    Random random = new Random(n);
    DesignMatrix x = gaussian(random, n, d);
    double[] y = random.doubles(n, -1, 1).toArray();
    double[] residual = new double[n];
    double[] gradient = new double[d];
    double[] serialResidual = new double[n];
    double[] serialGradient = new double[d];
    double[] oneResidual = new double[n];
    double[] oneGradient = new double[d];
    try (Crew crewOfTwo = new Crew(2);
        Crew crewOfFive = new Crew(5)) {
      RowBlocks one = new RowBlocks(x, new Crew(1));
      RowBlocks two = new RowBlocks(x, crewOfTwo);
      RowBlocks five = new RowBlocks(x, crewOfFive);
      for (int round = 0; round < ROUNDS; round++) {
        double[] theta = random.doubles(d, -1, 1).toArray();
        double serial = x.residualGradient(theta, y, serialResidual, serialGradient);
        double expected = one.residualGradient(theta, y, oneResidual, oneGradient);
        assertEquals(serial, expected, 1e-13 * serial);
        assertArrayEquals(serialResidual, oneResidual, 1e-14 * d);
        assertArrayEquals(serialGradient, oneGradient, 1e-14 * d);
        assertEquals(expected, two.residualGradient(theta, y, residual, gradient));
        assertArrayEquals(oneResidual, residual);
        assertArrayEquals(oneGradient, gradient);
        assertEquals(expected, five.residualGradient(theta, y, residual, gradient));
        assertArrayEquals(oneGradient, gradient);
      }
    }
  }

  @Test
  void eachItemOfEachRoundRunsOnce() {
    int rounds = 2000;
    AtomicIntegerArray runs = new AtomicIntegerArray(7);
    try (Crew crew = new Crew(4)) {
      for (int round = 1; round <= rounds; round++) {
        int items = 1 + round % 7;
        int before = runs.get(items - 1);
        crew.run(items, runs::incrementAndGet);
        assertEquals(before + 1, runs.get(items - 1), "done when run returns");
      }
    }
    for (int item = 0; item < 7; item++) {
      int smallest = item;
      long expected = IntStream.rangeClosed(1, rounds).filter(r -> r % 7 >= smallest).count();
      assertEquals(expected, runs.get(item), "item " + item);
    }
  }

  @Test
  void theFailureOfAnItemReachesTheCallerAndTheCrewGoesOn() {
    try (Crew crew = new Crew(2)) {
      IllegalStateException failed =
          assertThrows(
              IllegalStateException.class,
              () ->
                  crew.run(
                      5,
                      item -> {
                        if (item == 3) {
                          throw new ArithmeticException("item 3");
                        }
                      }));
      assertEquals("item 3", failed.getCause().getMessage());
      crew.run(5, _ -> {});
    }
  }

  @Test
  void onlyLargeProblemsAreWorthIt() {
    assertTrue(RowBlocks.pays(DesignMatrix.zeros(64, 8192)));
    assertFalse(RowBlocks.pays(DesignMatrix.zeros(64, 1024)));
    assertFalse(RowBlocks.pays(DesignMatrix.zeros(1, 1 << 20)));
  }

  @Test
  void noThreadAtAllIsRefused() {
    assertThrows(BadDataException.class, () -> new Crew(0));
  }
}
