package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import java.util.Arrays;

/**
 * Brings features to mean 0 and standard deviation 1, both measured on the training X (dividing by
 * n), and test samples by the same shift and scale. Features that are constant in training are
 * centred and keep their scale.
 */
public final class Standardizer {

  private final double[] mean;
  private final double[] deviation;
  private final int constantFeatures;

  private Standardizer(double[] mean, double[] deviation, int constantFeatures) {
    this.mean = mean;
    this.deviation = deviation;
    this.constantFeatures = constantFeatures;
  }

  /**
   * Measures mean and standard deviation of every feature.
   *
   * @param x the training design matrix, n x d, left as it is
   * @throws BadDataException if every feature is constant, so that nothing would remain, or a
   *     feature's spread is beyond the range of double
   */
  public static Standardizer fit(DesignMatrix x) {
    int d = x.columns();
    double[] row = new double[d];
    double[] first = new double[d];
    x.copyRow(0, first);
    double[] mean = means(x);
    boolean[] varies = new boolean[d];
    for (int i = 0; i < x.rows(); i++) {
      x.copyRow(i, row);
      for (int j = 0; j < d; j++) {
        varies[j] |= row[j] != first[j];
      }
    }
    double[] deviation = new double[d];
    for (int i = 0; i < x.rows(); i++) {
      x.copyRow(i, row);
      for (int j = 0; j < d; j++) {
        double centred = row[j] - mean[j];
        deviation[j] += centred * centred;
      }
    }
    int constant = 0;
    for (int j = 0; j < d; j++) {
      if (varies[j]) {
        deviation[j] = checked(Math.sqrt(deviation[j] / x.rows()), j);
      } else {
        deviation[j] = 1;
        constant++;
      }
    }
    if (constant == d) {
      throw new BadDataException(
          "every feature of X is constant, so standardizing leaves only zeros;"
              + " give samples that differ or do not standardize");
    }
    return new Standardizer(mean, deviation, constant);
  }

  /**
   * Measures the means alone: features keep their scale, and so constant ones are allowed.
   *
   * @param x the training design matrix, n x d, left as it is
   */
  public static Standardizer centring(DesignMatrix x) {
    double[] scale = new double[x.columns()];
    Arrays.fill(scale, 1);
    return new Standardizer(means(x), scale, 0);
  }

  /** Running means, which are exact for constant features. */
  private static double[] means(DesignMatrix x) {
    double[] mean = new double[x.columns()];
    double[] row = new double[x.columns()];
    for (int i = 0; i < x.rows(); i++) {
      x.copyRow(i, row);
      for (int j = 0; j < row.length; j++) {
        mean[j] += (row[j] - mean[j]) / (i + 1);
      }
    }
    return mean;
  }

  private static double checked(double deviation, int j) {
    if (!(deviation >= Double.MIN_NORMAL && deviation <= Double.MAX_VALUE)) {
      throw new BadDataException(
          "feature "
              + j
              + " (counted from 0) of X cannot be standardized: its values are beyond the range in"
              + " which double can square them; rescale it");
    }
    return deviation;
  }

  /** The training means, length d, a copy. */
  public double[] mean() {
    return Arrays.copyOf(mean, mean.length);
  }

  /** What features are divided by, length d, a copy: the standard deviation, 1 where constant. */
  public double[] deviation() {
    return Arrays.copyOf(deviation, deviation.length);
  }

  /** How many features are constant in training. */
  public int constantFeatures() {
    return constantFeatures;
  }

  /**
   * A standardized copy.
   *
   * @param x any number of samples of d features
   * @throws BadDataException if the number of features differs, or a value leaves the range of
   *     double
   */
  public DesignMatrix apply(DesignMatrix x) {
    HeapLimit.check(x.rows(), x.columns());
    DesignMatrix copy = DesignMatrix.zeros(x.rows(), x.columns());
    transform(x, copy);
    return copy;
  }

  /**
   * Standardizes in place.
   *
   * @param x any number of samples of d features
   * @throws BadDataException if the number of features differs, or a value leaves the range of
   *     double
   */
  public void applyInPlace(DesignMatrix x) {
    transform(x, x);
  }

  private void transform(DesignMatrix from, DesignMatrix to) {
    if (from.columns() != mean.length) {
      throw new BadDataException(
          "X has "
              + from.columns()
              + " features but was standardized on "
              + mean.length
              + "; give training and test data the same columns");
    }
    double[] row = new double[mean.length];
    for (int i = 0; i < from.rows(); i++) {
      from.copyRow(i, row);
      for (int j = 0; j < row.length; j++) {
        row[j] = (row[j] - mean[j]) / deviation[j];
      }
      to.setRow(i, row);
    }
    to.requireFinite();
  }
}
