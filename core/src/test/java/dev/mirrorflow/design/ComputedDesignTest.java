package dev.mirrorflow.design;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The products of a design that is computed are those of the array of its columns. */
class ComputedDesignTest {

  static Stream<Design> designs() {
    return Stream.of(
        new CosineDesign(1, 2, 1),
        new CosineDesign(4, 4, 2),
        new CosineDesign(5, 8, 3),
        new CosineDesign(40, 128, 4),
        new CosineDesign(1000, 1024, 5),
        new HadamardDesign(1, 2, 1),
        new HadamardDesign(8, 8, 2),
        new HadamardDesign(40, 256, 3),
        new ProductDesign(new HadamardDesign(10, 32, 4), new CosineDesign(32, 64, 5)));
  }

  @ParameterizedTest
  @MethodSource("designs")
  void productsAreThoseOfTheColumns(Design x) {
    DesignMatrix array = DenseDesign.arrayOf(x);
    SplittableRandom random = new SplittableRandom(7);
    double[] theta = random.doubles(x.columns(), -1, 1).toArray();
    double[] r = random.doubles(x.rows(), -1, 1).toArray();
    double[] expected = new double[x.rows()];
    double[] actual = new double[x.rows()];
    array.multiply(theta, expected);
    x.multiply(theta, actual);
    assertArrayEquals(expected, actual, 1e-13 * x.columns());
    double[] right = new double[x.columns()];
    double[] product = new double[x.columns()];
    array.multiplyTransposed(1, r, right);
    x.multiplyTransposed(r, product);
    assertArrayEquals(right, product, 1e-13 * x.columns());
    int[] some = {0, x.columns() - 1};
    double[] two = new double[2];
    x.innerProducts(some, 2, r, two);
    assertArrayEquals(new double[] {right[0], right[right.length - 1]}, two, 1e-13 * x.columns());
  }

  @ParameterizedTest
  @MethodSource("designs")
  void boundsHold(Design x) {
    Design dense = new DenseDesign(DenseDesign.arrayOf(x));
    SplittableRandom random = new SplittableRandom(8);
    double[] perFeature = random.doubles(x.columns(), 0, 1).toArray();
    double[] perSample = random.doubles(x.rows(), 0, 1).toArray();
    double[] terms = new double[x.rows()];
    double[] least = new double[x.rows()];
    dense.multiplySizes(perFeature, terms);
    x.multiplySizes(perFeature, least);
    for (int i = 0; i < terms.length; i++) {
      assertTrue(least[i] <= terms[i] * (1 + 1e-12) && least[i] >= 0.3 * terms[i]);
    }
    double[] largest = new double[x.columns()];
    double[] most = new double[x.columns()];
    dense.largestOfColumns(perSample, largest);
    x.largestOfColumns(perSample, most);
    for (int j = 0; j < most.length; j++) {
      assertTrue(most[j] >= largest[j] * (1 - 1e-12));
    }
  }

  @Test
  void theRowsAreDrawnByTheSeedAndDifferent() {
    double[] one = column(new CosineDesign(64, 64, 1));
    double[] two = column(new CosineDesign(64, 64, 2));
    // All 64 rows, in their order, whatever the seed.
    assertArrayEquals(one, two, 0);
    assertEquals(64, Arrays.stream(one).distinct().count());
    double[] some = column(new CosineDesign(16, 64, 1));
    assertArrayEquals(some, column(new CosineDesign(16, 64, 1)), 0);
    assertTrue(!Arrays.equals(some, column(new CosineDesign(16, 64, 2))));
  }

  private static double[] column(Design x) {
    double[] column = new double[x.rows()];
    x.copyColumn(0, column);
    return column;
  }

  @Test
  void shapesThatDoNotExistAreRefused() {
    assertThrows(BadDataException.class, () -> new CosineDesign(3, 12, 1));
    assertThrows(BadDataException.class, () -> new CosineDesign(9, 8, 1));
    assertThrows(BadDataException.class, () -> new HadamardDesign(0, 8, 1));
    assertThrows(
        BadDataException.class,
        () -> new ProductDesign(new HadamardDesign(4, 8, 1), new HadamardDesign(4, 8, 1)));
  }
}
