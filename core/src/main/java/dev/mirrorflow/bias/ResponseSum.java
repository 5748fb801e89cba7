package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnSum;

/**
 * What a change of ζ makes of θ(ζ), w ⊙ AᵀΔζ/c with w = √(θ² + I²), and with what the rounding of
 * Aᵀζ may have made of it, as an error: by what it changes in a row of Xθ, relative to its terms.
 *
 * @param change Δζ
 * @param sizes m_i, the terms of each row of Xθ = y
 */
record ResponseSum(DualPoint at, double[] change, double[] sizes)
    implements ColumnSum<ResponseSum.Part> {

  @Override
  public Part zero(int n) {
    return new Part(this);
  }

  /** n of A and a number. */
  static final class Part implements ColumnSum.Part<Part> {

    private static final long serialVersionUID = 1L;

    private final double[] fitted;
    private double error;

    private final transient ResponseSum what;
    private final transient PointColumns columns;
    private final transient double[] work = new double[ColumnPass.CHUNK];

    Part(ResponseSum what) {
      this.what = what;
      fitted = new double[what.change.length];
      columns = new PointColumns(what.at);
    }

    /** A times the change of θ. */
    double[] fitted() {
      return fitted;
    }

    /** The largest error of a single θ_j. */
    double error() {
      return error;
    }

    @Override
    public void add(int first, int count, double[] ofX) {
      int n = fitted.length;
      int rows = what.sizes.length;
      columns.moveTo(first, count, ofX);
      columns.multiply(what.change, count, work);
      for (int k = 0; k < count; k++) {
        double weight = columns.weight(k);
        double most = 0;
        for (int i = 0; i < rows; i++) {
          if (what.sizes[i] > 0) {
            most = Math.max(most, Math.abs(ofX[k * rows + i]) / what.sizes[i]);
          }
        }
        work[k] *= weight;
        double rounding = 2 * n * Math.ulp(1.0) * columns.mirrorTerms(k) * weight;
        error = Math.max(error, (Math.abs(work[k]) + rounding) * most);
      }
      columns.combine(work, count, fitted);
    }

    @Override
    public void merge(Part other) {
      Kernels.axpy(1, other.fitted, fitted);
      error = Math.max(error, other.error);
    }
  }
}
