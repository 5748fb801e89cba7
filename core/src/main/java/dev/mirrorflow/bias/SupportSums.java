package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.ColumnQr;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * What the minimisers of the lasso on a growing support are made of: y - QQᵀy, and w = QR⁻ᵀs, the
 * least w that has the slopes s with its columns. A column more costs 4n flops, not 4nk.
 */
final class SupportSums {

  private final ColumnQr qr;
  private final double[] y;
  private final double[] outside;
  private final double[] along;

  /** Qᵀy and R⁻ᵀs. */
  private final double[] ofTarget;

  private final double[] ofSlopes;
  private int size;

  /** Of factors that change, and y, which does not and is not copied. */
  SupportSums(ColumnQr qr, double[] y) {
    this.qr = qr;
    this.y = y;
    this.outside = y.clone();
    this.along = new double[y.length];
    this.ofTarget = new double[y.length];
    this.ofSlopes = new double[y.length];
  }

  /** Is to be called when a column was removed. */
  void forget() {
    size = 0;
    System.arraycopy(y, 0, outside, 0, y.length);
    Arrays.fill(along, 0);
  }

  /** Takes the columns that came. */
  void reach(int count, IntToDoubleFunction slope) {
    for (; size < count; size++) {
      double[] direction = qr.direction(size);
      ofTarget[size] = Kernels.dot(direction, outside);
      Kernels.axpy(-ofTarget[size], direction, outside);
      ofSlopes[size] = qr.forwardSubstituted(size, ofSlopes, slope.applyAsDouble(size));
      Kernels.axpy(ofSlopes[size], direction, along);
    }
  }

  /** y - QQᵀy; not to be changed. */
  double[] outside() {
    return outside;
  }

  /** QR⁻ᵀs; not to be changed. */
  double[] along() {
    return along;
  }

  /** R⁻¹(Qᵀy - c R⁻ᵀs), as many entries as there are columns. */
  double[] minimiser(double c) {
    double[] out = new double[size];
    for (int k = 0; k < size; k++) {
      out[k] = ofTarget[k] - c * ofSlopes[k];
    }
    qr.backSubstitute(out);
    return out;
  }
}
