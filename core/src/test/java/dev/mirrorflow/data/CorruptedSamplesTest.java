package dev.mirrorflow.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import org.junit.jupiter.api.Test;

class CorruptedSamplesTest {

  private final Dataset data = SyntheticProblem.of(50, 40, 5, 1).training();

  @Test
  void aShareOfTheFeaturesIsZeroAndTheRestIsKept() {
    Dataset bad = new CorruptedSamples(3, 0.3, 7).of(data.x(), data.y());
    assertEquals(150, bad.x().rows());
    int zeros = 0;
    for (int i = 0; i < 150; i++) {
      for (int j = 0; j < 40; j++) {
        double value = bad.x().get(i, j);
        assertTrue(value == 0 || value == data.x().get(i % 50, j));
        zeros += value == 0 ? 1 : 0;
      }
    }
    assertEquals(0.3, zeros / 6000.0, 0.03);
  }

  @Test
  void labelsAreRandomOfTheSizeOfY() {
    Dataset bad = new CorruptedSamples(20, 0, 7).of(data.x(), data.y());
    double cross = 0;
    double squares = 0;
    double size = 0;
    for (int i = 0; i < bad.y().length; i++) {
      cross += bad.y()[i] * data.y()[i % 50];
      squares += bad.y()[i] * bad.y()[i];
      size += data.y()[i % 50] * data.y()[i % 50];
    }
    assertEquals(1, squares / size, 0.15);
    assertEquals(0, cross / size, 0.15);
  }

  @Test
  void theSeedDecidesAll() {
    Dataset one = new CorruptedSamples(2, 0.5, 7).of(data.x(), data.y());
    Dataset same = new CorruptedSamples(2, 0.5, 7).of(data.x(), data.y());
    Dataset other = new CorruptedSamples(2, 0.5, 8).of(data.x(), data.y());
    assertArrayEquals(one.y(), same.y());
    assertNotEquals(one.y()[0], other.y()[0]);
    assertArrayEquals(
        new CorruptedSamples(1, 0.9, 3).of(data.x(), data.y()).y(),
        CorruptedSamples.randomLabels(3).of(data.x(), data.y()).y());
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    assertThrows(BadDataException.class, () -> new CorruptedSamples(0, 0.5, 1));
    assertThrows(BadDataException.class, () -> new CorruptedSamples(1, 1, 1));
    assertThrows(BadDataException.class, () -> new CorruptedSamples(1, Double.NaN, 1));
  }
}
