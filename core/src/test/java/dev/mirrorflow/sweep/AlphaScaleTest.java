package dev.mirrorflow.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.ColumnProjection;
import dev.mirrorflow.bias.MinimumNorm;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.StoredColumns;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlphaScaleTest {

  /** X = [3 4], y = 50: the interpolator of least norm is (6, 8). */
  @Test
  void isTheRootOfTheLargestEntryOfTheLeastNormInterpolator() {
    DesignMatrix x = DesignMatrix.zeros(1, 2);
    x.setRow(0, new double[] {3, 4});
    AlphaScale scale = AlphaScale.of(new LeastSquares(x, new double[] {50}));
    assertEquals(Math.sqrt(8), scale.value(), 1e-14);
    double[] alphas = scale.alphas();
    assertEquals(12, alphas.length);
    assertEquals(1e-3 * Math.sqrt(8), alphas[0], 1e-16);
    assertEquals(10 * Math.sqrt(8), alphas[11], 1e-12);
    for (int k = 1; k < alphas.length; k++) {
      assertEquals(4 * Math.log(10) / 11, Math.log(alphas[k] / alphas[k - 1]), 1e-12);
    }
  }

  @ParameterizedTest
  @CsvSource({"10, 30, 1", "10, 30, 2", "30, 10, 3", "12, 12, 4"})
  void scalesWithTheRootOfYAndKnowsNoOrder(int n, int d, long seed) {
    Dataset data = new SyntheticProblem(n, d, 3, 0.3, 0.2, seed).training();
    double scale = AlphaScale.of(new LeastSquares(data.x(), data.y())).value();
    assertEquals(
        Math.sqrt(Norms.max(MinimumNorm.of(new LeastSquares(data.x(), data.y())).theta())),
        scale,
        1e-9 * scale);
    for (double c : new double[] {1e-12, 0.5, -3, 1e9}) {
      double[] y = Arrays.stream(data.y()).map(value -> c * value).toArray();
      double scaled = AlphaScale.of(new LeastSquares(data.x(), y)).value();
      assertEquals(Math.sqrt(Math.abs(c)) * scale, scaled, 1e-10 * scaled);
    }
    assertEquals(scale, AlphaScale.of(permuted(data, seed)).value(), 1e-10 * scale);
  }

  private static LeastSquares permuted(Dataset data, long seed) {
    int[] rows = permutation(data.x().rows(), seed);
    int[] columns = permutation(data.x().columns(), seed + 1);
    DesignMatrix x = DesignMatrix.zeros(rows.length, columns.length);
    double[] y = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      y[i] = data.y()[rows[i]];
      for (int j = 0; j < columns.length; j++) {
        x.set(i, j, data.x().get(rows[i], columns[j]));
      }
    }
    return new LeastSquares(x, y);
  }

  private static int[] permutation(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int k = random.nextInt(i + 1);
      order[i] = order[k];
      order[k] = i;
    }
    return order;
  }

  @Test
  void isTheSameByColumns() {
    Dataset data = new SyntheticProblem(10, 40, 3, 0, 0, 5).training();
    double inMemory =
        new BregmanProjection(new LeastSquares(data.x(), data.y())).largestOfLeastNorm();
    try (ColumnPass pass = new ColumnPass(new StoredColumns(data.x()), 1)) {
      assertEquals(
          inMemory, new ColumnProjection(pass, data.y()).largestOfLeastNorm(), 1e-12 * inMemory);
    }
  }

  /** At depth D θ is α^D times a function of X and y alone. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void atDepthItIsTheRootOfThatOrder(int depth) {
    assertEquals(Math.pow(7, 1.0 / depth), AlphaScale.ofLargest(7, depth).value(), 1e-14);
    assertEquals(
        Math.pow(8, 1.0 / depth),
        AlphaScale.ofLargest(56, depth).value() / AlphaScale.ofLargest(7, depth).value(),
        1e-14);
  }

  @Test
  void aTargetOfZerosHasAScaleToo() {
    assertEquals(1, AlphaScale.ofLargest(0, 2).value());
    assertTrue(AlphaScale.ofLargest(Double.MIN_VALUE, 2).alphas()[0] > 0);
    assertThrows(BadDataException.class, () -> AlphaScale.ofLargest(1, 1));
  }
}
