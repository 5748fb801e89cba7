package dev.mirrorflow.data;

import static dev.mirrorflow.data.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mirrorflow.linalg.DesignMatrix;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StandardizerTest {

  @Test
  void trainingFeaturesGetMeanZeroAndDeviationOne() {
    int n = 200;
    int d = 13;
    Random random = new Random(5);
    DesignMatrix x = DesignMatrix.zeros(n, d);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        x.set(i, j, 1e4 * j + (j + 1) * random.nextGaussian());
      }
    }
    DesignMatrix z = Standardizer.fit(x).apply(x);
    for (int j = 0; j < d; j++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < n; i++) {
        sum += z.get(i, j);
        squares += z.get(i, j) * z.get(i, j);
      }
      // A mean of size 1e5 is known to 1e5 units of rounding.
      assertEquals(0, sum / n, n * 1e5 * Math.ulp(1.0));
      assertEquals(1, squares / n, n * 1e5 * Math.ulp(1.0));
    }
  }

  @Test
  void testSamplesGetTheTrainingShiftAndScale() {
    Standardizer standardizer =
        Standardizer.fit(DesignMatrix.of(new double[] {1}, new double[] {5}));
    assertArrayEquals(new double[] {3}, standardizer.mean());
    assertArrayEquals(new double[] {2}, standardizer.deviation());
    DesignMatrix test = DesignMatrix.of(new double[] {9});
    assertEquals(3, standardizer.apply(test).get(0, 0));
    assertEquals(9, test.get(0, 0));
    standardizer.applyInPlace(test);
    assertEquals(3, test.get(0, 0));
  }

  @Test
  void constantFeaturesAreCentredExactlyAndCounted() {
    // Seven times 0.1, divided by seven, is not 0.1: the shift must be 0.1 itself.
    DesignMatrix x = DesignMatrix.zeros(7, 2);
    for (int i = 0; i < 7; i++) {
      x.set(i, 0, 0.1);
      x.set(i, 1, i);
    }
    Standardizer standardizer = Standardizer.fit(x);
    assertEquals(1, standardizer.constantFeatures());
    assertEquals(1, standardizer.deviation()[0]);
    standardizer.applyInPlace(x);
    for (int i = 0; i < 7; i++) {
      assertEquals(0, x.get(i, 0));
    }
    assertEquals(0.5, standardizer.apply(DesignMatrix.of(new double[] {0.6, 0})).get(0, 0), 1e-15);
  }

  @Test
  void whatCannotBeStandardizedIsRefused() {
    assertRefused(
        "every feature of X is constant",
        () -> Standardizer.fit(DesignMatrix.of(new double[] {1, 2}, new double[] {1, 2})));
    assertRefused(
        "feature 1 (counted from 0)",
        () -> Standardizer.fit(DesignMatrix.of(new double[] {1, 1e200}, new double[] {2, -1e200})));
    assertRefused(
        "feature 0 (counted from 0)",
        () -> Standardizer.fit(DesignMatrix.of(new double[] {1e-200}, new double[] {2e-200})));
    Standardizer standardizer =
        Standardizer.fit(DesignMatrix.of(new double[] {1e-9}, new double[] {3e-9}));
    assertRefused(
        "X has 2 features but was standardized on 1",
        () -> standardizer.apply(DesignMatrix.of(new double[] {1, 2})));
    assertRefused(
        "Infinity at row 0, column 0",
        () -> standardizer.apply(DesignMatrix.of(new double[] {1e305})));
  }
}
