package dev.mirrorflow.descent;

/**
 * The state of a descent: the parameters, the momentum, and the gradient in θ that the next step
 * takes.
 */
abstract class Iterate {

  /**
   * A step by η of the coordinates [from, to). Descents by blocks take many short ones, so that it
   * is chosen once and not at each.
   */
  interface Step {
    void take(double eta, int from, int to);
  }

  /** The gradient g of the risk in θ, taken at {@link #point}; filled by the loop. */
  final double[] gradient;

  Iterate(int d) {
    this.gradient = new double[d];
  }

  static Iterate of(Start start, Method method) {
    return switch (start) {
      case Start.Linear linear -> new LinearIterate(linear, method);
      case Start.Network network -> new NetworkIterate(network, method);
    };
  }

  /** The θ at which the next gradient is taken: ahead of {@link #theta} for Nesterov's method. */
  abstract double[] point();

  /** The current θ. */
  abstract double[] theta();

  /** ‖∇L‖² of the parameters, from {@link #gradient}. */
  abstract double gradientSquaredNorm();

  /** Steps by η, on the coordinates [from, to) alone. */
  abstract void advance(double eta, int from, int to);

  /**
   * What a gradient step makes of the point: that of η leads to θ + η a + η² b. For the coordinates
   * [from, to), into a and b from 0 on.
   */
  abstract void expand(int from, int to, double[] a, double[] b);

  /** The θ that a gradient step of η would reach, into {@code out}. */
  abstract void trial(double eta, double[] out);

  /**
   * For the network, the weights u² + v² under which X enters the curvature, into {@code out}, and
   * true; false for the linear model, whose weights are all 1.
   */
  abstract boolean weights(double[] out);

  /**
   * An upper bound that the parametrisation sets on η for the share x = η max|g_j|; infinite if
   * none.
   */
  abstract double cap(double x);
}
