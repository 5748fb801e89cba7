package dev.mirrorflow.bias;

import dev.mirrorflow.model.HyperbolicEntropy;
import java.io.Serializable;

/** What a {@link Certificate} needs of every coordinate, added up. */
final class CertificateSums implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Where |θ_j| is below this, it is underflow and carries no digits of its exponent. */
  private static final double UNDERFLOW = 1e-290;

  private double stationarity;
  private double primal;
  private double dual;

  /**
   * Adds a coordinate.
   *
   * @param j the coordinate in the potential
   * @param shift asinh(θ0_j/|I_j|)
   * @param mirror (Aᵀν)_j
   * @param mirrorTerms Σ_i |a_ij ν_i|, the sizes of what it is the sum of
   * @return θ(ν)_j, the dual point
   */
  double add(
      HyperbolicEntropy entropy,
      int j,
      double theta,
      double theta0,
      double shift,
      double mirror,
      double mirrorTerms) {
    double dualPoint = entropy.sinh(j, 2 * mirror + shift);
    double scale = Math.abs(mirrorTerms) + Math.abs(shift / 2);
    if (Math.abs(theta) > UNDERFLOW && scale > 0) {
      double off = Math.abs(entropy.gradient(j, theta) - shift / 2 - mirror);
      stationarity = Math.max(stationarity, off / scale);
    }
    primal += entropy.divergence(j, theta, theta0);
    dual += entropy.divergence(j, dualPoint, theta0);
    return dualPoint;
  }

  /** Σ_i |x_ij ν_i| for the column x_j that starts at {@code from}. */
  static double terms(double[] columns, int from, double[] nu) {
    double sum = 0;
    for (int i = 0; i < nu.length; i++) {
      sum += Math.abs(columns[from + i] * nu[i]);
    }
    return sum;
  }

  /** D(θ, θ0) so far. */
  double divergence() {
    return primal;
  }

  /** Adds the sums over other coordinates. */
  void merge(CertificateSums other) {
    stationarity = Math.max(stationarity, other.stationarity);
    primal += other.primal;
    dual += other.dual;
  }

  /**
   * The certificate: its gap is D(θ, θ0) less the dual value D(θ(ν), θ0) - &lt;ν, Aθ(ν) - b&gt;.
   *
   * @param residual the primal residual
   * @param correction &lt;ν, Aθ(ν) - b&gt;
   */
  Certificate certificate(double residual, double correction) {
    double value = dual - correction;
    return new Certificate(
        residual, stationarity, primal > 0 ? Math.abs(primal - value) / primal : Math.abs(value));
  }
}
