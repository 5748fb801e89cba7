package dev.mirrorflow.bias;

import dev.mirrorflow.model.HyperbolicEntropy;
import java.io.Serializable;

/** What a {@link Certificate} needs of every coordinate, added up. */
final class CertificateSums implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Where |θ_j| is below this, it is underflow and carries no digits of its exponent. */
  private static final double UNDERFLOW = 1e-290;

  private double miss;
  private double largestMirror;
  private double primal;
  private double dual;

  /**
   * Adds a coordinate.
   *
   * @param j the coordinate in the potential
   * @param shift asinh(θ0_j/|I_j|)
   * @param mirror (Aᵀν)_j
   * @return θ(ν)_j, the dual point
   */
  double add(
      HyperbolicEntropy entropy, int j, double theta, double theta0, double shift, double mirror) {
    double dualPoint = entropy.sinh(j, 2 * mirror + shift);
    if (Math.abs(theta) > UNDERFLOW) {
      miss = Math.max(miss, Math.abs(entropy.gradient(j, theta) - shift / 2 - mirror));
    }
    largestMirror = Math.max(largestMirror, Math.abs(mirror));
    primal += entropy.divergence(j, theta, theta0);
    dual += entropy.divergence(j, dualPoint, theta0);
    return dualPoint;
  }

  /** D(θ, θ0) so far. */
  double divergence() {
    return primal;
  }

  /** Adds the sums over other coordinates. */
  void merge(CertificateSums other) {
    miss = Math.max(miss, other.miss);
    largestMirror = Math.max(largestMirror, other.largestMirror);
    primal += other.primal;
    dual += other.dual;
  }

  /**
   * The certificate: its gap is D(θ, θ0) less the dual value D(θ(ν), θ0) - &lt;ν, Aθ(ν) - b&gt;.
   *
   * @param residual ‖Xθ - y‖/‖y‖
   * @param correction &lt;ν, Aθ(ν) - b&gt;
   */
  Certificate certificate(double residual, double correction) {
    double value = dual - correction;
    return new Certificate(
        residual,
        largestMirror > 0 ? miss / largestMirror : 0,
        primal > 0 ? Math.abs(primal - value) / primal : Math.abs(value));
  }
}
