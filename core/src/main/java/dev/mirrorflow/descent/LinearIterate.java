package dev.mirrorflow.descent;

import dev.mirrorflow.kernel.Kernels;

/** Descent on θ itself. */
final class LinearIterate extends Iterate {

  private final Method method;
  private final double[] theta;

  /** The velocity p of the heavy ball, the point ahead of Nesterov's method, or null. */
  private final double[] momentum;

  private final Step step;

  LinearIterate(Start.Linear start, Method method) {
    super(start.features());
    this.method = method;
    this.theta = start.theta0().clone();
    switch (method) {
      case Method.GradientDescent _ -> {
        momentum = null;
        step = (eta, from, to) -> Kernels.axpy(-eta, gradient, from, theta, from, to - from);
      }
      case Method.HeavyBall(double beta) -> {
        momentum = new double[theta.length];
        step = (eta, from, to) -> Kernels.heavyBall(theta, momentum, gradient, eta, beta, from, to);
      }
      case Method.Nesterov(double beta) -> {
        momentum = theta.clone();
        step = (eta, from, to) -> Kernels.nesterov(theta, momentum, gradient, eta, beta, from, to);
      }
    }
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
  void advance(double eta, int from, int to) {
    step.take(eta, from, to);
  }

  @Override
  void expand(int from, int to, double[] a, double[] b) {
    for (int j = from; j < to; j++) {
      a[j - from] = -gradient[j];
      b[j - from] = 0;
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
