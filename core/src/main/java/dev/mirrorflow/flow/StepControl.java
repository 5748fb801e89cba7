package dev.mirrorflow.flow;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.Norms;
import java.util.function.BiConsumer;

/**
 * How the step sizes of a run are chosen: all the same, or by the error estimate with the
 * proportional-integral controller of K. Gustafsson (1991); Hairer, Wanner, Solving Ordinary
 * Differential Equations II, IV.2.
 */
public final class StepControl {

  private static final double SAFETY = 0.9;
  private static final double LEAST = 0.2;
  private static final double MOST = 5;

  /** How much more is allowed after the first step below a ceiling; then the square of it, ... */
  private static final double RELIEF = 1.02;

  /** The first step where nothing tells a better one: no slope, or no tolerance at y = 0. */
  private static final double ARBITRARY = 1e-6;

  private final double fixedStep;
  private final Tolerance tolerance;
  private final int estimateOrder;

  private StepControl(double fixedStep, Tolerance tolerance, int estimateOrder) {
    this.fixedStep = fixedStep;
    this.tolerance = tolerance;
    this.estimateOrder = estimateOrder;
  }

  static StepControl fixed(double h) {
    return new StepControl(h, null, 0);
  }

  /** For an error estimate that is O(h^k). */
  static StepControl adaptive(Tolerance tolerance, int k) {
    return new StepControl(0, tolerance, k);
  }

  static void requireStep(double h) {
    if (!(h > 0) || Double.isInfinite(h)) {
      throw new BadDataException("the step must be positive and finite, not " + h);
    }
  }

  /** Null for fixed steps. */
  Tolerance tolerance() {
    return tolerance;
  }

  boolean isFixed() {
    return tolerance == null;
  }

  /**
   * The first step: for adaptive methods that of Hairer, Nørsett, Wanner I, II.4, made free of the
   * units of time. With d0 and d1 the sizes of y and y' and τ = |y'|/|y''|, the k-th derivative is
   * taken to have the size d1 τ^(1-k).
   *
   * @param y the start
   * @param f the slope there
   * @param evaluate writes f of its first argument to the second; called once at most
   */
  double first(double[] y, double[] f, BiConsumer<double[], double[]> evaluate) {
    if (isFixed()) {
      return fixedStep;
    }
    double d0 = tolerance.largest(y, y);
    double d1 = tolerance.largest(f, y);
    if (!(d1 >= Double.MIN_NORMAL) || Double.isInfinite(d1)) {
      return ARBITRARY;
    }
    // From y = 0 a way as long as the tolerance, or the difference below would be rounding.
    boolean atRest = d0 < 1e-5;
    double probe = atRest ? 1 / d1 : 0.01 * d0 / d1;
    double[] ahead = new double[y.length];
    double[] change = new double[y.length];
    for (int j = 0; j < y.length; j++) {
      ahead[j] = y[j] + probe * f[j];
    }
    evaluate.accept(ahead, change);
    for (int j = 0; j < y.length; j++) {
      change[j] = (change[j] - f[j]) / probe;
    }
    double tau = Norms.max(f) / Norms.max(change);
    double guess = tau * Math.min(1, Math.pow(0.01 / d1 / tau, 1.0 / estimateOrder));
    double cautious = 100 * probe;
    return guess > 0 && (atRest || guess < cautious) && guess < Double.POSITIVE_INFINITY
        ? guess
        : cautious;
  }

  /** A controller with a memory of the last error, for one run. */
  Controller start() {
    return new Controller();
  }

  final class Controller {

    private double lastError = 1e-4;
    private boolean rejected;

    /** No step is longer: one that raised the loss was. */
    private double ceiling = Double.POSITIVE_INFINITY;

    private double relief = RELIEF;

    /** The step after an accepted one. */
    double afterSuccess(double h, double error) {
      if (isFixed()) {
        return fixedStep;
      }
      double integral = 0.2 / estimateOrder;
      double exponent = 1.0 / estimateOrder - 0.75 * integral;
      double factor =
          SAFETY * Math.pow(Math.max(error, 1e-10), -exponent) * Math.pow(lastError, integral);
      lastError = Math.max(error, 1e-4);
      double most = rejected ? 1 : MOST;
      rejected = false;
      double next = Math.min(h * Math.clamp(factor, LEAST, most), ceiling);
      ceiling *= relief;
      relief *= relief;
      return next;
    }

    /** The step after one that raised the loss, although its error was not too large. */
    double afterRise(double h) {
      rejected = true;
      ceiling = SAFETY * h;
      relief = RELIEF;
      return h / 2;
    }

    /** The step after a rejected one; a tenth where there is no estimate. */
    double afterFailure(double h, double error) {
      rejected = true;
      if (!Double.isFinite(error)) {
        return h / 10;
      }
      return h * Math.max(LEAST, SAFETY * Math.pow(error, -1.0 / estimateOrder));
    }
  }
}
