package dev.mirrorflow.design;

/**
 * diag(s) X: a design whose rows are multiplied by powers of two, so that no bit is lost and none
 * is judged by the size of another.
 */
public class ScaledRows implements Design {

  private final Design x;
  private final double[] scales;
  private final double[] scaled;

  private ScaledRows(Design x, double[] scales) {
    this.x = x;
    this.scales = scales;
    this.scaled = new double[scales.length];
  }

  /**
   * diag(s) X.
   *
   * @param scales s, length n, powers of two, not copied
   */
  public static Design of(Design x, double[] scales) {
    return x instanceof ExplicitDesign explicit
        ? new Explicit(explicit, scales)
        : new ScaledRows(x, scales);
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
    scale(out, out);
  }

  private void scale(double[] from, double[] to) {
    for (int i = 0; i < scales.length; i++) {
      to[i] = scales[i] * from[i];
    }
  }

  @Override
  public void multiplyTransposed(double[] r, double[] out) {
    scale(r, scaled);
    x.multiplyTransposed(scaled, out);
  }

  @Override
  public void multiplyGram(double[] weights, double[] p, double[] out) {
    scale(p, scaled);
    x.multiplyGram(weights, scaled, out);
    scale(out, out);
  }

  @Override
  public void copyColumn(int j, double[] out) {
    x.copyColumn(j, out);
    scale(out, out);
  }

  @Override
  public void innerProducts(int[] columns, int count, double[] r, double[] out) {
    scale(r, scaled);
    x.innerProducts(columns, count, scaled, out);
  }

  @Override
  public void multiplyFew(int[] columns, int count, double[] coefficients, double[] out) {
    x.multiplyFew(columns, count, coefficients, out);
    scale(out, out);
  }

  @Override
  public void multiplySizes(double[] sizes, double[] out) {
    x.multiplySizes(sizes, out);
    scale(out, out);
  }

  @Override
  public void largestOfColumns(double[] sizes, double[] out) {
    scale(sizes, scaled);
    x.largestOfColumns(scaled, out);
  }

  @Override
  public void largestOfRows(double[] out) {
    x.largestOfRows(out);
    scale(out, out);
  }

  @Override
  public void multiplySquares(double[] weights, double[] out) {
    x.multiplySquares(weights, out);
    scale(out, out);
    scale(out, out);
  }

  @Override
  public void squaredNorms(double[] others, double[] out) {
    scale(others, scaled);
    x.squaredNorms(scaled, out);
  }

  private static final class Explicit extends ScaledRows implements ExplicitDesign {

    private final ExplicitDesign x;
    private final double[] scales;

    Explicit(ExplicitDesign x, double[] scales) {
      super(x, scales);
      this.x = x;
      this.scales = scales;
    }

    @Override
    public void weightedGram(double[] others, double[] rootWeights, double[] out) {
      double[] both = new double[others.length];
      super.scale(others, both);
      x.weightedGram(both, rootWeights, out);
    }

    @Override
    public void residual(double[] b, double[] theta, double[] out) {
      double[] unscaled = b.clone();
      for (int i = 0; i < unscaled.length; i++) {
        unscaled[i] /= scales[i];
      }
      x.residual(unscaled, theta, out);
      super.scale(out, out);
    }

    @Override
    public void multiplyTransposed(double[] r, double[] rest, double[] out, double[] sizes) {
      double[] scaledR = new double[r.length];
      double[] scaledRest = new double[r.length];
      super.scale(r, scaledR);
      super.scale(rest, scaledRest);
      x.multiplyTransposed(scaledR, scaledRest, out, sizes);
    }

    @Override
    public double productCost() {
      return x.productCost();
    }

    @Override
    public double gramCost() {
      return x.gramCost();
    }
  }
}
