package dev.mirrorflow.flow;

import dev.mirrorflow.model.DiagonalNetwork;

/**
 * The end of one path of a {@link StochasticFlow}.
 *
 * @param u u there, length d
 * @param v v there, length d
 * @param loss R(u⊙v) there
 * @param lossIntegral ∫(L + δ²/2)dt up to there, δ the label noise
 * @param time where it ended
 */
public record StochasticPath(
    double[] u, double[] v, double loss, double lossIntegral, double time) {

  /** θ = u⊙v. */
  public double[] theta() {
    return DiagonalNetwork.theta(u, v);
  }
}
