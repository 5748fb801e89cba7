package dev.mirrorflow.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WeightedGramTest {

  private static final double UNTOUCHED = 7;

  @ParameterizedTest
  @CsvSource({"1, 3", "5, 700", "256, 40", "257, 300", "511, 20", "512, 10", "600, 270"})
  void isTheSumOfProductsBelowTheDiagonalAndLeavesWhatIsAbove(int n, int d) {
    DesignMatrix x = random(n, d);
    double[] roots = roots(d);
    double[] out = gram(x, roots);
    double[] w = Arrays.stream(roots).map(root -> root * root).toArray();
    double[] first = new double[d];
    double[] second = new double[d];
    for (int k = 0; k < n; k++) {
      x.copyRow(k, second);
      for (int i = 0; i < n; i += i < k ? 1 : 13) {
        if (i < k) {
          assertEquals(UNTOUCHED, out[i + k * n]);
        } else {
          x.copyRow(i, first);
          double sum = 0;
          double size = 0;
          for (int j = 0; j < d; j++) {
            sum += first[j] * second[j] * w[j];
            size += Math.abs(first[j] * second[j] * w[j]);
          }
          assertEquals(sum, out[i + k * n], 1e-15 * (d + 4) * size);
        }
      }
    }
  }

  @Test
  void isTheSameBitsForAnyNumberOfThreads() {
    DesignMatrix x = random(700, 600);
    double[] roots = roots(600);
    double[] expected = gram(x, roots);
    for (int threads : new int[] {1, 2, 3}) {
      try (ForkJoinPool pool = new ForkJoinPool(threads)) {
        assertArrayEquals(expected, pool.submit(() -> gram(x, roots)).join(), 0);
      }
    }
  }

  private static double[] gram(DesignMatrix x, double[] roots) {
    double[] out = new double[x.rows() * x.rows()];
    Arrays.fill(out, UNTOUCHED);
    new WeightedGram(x).compute(roots, out);
    return out;
  }

  private static double[] roots(int d) {
    return new Random(3).doubles(d).toArray();
  }

  private static DesignMatrix random(int n, int d) {
    Random random = new Random(2);
    DesignMatrix x = DesignMatrix.zeros(n, d);
    for (int i = 0; i < n; i++) {
      x.setRow(i, random.doubles(d, -1, 1).toArray());
    }
    return x;
  }
}
