package dev.mirrorflow.flow;

/**
 * A gradient flow whose Jacobian is at hand: symmetric and negative semidefinite, as that of the
 * gradient flow of a convex function is.
 */
public interface StiffFlow extends GradientFlow {

  /**
   * -∂f/∂y, with entry (i, k) at i + k m, m the dimension.
   *
   * @param out m² entries; those with i &gt;= k are written, the others left as they are
   */
  void negativeJacobian(double[] state, double[] out);
}
