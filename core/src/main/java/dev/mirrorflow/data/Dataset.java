package dev.mirrorflow.data;

import dev.mirrorflow.design.DenseDesign;
import dev.mirrorflow.design.Design;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import dev.mirrorflow.linalg.DesignMatrix;
import java.util.List;

/** n samples of d features with their targets: X (n x d), y (n), and the features' names if any. */
public final class Dataset {

  private final DesignMatrix x;
  private final double[] y;
  private final List<String> features;

  /**
   * Data without feature names.
   *
   * @param x the design matrix X, n x d, not copied
   * @param y the targets, length n, not copied
   * @throws BadDataException if the lengths differ
   */
  public Dataset(DesignMatrix x, double[] y) {
    this(x, y, List.of());
  }

  /**
   * Data with feature names.
   *
   * @param features the d names, or an empty list where there are none
   * @throws BadDataException if the lengths differ
   */
  public Dataset(DesignMatrix x, double[] y, List<String> features) {
    requireShape(x.rows(), x.columns(), y, features);
    this.x = x;
    this.y = y;
    this.features = List.copyOf(features);
  }

  /** Checks that y and the names, if there are any, fit an X of n x d. */
  static void requireShape(int n, int d, double[] y, List<String> features) {
    if (n != y.length) {
      throw new BadDataException(
          "X has "
              + n
              + " rows but y has "
              + y.length
              + " entries; give one target for each sample");
    }
    if (!features.isEmpty() && features.size() != d) {
      throw new BadDataException(
          "X has " + d + " columns but there are " + features.size() + " feature names");
    }
  }

  /** Checks that a test set has as many features as the training set. */
  static void requireSameColumns(int train, int test) {
    if (test != train) {
      throw new BadDataException(
          "the test X has "
              + test
              + " features but the training X has "
              + train
              + "; give both the same columns");
    }
  }

  /**
   * Data whose X becomes an array.
   *
   * @param y the targets, length n, not copied
   * @throws BadDataException if the lengths differ, or X does not fit in the heap
   */
  public static Dataset of(Design x, double[] y) {
    HeapLimit.check(x.rows(), x.columns());
    return new Dataset(DenseDesign.arrayOf(x), y);
  }

  /** The design matrix X, n x d, shared. */
  public DesignMatrix x() {
    return x;
  }

  /** The targets y, length n, shared. */
  public double[] y() {
    return y;
  }

  /** The d feature names, or an empty list where the source had none. */
  public List<String> features() {
    return features;
  }

  /**
   * Checks that a test set has the features of this training set, in the same order.
   *
   * @throws BadDataException if the number of features or, where both have names, a name differs
   */
  public void requireSameFeatures(Dataset test) {
    requireSameColumns(x.columns(), test.x.columns());
    if (features.isEmpty() || test.features.isEmpty()) {
      return;
    }
    for (int j = 0; j < features.size(); j++) {
      if (!features.get(j).equals(test.features.get(j))) {
        throw new BadDataException(
            "feature "
                + j
                + " (counted from 0) is "
                + FileError.quoted(features.get(j))
                + " in the training data but "
                + FileError.quoted(test.features.get(j))
                + " in the test data; give both the same columns in the same order");
      }
    }
  }
}
