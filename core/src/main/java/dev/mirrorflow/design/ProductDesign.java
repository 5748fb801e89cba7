package dev.mirrorflow.design;

import dev.mirrorflow.error.BadDataException;

/** X = A B, a product with which vectors are multiplied one factor after the other. */
public final class ProductDesign implements Design {

  private final Design left;
  private final Design right;
  private final double[] between;

  /**
   * The product of A (n x m) and B (m x d), which are shared.
   *
   * @throws BadDataException if A has not as many columns as B has rows
   */
  public ProductDesign(Design left, Design right) {
    if (left.columns() != right.rows()) {
      throw new BadDataException(
          "a product of %d x %d and %d x %d does not exist"
              .formatted(left.rows(), left.columns(), right.rows(), right.columns()));
    }
    this.left = left;
    this.right = right;
    this.between = new double[right.rows()];
  }

  @Override
  public int rows() {
    return left.rows();
  }

  @Override
  public int columns() {
    return right.columns();
  }

  @Override
  public void multiply(double[] theta, double[] out) {
    right.multiply(theta, between);
    left.multiply(between, out);
  }

  @Override
  public void multiplyTransposed(double[] r, double[] out) {
    left.multiplyTransposed(r, between);
    right.multiplyTransposed(between, out);
  }

  @Override
  public void copyColumn(int j, double[] out) {
    right.copyColumn(j, between);
    left.multiply(between, out);
  }
}
