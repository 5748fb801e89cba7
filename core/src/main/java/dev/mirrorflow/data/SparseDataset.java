package dev.mirrorflow.data;

import dev.mirrorflow.design.SparseMatrix;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import java.util.List;

/**
 * n samples of d features with their targets, X sparse.
 *
 * @param x the design matrix X, n x d, shared
 * @param y the targets, length n, shared
 * @param features the d names, or an empty list where the source had none
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose, as in Dataset
public record SparseDataset(SparseMatrix x, double[] y, List<String> features) {

  /** An X of so many entries, zeros included, is worth making dense. */
  private static final long SMALL = 1 << 18;

  /**
   * Checks the shapes.
   *
   * @throws BadDataException if the lengths differ
   */
  public SparseDataset {
    Dataset.requireShape(x.rows(), x.columns(), y, features);
    features = List.copyOf(features);
  }

  /**
   * Data without feature names.
   *
   * @throws BadDataException if the lengths differ
   */
  public SparseDataset(SparseMatrix x, double[] y) {
    this(x, y, List.of());
  }

  /** Whether X is worth making dense, for the methods with more digits. */
  public boolean isSmall() {
    return (long) x.rows() * x.columns() <= SMALL;
  }

  /**
   * The same data with X as an array.
   *
   * @throws BadDataException if that does not fit in the heap
   */
  public Dataset dense() {
    HeapLimit.check(x.rows(), x.columns());
    DesignMatrix array = DesignMatrix.zeros(x.rows(), x.columns());
    x.forEach(array::set);
    return new Dataset(array, y, features);
  }

  /**
   * Checks that a test set has as many features as this training set.
   *
   * @throws BadDataException if not
   */
  public void requireSameFeatures(SparseDataset test) {
    Dataset.requireSameColumns(x.columns(), test.x.columns());
  }

  /** The same data with only those entries of X kept that are not 0. */
  public static SparseDataset of(Dataset data) {
    return new SparseDataset(SparseMatrix.ofNonZeros(data.x()), data.y(), data.features());
  }

  /** The same by rows, X a copy of the entries. */
  public Dataset byRows() {
    return new Dataset(x.byRows(), y, features);
  }
}
