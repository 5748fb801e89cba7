package dev.mirrorflow.flow;

import dev.mirrorflow.model.LeastSquares;

/**
 * An autonomous gradient flow y' = f(y) with a θ of length d and a loss R(θ) at every state y.
 *
 * <p>A flow keeps work space and so serves one thread at a time; apart from {@link #start} nothing
 * here allocates.
 */
public interface GradientFlow {

  /** The length of a state. */
  int dimension();

  /** d, the length of θ. */
  int features();

  /** A copy of the state at t = 0. */
  double[] start();

  /**
   * The right-hand side, and the loss at no further cost.
   *
   * @param state y, not changed
   * @param derivative receives f(y); another array than y
   * @return R(θ(y))
   */
  double evaluate(double[] state, double[] derivative);

  /** Writes θ(y), length d. */
  void theta(double[] state, double[] theta);

  /** R(θ(y)). */
  double loss(double[] state);

  /** How wrong rounding may make the residuals at y, see {@link LeastSquares#residualRounding}. */
  double residualRounding(double[] state);

  /**
   * How far the invariant I of (3.17) has moved since the start, relative to itself: max_j |I_j -
   * I_j(0)|/|I_j(0)|. It is 0 for the flows that have I built in or have none.
   */
  default double invariantDrift(double[] state) {
    return 0;
  }
}
