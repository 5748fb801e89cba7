package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Seeded measurements y_i = &lt;A_i, W*&gt; of a positive semidefinite W* of low rank: rows
 * vec(A_i), symmetric.
 *
 * <p>Gaussian: A_i = (B + Bᵀ)/2 with B of entries N(0, 1), and W* = VVᵀ with V (d x r) of entries
 * N(0, 1/d). Commuting: A_i = Q diag(a) Q with a of entries N(0, 1) and one reflection Q for all,
 * and W* = Q diag(w) Q with r entries 1 of w: in the coordinates of Q a sparse non-negative vector
 * is measured. W* and the measurements draw from streams of their own, so that more measurements
 * extend those that were there.
 *
 * @param size d, at least 1
 * @param rank r, from 0 to d
 * @param measurements m, at least 1
 * @param commuting whether the A_i commute
 * @param seed the seed of everything
 */
public record SyntheticSensing(int size, int rank, int measurements, boolean commuting, long seed) {

  /** The most entries of W, so that d² and m d² stay small. */
  private static final int MOST_SIZE = 1000;

  private static final RandomGeneratorFactory<SplittableGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");

  /**
   * Checks the parameters.
   *
   * @throws BadDataException naming the parameter that is out of range, and the range
   */
  public SyntheticSensing {
    require(size >= 1 && size <= MOST_SIZE, "size", size, "it must be from 1 to " + MOST_SIZE);
    require(rank >= 0 && rank <= size, "rank", rank, "it must be from 0 to the size " + size);
    require(measurements >= 1, "measurements", measurements, "at least one is needed");
  }

  /** vec W*, length d². */
  public double[] truth() {
    RandomGenerator random = generator(1);
    double[] w = new double[size * size];
    if (commuting) {
      double[] diagonal = new double[size];
      for (int k = 0; k < rank; k++) {
        diagonal[k] = 1;
      }
      return reflected(diagonal);
    }
    double[] v = new double[size];
    for (int k = 0; k < rank; k++) {
      for (int a = 0; a < size; a++) {
        v[a] = random.nextGaussian() / Math.sqrt(size);
      }
      for (int a = 0; a < size; a++) {
        for (int b = 0; b < size; b++) {
          w[a * size + b] += v[a] * v[b];
        }
      }
    }
    return w;
  }

  /**
   * The m measurements: X is m x d².
   *
   * @throws BadDataException if they do not fit in the heap
   */
  public Dataset measure() {
    HeapLimit.check(measurements, (long) size * size);
    RandomGenerator random = generator(2);
    DesignMatrix x = DesignMatrix.zeros(measurements, size * size);
    double[] y = new double[measurements];
    double[] truth = truth();
    for (int i = 0; i < measurements; i++) {
      double[] a = commuting ? reflected(gaussian(random, size)) : symmetric(random);
      x.setRow(i, a);
      for (int k = 0; k < a.length; k++) {
        y[i] += a[k] * truth[k];
      }
    }
    return new Dataset(x, y);
  }

  private double[] symmetric(RandomGenerator random) {
    double[] b = gaussian(random, size * size);
    double[] a = new double[b.length];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        a[i * size + j] = (b[i * size + j] + b[j * size + i]) / 2;
      }
    }
    return a;
  }

  /** Q diag(w) Q for the reflection Q = I - 2qqᵀ, entry by entry so that it is symmetric. */
  private double[] reflected(double[] w) {
    double[] q = direction();
    double[] matrix = new double[size * size];
    double mean = 0;
    for (int k = 0; k < size; k++) {
      mean += q[k] * q[k] * w[k];
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double entry = q[i] * q[j] * (4 * mean - 2 * w[i] - 2 * w[j]) + (i == j ? w[i] : 0);
        matrix[i * size + j] = entry;
        matrix[j * size + i] = entry;
      }
    }
    return matrix;
  }

  /** The unit vector q. */
  private double[] direction() {
    double[] q = gaussian(generator(0), size);
    double norm = 0;
    for (double t : q) {
      norm += t * t;
    }
    for (int k = 0; k < size; k++) {
      q[k] /= Math.sqrt(norm);
    }
    return q;
  }

  private static double[] gaussian(RandomGenerator random, int length) {
    double[] out = new double[length];
    for (int k = 0; k < length; k++) {
      out[k] = random.nextGaussian();
    }
    return out;
  }

  private RandomGenerator generator(int stream) {
    SplittableGenerator root = GENERATORS.create(seed);
    SplittableGenerator split = root.split();
    for (int i = 0; i < stream; i++) {
      split = root.split();
    }
    return split;
  }

  private static void require(boolean good, String name, Number value, String remedy) {
    if (!good) {
      throw new BadDataException(name + " = " + value + ": " + remedy);
    }
  }
}
