package dev.mirrorflow.design;

/** What a stranger writes: the products and columns of a design, and no more. */
public class ProductsOnly implements Design {

  private final Design x;

  /** Of another design, which is shared. */
  public ProductsOnly(Design x) {
    this.x = x;
  }

  @Override
  public int rows() {
    return x.rows();
  }

  @Override
  public int columns() {
    return x.columns();
  }

  @Override
  public void multiply(double[] theta, double[] out) {
    x.multiply(theta, out);
  }

  @Override
  public void multiplyTransposed(double[] r, double[] out) {
    x.multiplyTransposed(r, out);
  }

  @Override
  public void copyColumn(int j, double[] out) {
    x.copyColumn(j, out);
  }
}
