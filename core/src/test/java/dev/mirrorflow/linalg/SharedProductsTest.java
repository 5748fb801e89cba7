package dev.mirrorflow.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SharedProductsTest {

  /** The first is too small to be shared, in the last nothing is a whole number of chunks. */
  @ParameterizedTest
  @CsvSource({"30, 50", "64, 8192", "1000, 700", "333, 2500"})
  void areTheProductsAndTheSameBitsForAnyNumberOfThreads(int n, int d) {
    Random random = new Random(4);
    DesignMatrix x = DesignMatrix.zeros(n, d);
    for (int i = 0; i < n; i++) {
      x.setRow(i, random.doubles(d, -1, 1).toArray());
    }
    double[] theta = random.doubles(d, -1, 1).toArray();
    double[] c = random.doubles(n, -1, 1).toArray();
    double[] fitted = new double[n];
    double[] pulled = new double[d];
    x.multiply(theta, fitted);
    x.multiplyTransposed(1, c, pulled);
    SharedProducts products = new SharedProducts(x);
    double[][] first = null;
    for (int threads : new int[] {1, 2, 3}) {
      double[][] out = {new double[n], new double[d]};
      out[1][0] = 9; // what was there counts for nothing
      try (ForkJoinPool pool = new ForkJoinPool(threads)) {
        pool.submit(() -> products.multiply(theta, out[0])).join();
        pool.submit(() -> products.multiplyTransposed(c, out[1])).join();
      }
      first = first == null ? out : first;
      assertArrayEquals(first[0], out[0], 0);
      assertArrayEquals(first[1], out[1], 0);
    }
    for (int i = 0; i < n; i++) {
      assertEquals(fitted[i], first[0][i], 1e-15 * d);
    }
    for (int j = 0; j < d; j++) {
      assertEquals(pulled[j], first[1][j], 1e-15 * n);
    }
  }
}
