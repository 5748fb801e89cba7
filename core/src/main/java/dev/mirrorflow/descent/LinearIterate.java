package dev.mirrorflow.descent;

import dev.mirrorflow.kernel.Kernels;

/** Descent on θ itself. */
final class LinearIterate extends Iterate {

  private final Method method;
  private final double[] theta;

  /** The velocity p of the heavy ball, the point ahead of Nesterov's method, or null. */
  private final double[] momentum;

  LinearIterate(Start.Linear start, Method method) {
    super(start.features());
    this.method = method;
    this.theta = start.theta0().clone();
    this.momentum =
        switch (method) {
          case Method.GradientDescent _ -> null;
          case Method.HeavyBall _ -> new double[theta.length];
          case Method.Nesterov _ -> theta.clone();
        };
  }

  @Override
  double[] point() {
    return method instanceof Method.Nesterov ? momentum : theta;
  }

  @Override
  double[] theta() {
    return theta;
  }

  @Override
  double gradientSquaredNorm() {
    return Kernels.squaredNorm(gradient);
  }

  @Override
  void advance(double eta) {
    switch (method) {
      case Method.GradientDescent _ -> Kernels.axpy(-eta, gradient, theta);
      case Method.HeavyBall ball -> Kernels.heavyBall(theta, momentum, gradient, eta, ball.beta());
      case Method.Nesterov nesterov ->
          Kernels.nesterov(theta, momentum, gradient, eta, nesterov.beta());
    }
  }

  @Override
  void trial(double eta, double[] out) {
    System.arraycopy(theta, 0, out, 0, out.length);
    Kernels.axpy(-eta, gradient, out);
  }

  @Override
  boolean weights(double[] out) {
    return false;
  }

  @Override
  double cap(double x) {
    return Double.POSITIVE_INFINITY;
  }
}
