package dev.mirrorflow.descent;

import dev.mirrorflow.kernel.LaneKernels;
import dev.mirrorflow.linalg.LaneColumns;
import java.util.Arrays;

/**
 * The factors of many diagonal networks side by side, as {@link NetworkIterate} has those of one.
 */
final class LaneNetwork {

  private final Method method;
  private final int features;
  private int width;
  private double[] u;
  private double[] v;
  private double[] momentumU;
  private double[] momentumV;

  /** The Θ of the next pass: where the gradients are taken, or what a sizer puts there. */
  private double[] point;

  private double[] gradient;

  /** The weight of y in each lane's residual; a sizer may set it to 0. */
  private double[] targets;

  LaneNetwork(Method method, int features, int width) {
    this.method = method;
    this.features = features;
    this.width = width;
    this.u = new double[features * width];
    this.v = new double[features * width];
    this.point = new double[features * width];
    this.gradient = new double[features * width];
    this.targets = new double[width];
    Arrays.fill(targets, 1);
    if (!(method instanceof Method.GradientDescent)) {
      momentumU = new double[features * width];
      momentumV = new double[features * width];
    }
  }

  int width() {
    return width;
  }

  double[] point() {
    return point;
  }

  double[] gradient() {
    return gradient;
  }

  double[] targets() {
    return targets;
  }

  /** The factors that the gradient is taken at: ahead of u and v for Nesterov's method. */
  double[] pointU() {
    return method instanceof Method.Nesterov ? momentumU : u;
  }

  double[] pointV() {
    return method instanceof Method.Nesterov ? momentumV : v;
  }

  double[] u() {
    return u;
  }

  double[] v() {
    return v;
  }

  void begin(int lane, Start.Network start) {
    double[] u0 = start.u0();
    double[] v0 = start.v0();
    LaneColumns.put(u0, u, width, lane);
    LaneColumns.put(v0, v, width, lane);
    switch (method) {
      case Method.GradientDescent _ -> {}
      case Method.HeavyBall _ -> {
        LaneColumns.fill(momentumU, width, lane, 0);
        LaneColumns.fill(momentumV, width, lane, 0);
      }
      case Method.Nesterov _ -> {
        LaneColumns.put(u0, momentumU, width, lane);
        LaneColumns.put(v0, momentumV, width, lane);
      }
    }
    returnToPoint(lane);
  }

  /** Sets the lane's point to the product of its factors, and its target to y. */
  void returnToPoint(int lane) {
    LaneColumns.product(pointU(), pointV(), point, width, lane);
    targets[lane] = 1;
  }

  DescentResult.Factors factors(int lane) {
    double[] ul = new double[features];
    double[] vl = new double[features];
    LaneColumns.get(u, width, lane, ul);
    LaneColumns.get(v, width, lane, vl);
    return new DescentResult.Factors(ul, vl);
  }

  /** Leaves the lane at 0, where its numbers are harmless. */
  void end(int lane) {
    LaneColumns.fill(u, width, lane, 0);
    LaneColumns.fill(v, width, lane, 0);
    LaneColumns.fill(point, width, lane, 0);
    targets[lane] = 1;
  }

  /** Steps each lane by its η; lanes of η = 0 stay. */
  void advance(double[] eta) {
    switch (method) {
      case Method.GradientDescent _ -> LaneKernels.hadamardStep(u, v, gradient, eta, point);
      case Method.HeavyBall ball ->
          LaneKernels.hadamardHeavyBall(
              u, v, momentumU, momentumV, gradient, eta, ball.beta(), point);
      case Method.Nesterov nesterov ->
          LaneKernels.hadamardNesterov(
              u, v, momentumU, momentumV, gradient, eta, nesterov.beta(), point);
    }
  }

  /** Keeps the given lanes only, as the first of {@code to} lanes. */
  void select(int[] lanes, int to) {
    u = LaneColumns.select(u, width, lanes, to);
    v = LaneColumns.select(v, width, lanes, to);
    momentumU = LaneColumns.select(momentumU, width, lanes, to);
    momentumV = LaneColumns.select(momentumV, width, lanes, to);
    point = LaneColumns.select(point, width, lanes, to);
    gradient = LaneColumns.select(gradient, width, lanes, to);
    targets = LaneColumns.select(targets, width, lanes, to);
    width = to;
  }
}
