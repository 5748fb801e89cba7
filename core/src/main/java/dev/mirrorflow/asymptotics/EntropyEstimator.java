package dev.mirrorflow.asymptotics;

/**
 * The hyperbolic entropy: η(x) is the t with t + β asinh(t/I) = x.
 *
 * <p>Means over Z are sums over Gauss-Legendre panels in x, none wider than its distance from what
 * is not smooth: |t| at 0, the Gaussian, and the places near x = ±λ, iπβ from the real line where
 * dx/dt = 0. So 20 points a panel are exact to rounding, and few panels are enough for any I.
 *
 * @param logInvariant ln I, I = α²
 */
record EntropyEstimator(double logInvariant) implements Estimator {

  /** Beyond so many τ there is nothing of the Gaussian. */
  private static final double FAR = 9.5;

  private static final double CLOSE = 0.8;
  private static final double[] NODES;
  private static final double[] WEIGHTS;

  static {
    int count = 20;
    NODES = new double[count];
    WEIGHTS = new double[count];
    for (int k = 0; k < count; k++) {
      // Newton's method for the roots of the Legendre polynomial.
      double z = Math.cos(Math.PI * (k + 0.75) / (count + 0.5));
      double slope = 1;
      for (int step = 0; step < 8; step++) {
        double p = 1;
        double before = 0;
        for (int j = 1; j <= count; j++) {
          double next = ((2 * j - 1) * z * p - (j - 1) * before) / j;
          before = p;
          p = next;
        }
        slope = count * (z * p - before) / (z * z - 1);
        z -= p / slope;
      }
      NODES[k] = z;
      WEIGHTS[k] = 2 / ((1 - z * z) * slope * slope);
    }
  }

  @Override
  public Moments moments(double truth, double tau, double weight) {
    return new Integral(truth, tau, weight).value();
  }

  /** Where dx/dt = 0: at ±λ ± i height. */
  private record Turn(double lambda, double height) {

    static Turn of(double logInvariant, double weight) {
      double log = Math.log(weight) - logInvariant;
      if (log > 0) {
        // β acosh(β/I) - √(β² - I²) and πβ.
        double root = Math.sqrt(-Math.expm1(-2 * log));
        double acosh = log + Math.log1p(root);
        return new Turn(weight * (acosh - root), Math.PI * weight);
      }
      double invariant = Math.exp(logInvariant);
      double root = Math.sqrt(-Math.expm1(2 * log));
      return new Turn(0, invariant * root + weight * (Math.PI - Math.asin(root)));
    }

    double distance(double x) {
      return Math.hypot(Math.abs(x) - lambda, height);
    }
  }

  private final class Integral {

    private final double truth;
    private final double tau;
    private final double weight;
    private final Turn turn;
    private double slope;
    private double squaredError;
    private double size;
    private double square;

    Integral(double truth, double tau, double weight) {
      this.truth = truth;
      this.tau = tau;
      this.weight = weight;
      this.turn = Turn.of(logInvariant, weight);
    }

    Moments value() {
      double low = truth - FAR * tau;
      double high = truth + FAR * tau;
      double from = low;
      for (double edge : new double[] {-turn.lambda(), 0, turn.lambda(), high}) {
        double to = Math.clamp(edge, low, high);
        if (to > from) {
          add(from, to);
          from = to;
        }
      }
      return new Moments(slope, squaredError, size, square);
    }

    private void add(double from, double to) {
      double half = 0.5 * (to - from);
      double center = from + half;
      if (half > tau || half > CLOSE * turn.distance(center)) {
        add(from, center);
        add(center, to);
        return;
      }
      for (int k = 0; k < NODES.length; k++) {
        double x = center + half * NODES[k];
        double z = (x - truth) / tau;
        addPoint(x, half / tau * WEIGHTS[k] * Gaussian.density(z));
      }
    }

    private void addPoint(double x, double mass) {
      Point point = point(Math.abs(x), weight);
      double t = Math.copySign(point.t(), x);
      double off = t - truth;
      slope += mass * point.spread() / (point.spread() + weight);
      squaredError += mass * off * off;
      size += mass * point.t();
      square += mass * t * t;
    }
  }

  /** t, and √(t² + I²). */
  record Point(double t, double spread) {}

  /** η at x ≥ 0, by Newton's method from above, where the equation is convex. */
  Point point(double x, double weight) {
    double far = 30;
    double invariant = Math.exp(logInvariant);
    if (x > invariant * Math.sinh(far) + weight * far) {
      return beyond(x, weight, logInvariant + far);
    }
    double s = x / weight;
    double ratio = x / invariant;
    if (ratio < Double.POSITIVE_INFINITY) {
      s = Math.min(s, Math.log1p(ratio + ratio * ratio / (1 + Math.hypot(1, ratio))));
    }
    s = Math.min(s, far);
    double before = Double.POSITIVE_INFINITY;
    while (s < before) {
      before = s;
      s -= (invariant * Math.sinh(s) + weight * s - x) / (spread(s) + weight);
    }
    return new Point(invariant * Math.sinh(s), spread(s));
  }

  /** The same in v = ln(2t), where t is 10¹³ I and more: s would have lost its digits. */
  private Point beyond(double x, double weight, double least) {
    double v = Math.log(2 * x);
    double before = Double.POSITIVE_INFINITY;
    while (v < before && v > least) {
      before = v;
      double t = 0.5 * Math.exp(v);
      v -= (t + weight * (v - logInvariant) - x) / (t + weight);
    }
    double t = 0.5 * Math.exp(Math.max(v, least));
    return new Point(t, t);
  }

  /** I cosh(s). */
  private double spread(double s) {
    return 0.5 * (Math.exp(logInvariant + s) + Math.exp(logInvariant - s));
  }
}
