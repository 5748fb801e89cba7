package dev.mirrorflow.bias;

import dev.mirrorflow.error.ComputationException;
import java.util.Locale;

/**
 * Follows the solution ζ of Xθ(ζ) = y as every |I_j| falls by the same factor: damped Newton steps
 * at each point, the exact tangent dζ/d ln I as the predictor of the next (theory §3). It starts at
 * a large multiple of θ, where the problem is the ℓ2 one; its strides grow after few Newton steps
 * and shrink after a failure.
 */
final class Continuation {

  private static final double CONVERGED = 1e-13;
  private static final double FOLLOWING = 1e-2;
  private static final int STEPS_A_POINT = 60;
  private static final int STEPS_A_STRIDE = 8;

  /** A damped step about halves a residual above 1: from here a stride takes too many. */
  private static final double FAR = 16;

  private final DualSystem system;
  private final double[] zeta;
  private double topLog = Double.NaN;
  private double stride = 2;
  private int steps;

  Continuation(DualSystem system) {
    this.system = system;
    this.zeta = new double[system.size()];
  }

  /** ζ where the last point was reached; not to be changed. */
  double[] zeta() {
    return zeta;
  }

  /** Newton steps made so far. */
  int steps() {
    return steps;
  }

  /**
   * Goes on to where the largest ln |I_j| is the given one, not above the last, to the accuracy of
   * a point that is only passed.
   *
   * @throws ComputationException if it stalls on the way
   */
  void approach(double targetTop, String name) {
    if (Double.isNaN(topLog)) {
      start(targetTop, name);
    }
    system.moveTo(topLog);
    while (topLog > targetTop) {
      follow(targetTop, name);
    }
  }

  /** Newton steps at the point reached, until only rounding is left. */
  void converge() {
    newton(CONVERGED, STEPS_A_POINT);
  }

  /** A Newton step from the point reached, which was evaluated last. */
  void step() {
    system.newtonStep(zeta);
    steps++;
  }

  private void start(double targetTop, String name) {
    double largest = system.largestAtStart();
    topLog = Math.max(targetTop, largest > 0 ? Math.log(largest) + 2 : targetTop);
    system.moveTo(topLog);
    system.guess(zeta);
    if (!(newton(FOLLOWING, STEPS_A_POINT) <= FOLLOWING)) {
      throw failure(name);
    }
  }

  /** One predictor step towards the target and the Newton steps after it. */
  private void follow(double targetTop, String name) {
    double[] tangent = system.tangent(zeta);
    double[] from = zeta.clone();
    double fromTop = topLog;
    while (true) {
      double next = Math.max(targetTop, fromTop - stride);
      if (fromTop > 0 && next < 0) {
        // The units of ζ change at I = 1; no step goes across.
        next = 0;
      }
      double change = next - fromTop;
      system.moveTo(next);
      for (int i = 0; i < zeta.length; i++) {
        // Above I = 1 the units of ζ shrink with I.
        double units = fromTop > 0 ? from[i] : 0;
        zeta[i] = from[i] + change * (tangent[i] + units);
      }
      topLog = next;
      int before = steps;
      if (system.evaluate(zeta) < FAR && newton(FOLLOWING, STEPS_A_STRIDE) <= FOLLOWING) {
        stride = steps - before <= 4 ? stride * 3 : stride;
        return;
      }
      ComputationException.throwIfInterrupted();
      stride /= 4;
      if (stride < 1e-6) {
        throw failure(name);
      }
    }
  }

  /** Damped Newton steps until the relative residual is below the tolerance or no longer falls. */
  private double newton(double tolerance, int most) {
    double residual = system.evaluate(zeta);
    int stalled = 0;
    double best = residual;
    for (int k = 0; k < most && residual > tolerance; k++) {
      if (residual == Double.POSITIVE_INFINITY) {
        return residual;
      }
      ComputationException.throwIfInterrupted();
      residual = system.newtonStep(zeta);
      steps++;
      stalled = residual < 0.5 * best || system.reach() > 0.1 ? 0 : stalled + 1;
      best = Math.min(best, residual);
      if (stalled == 3) {
        break;
      }
    }
    return residual;
  }

  private ComputationException failure(String name) {
    return new ComputationException(
        String.format(
            Locale.ROOT,
            "the limit for %s was not reached: the continuation stalled at ln I = %.3g; use an"
                + " alpha between 1e-300 and 1e150 and check X for extreme values",
            name,
            topLog));
  }
}
