package dev.mirrorflow;

import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Seeded problems for the tests. */
public final class TestProblems {

  private TestProblems() {}

  public static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  public static double[] gaussian(int length, long seed) {
    RandomGenerator random = random(seed);
    double[] a = new double[length];
    for (int i = 0; i < length; i++) {
      a[i] = random.nextGaussian();
    }
    return a;
  }

  /** Gaussian X and y. */
  public static LeastSquares gaussianProblem(int n, int d, long seed) {
    return new LeastSquares(gaussianDesign(n, d, seed), gaussian(n, seed + 1000));
  }

  public static DesignMatrix gaussianDesign(int n, int d, long seed) {
    RandomGenerator random = random(seed);
    DesignMatrix x = DesignMatrix.zeros(n, d);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        x.set(i, j, random.nextGaussian());
      }
    }
    return x;
  }

  /** Gaussian X and y = X θ* with θ* = (1, -1, 1, ...) on the first k features. */
  public static LeastSquares sparseProblem(int n, int d, int k, long seed) {
    DesignMatrix x = gaussianDesign(n, d, seed);
    double[] y = new double[n];
    x.multiply(sparseTheta(d, k), y);
    return new LeastSquares(x, y);
  }

  public static double[] sparseTheta(int d, int k) {
    double[] theta = new double[d];
    for (int j = 0; j < k; j++) {
      theta[j] = j % 2 == 0 ? 1 : -1;
    }
    return theta;
  }

  /** max |a - b| / max |b|. */
  public static double relativeDistance(double[] a, double[] b) {
    double difference = 0;
    double scale = 0;
    for (int j = 0; j < a.length; j++) {
      difference = Math.max(difference, Math.abs(a[j] - b[j]));
      scale = Math.max(scale, Math.abs(b[j]));
    }
    return difference / scale;
  }

  public static double norm(double[] a) {
    double sum = 0;
    for (double t : a) {
      sum += t * t;
    }
    return Math.sqrt(sum);
  }
}
