package dev.mirrorflow.descent;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.model.Norms;

/** Descent on the factors u, v of the diagonal network. */
final class NetworkIterate extends Iterate {

  private final Method method;
  private final double[] u;
  private final double[] v;
  private final double[] theta;

  /** u⊙v, or the product of the points ahead for Nesterov's method. */
  private final double[] point;

  private final double[] momentumU;
  private final double[] momentumV;
  private final Step step;

  NetworkIterate(Start.Network start, Method method) {
    super(start.features());
    this.method = method;
    this.u = start.u0().clone();
    this.v = start.v0().clone();
    this.theta = new double[u.length];
    Kernels.hadamard(u, v, theta);
    switch (method) {
      case Method.GradientDescent _ -> {
        point = theta;
        momentumU = null;
        momentumV = null;
        step = (eta, from, to) -> Kernels.hadamardStep(u, v, gradient, eta, theta, from, to);
      }
      case Method.HeavyBall(double beta) -> {
        point = theta;
        momentumU = new double[u.length];
        momentumV = new double[u.length];
        step =
            (eta, from, to) ->
                Kernels.hadamardHeavyBall(
                    u, v, momentumU, momentumV, gradient, eta, beta, theta, from, to);
      }
      case Method.Nesterov(double beta) -> {
        point = theta.clone();
        momentumU = u.clone();
        momentumV = v.clone();
        step =
            (eta, from, to) ->
                Kernels.hadamardNesterov(
                    u, v, momentumU, momentumV, gradient, eta, beta, point, from, to);
      }
    }
  }

  double[] u() {
    return u;
  }

  double[] v() {
    return v;
  }

  @Override
  double[] point() {
    return point;
  }

  @Override
  double[] theta() {
    if (method instanceof Method.Nesterov) {
      Kernels.hadamard(u, v, theta);
    }
    return theta;
  }

  @Override
  double gradientSquaredNorm() {
    return method instanceof Method.Nesterov
        ? Kernels.hadamardGradientSquaredNorm(momentumU, momentumV, gradient)
        : Kernels.hadamardGradientSquaredNorm(u, v, gradient);
  }

  @Override
  void advance(double eta, int from, int to) {
    step.take(eta, from, to);
  }

  /** (u - ηv⊙g)⊙(v - ηu⊙g) = u⊙v - η(u² + v²)⊙g + η²u⊙v⊙g². */
  @Override
  void expand(int from, int to, double[] a, double[] b) {
    for (int j = from; j < to; j++) {
      double ug = u[j] * gradient[j];
      double vg = v[j] * gradient[j];
      a[j - from] = -(u[j] * ug + v[j] * vg);
      b[j - from] = ug * vg;
    }
  }

  @Override
  void trial(double eta, double[] out) {
    Kernels.hadamardTrial(u, v, gradient, eta, out);
  }

  @Override
  boolean weights(double[] out) {
    for (int j = 0; j < out.length; j++) {
      out[j] = u[j] * u[j] + v[j] * v[j];
    }
    return true;
  }

  @Override
  double cap(double x) {
    return x / Norms.max(gradient);
  }
}
