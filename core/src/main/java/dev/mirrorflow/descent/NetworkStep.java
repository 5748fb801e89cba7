package dev.mirrorflow.descent;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnState;
import dev.mirrorflow.linalg.ColumnStep;
import dev.mirrorflow.linalg.ColumnSum;

/**
 * A step of gradient descent on the diagonal network (3.9), of several descents side by side, and
 * Xθ after it. The state holds u of the k-th descent as vector 2k and v as 2k + 1.
 *
 * @param etas η of each descent
 * @param residuals Xθ - y of each, length n, before the step; null where no step is to be made
 */
record NetworkStep(double[] etas, double[][] residuals) implements ColumnStep<NetworkStep.Part> {

  @Override
  public Part zero(int n, ColumnState state) {
    return new Part(this, n, state);
  }

  /** n doubles for each descent. */
  static final class Part implements ColumnSum.Part<Part> {

    private static final long serialVersionUID = 1L;

    private final double[][] fitted;

    private final transient NetworkStep step;
    private final transient ColumnState state;
    private final transient double[] u;
    private final transient double[] v;
    private final transient double[] gradient;
    private final transient double[] theta;

    Part(NetworkStep step, int n, ColumnState state) {
      this.step = step;
      this.state = state;
      this.fitted = new double[step.etas.length][n];
      this.u = new double[ColumnPass.CHUNK];
      this.v = new double[ColumnPass.CHUNK];
      this.gradient = new double[ColumnPass.CHUNK];
      this.theta = new double[ColumnPass.CHUNK];
    }

    /** Xθ of the k-th descent; 0 where no step was made. */
    double[] fitted(int k) {
      return fitted[k];
    }

    @Override
    public void add(int first, int count, double[] columns) {
      for (int k = 0; k < fitted.length; k++) {
        if (step.residuals[k] != null) {
          advance(k, first, count, columns);
        }
      }
    }

    private void advance(int k, int first, int count, double[] columns) {
      int n = fitted[k].length;
      state.get(2 * k, first, count, u);
      state.get(2 * k + 1, first, count, v);
      Kernels.multiplyRows(columns, 0, n, count, step.residuals[k], gradient, 0);
      // These are n g.
      Kernels.hadamardStep(u, v, gradient, step.etas[k] / n, theta, 0, u.length);
      state.put(2 * k, first, count, u);
      state.put(2 * k + 1, first, count, v);
      Kernels.combineRows(1, theta, 0, columns, 0, n, count, fitted[k]);
    }

    @Override
    public void merge(Part other) {
      for (int k = 0; k < fitted.length; k++) {
        Kernels.axpy(1, other.fitted[k], fitted[k]);
      }
    }
  }
}
