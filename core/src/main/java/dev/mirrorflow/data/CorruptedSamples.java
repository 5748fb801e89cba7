package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Copies of some samples to lead a descent astray with, made as S. Liu, D. Papailiopoulos, D.
 * Achlioptas do (Bad global minima exist and SGD can reach them, 2020): in each copy a share of the
 * features of each sample is set to 0, and its label is random, here Gaussian with the mean square
 * of y.
 *
 * @param copies how many of each sample, at least 1
 * @param share of the features set to 0, from 0 to below 1; with 0 only the labels are random
 * @param seed of everything; the labels do not depend on the share
 */
public record CorruptedSamples(int copies, double share, long seed) {

  private static final RandomGeneratorFactory<SplittableGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");

  /**
   * Checks the parameters.
   *
   * @throws BadDataException naming the one that is out of range
   */
  public CorruptedSamples {
    if (copies < 1) {
      throw new BadDataException("the number of copies must be at least 1, not " + copies);
    }
    if (!(share >= 0 && share < 1)) {
      throw new BadDataException(
          "the share of features set to 0 must be from 0 to below 1, not " + share);
    }
  }

  /** Other labels on the samples as they are. */
  public static CorruptedSamples randomLabels(long seed) {
    return new CorruptedSamples(1, 0, seed);
  }

  /**
   * The copies, {@code copies} n samples, sample by sample within a copy.
   *
   * @throws BadDataException if they do not fit in the heap
   */
  public Dataset of(DesignMatrix x, double[] y) {
    int n = x.rows();
    HeapLimit.check(Math.multiplyExact(copies, n), x.columns());
    SplittableGenerator root = GENERATORS.create(seed);
    RandomGenerator masks = root.split();
    RandomGenerator labels = root.split();
    double squares = 0;
    for (double value : y) {
      squares += value * value / n;
    }
    DesignMatrix corrupted = DesignMatrix.zeros(copies * n, x.columns());
    double[] target = new double[copies * n];
    double[] row = new double[x.columns()];
    for (int i = 0; i < target.length; i++) {
      x.copyRow(i % n, row);
      for (int j = 0; share > 0 && j < row.length; j++) {
        row[j] = masks.nextDouble() < share ? 0 : row[j];
      }
      corrupted.setRow(i, row);
      target[i] = Math.sqrt(squares) * labels.nextGaussian();
    }
    return new Dataset(corrupted, target);
  }
}
