package dev.mirrorflow.bias;

import dev.mirrorflow.linalg.ColumnVector;
import dev.mirrorflow.model.DiagonalNetwork;
import dev.mirrorflow.model.EffectiveStart;
import java.io.Serializable;

/**
 * The start of a flow over an X that is kept by columns, as its limit sees it (3.28).
 *
 * @param logInvariant ln |I|
 * @param theta0 θ0
 * @param name what to call it in a complaint
 */
public record ColumnStart(ColumnVector logInvariant, ColumnVector theta0, String name)
    implements Serializable {

  /**
   * The start (3.29), θ0 = 0 and I = α².
   *
   * @throws dev.mirrorflow.error.BadDataException unless α is positive and finite
   */
  public static ColumnStart ofAlpha(double alpha) {
    double log = 2 * Math.log(DiagonalNetwork.checkedAlpha(alpha));
    return new ColumnStart(
        new ColumnVector.Constant(log), new ColumnVector.Constant(0), "alpha = " + alpha);
  }

  /** A start in memory: that of a dynamics whose effective start is known. */
  public static ColumnStart of(EffectiveStart start) {
    return new ColumnStart(
        ColumnVector.of(start.logInvariant()), ColumnVector.of(start.theta()), "the given start");
  }

  /**
   * Of any network: θ0 = u0 ⊙ v0 and I = (u0² - v0²)/2, times α² if u0 and v0 are times α.
   *
   * @throws dev.mirrorflow.error.BadDataException unless α is positive and finite
   */
  public static ColumnStart of(ColumnVector u0, ColumnVector v0, double alpha) {
    double log = 2 * Math.log(DiagonalNetwork.checkedAlpha(alpha));
    return new ColumnStart(
        (first, count, out) -> {
          double[] v = new double[count];
          u0.copy(first, count, out);
          v0.copy(first, count, v);
          for (int k = 0; k < count; k++) {
            out[k] = logInvariant(out[k], v[k]) + log;
          }
        },
        (first, count, out) -> {
          double[] v = new double[count];
          u0.copy(first, count, out);
          v0.copy(first, count, v);
          for (int k = 0; k < count; k++) {
            out[k] = alpha * out[k] * (alpha * v[k]);
          }
        },
        "alpha = " + alpha);
  }

  /** ln |(u² - v²)/2|, also where the squares leave the range of doubles. */
  private static double logInvariant(double u, double v) {
    return Math.log(Math.abs(u - v)) + Math.log(Math.abs(u + v)) - Math.log(2);
  }
}
