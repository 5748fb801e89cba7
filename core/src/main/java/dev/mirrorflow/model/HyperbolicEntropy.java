package dev.mirrorflow.model;

import dev.mirrorflow.error.BadDataException;
import java.util.Arrays;

/**
 * The hyperbolic entropy φ_I(θ) = ½ Σ_j [θ_j asinh(θ_j/|I_j|) - √(θ_j² + I_j²) + |I_j|] (3.21), the
 * potential whose mirror flow the diagonal network follows (3.23).
 *
 * <p>I is kept with its logarithm, so that α = 1e-300, I = α², is a scale like any other. Values
 * keep their relative precision for |θ_j/I_j| from 1e-300 to 1e300: nothing is squared, and no two
 * large terms are subtracted. All vectors have length d; each method costs O(d) with one or two
 * logarithms a coordinate.
 */
public final class HyperbolicEntropy {

  private static final double LN_2 = Math.log(2);

  /** Beyond this logarithm of θ/I, asinh is ln 2θ/I to the last bit. */
  private static final double LARGE = 19;

  private final double[] invariant;
  private final double[] logInvariant;

  private HyperbolicEntropy(double[] invariant, double[] logInvariant) {
    this.invariant = invariant;
    this.logInvariant = logInvariant;
  }

  /**
   * The potential of the start (3.29), I = α² (3.30).
   *
   * @throws BadDataException unless α is positive and finite
   */
  public static HyperbolicEntropy ofAlpha(double alpha, int d) {
    return ofLog(2 * Math.log(DiagonalNetwork.checkedAlpha(alpha)), alpha * alpha, d);
  }

  /** I = e^ℓ in all coordinates. */
  public static HyperbolicEntropy ofLog(double logInvariant, int d) {
    return ofLog(logInvariant, Math.exp(logInvariant), d);
  }

  /**
   * Any I, given as ln |I|, which may lie below the range of doubles.
   *
   * @throws BadDataException naming the first that is NaN or infinite
   */
  public static HyperbolicEntropy ofLog(double[] logInvariant) {
    double[] values = new double[logInvariant.length];
    for (int j = 0; j < values.length; j++) {
      if (!Double.isFinite(logInvariant[j])) {
        throw new BadDataException(
            "ln |I| is " + logInvariant[j] + " at " + j + "; the potential needs it finite");
      }
      values[j] = Math.exp(logInvariant[j]);
    }
    return new HyperbolicEntropy(values, logInvariant.clone());
  }

  private static HyperbolicEntropy ofLog(double log, double value, int d) {
    double[] invariant = new double[d];
    double[] logs = new double[d];
    Arrays.fill(invariant, value);
    Arrays.fill(logs, log);
    return new HyperbolicEntropy(invariant, logs);
  }

  /**
   * The potential of any start, I = (u0² - v0²)/2; its sign does not matter.
   *
   * @throws BadDataException naming the first I_j that is zero, NaN or infinite
   */
  public static HyperbolicEntropy of(double[] invariant) {
    double[] absolute = new double[invariant.length];
    double[] logs = new double[invariant.length];
    for (int j = 0; j < invariant.length; j++) {
      absolute[j] = Math.abs(invariant[j]);
      logs[j] = Math.log(absolute[j]);
      if (!Double.isFinite(logs[j])) {
        throw new BadDataException(
            "the invariant I is "
                + invariant[j]
                + " at "
                + j
                + (absolute[j] == 0
                    ? "; the potential needs |I_j| > 0, that is |u0_j| != |v0_j|"
                    : ", beyond the range of doubles; take a start of moderate size"));
      }
    }
    return new HyperbolicEntropy(absolute, logs);
  }

  /** The same potential with every I_j multiplied by e^t. */
  public HyperbolicEntropy scaled(double t) {
    double[] values = new double[invariant.length];
    double[] logs = new double[invariant.length];
    for (int j = 0; j < values.length; j++) {
      logs[j] = logInvariant[j] + t;
      values[j] = t == 0 ? invariant[j] : Math.exp(logs[j]);
    }
    return new HyperbolicEntropy(values, logs);
  }

  /** d. */
  public int features() {
    return invariant.length;
  }

  /** Whether I is the same in all coordinates. */
  public boolean isUniform() {
    return Arrays.stream(logInvariant).allMatch(log -> log == logInvariant[0]);
  }

  /** ln |I_j|. */
  public double logInvariant(int j) {
    return logInvariant[j];
  }

  /** |I_j|; 0 where it is below the range of doubles. */
  public double invariant(int j) {
    return invariant[j];
  }

  /** φ_I(θ). */
  public double value(double[] theta) {
    checkLength(theta);
    double sum = 0;
    for (int j = 0; j < theta.length; j++) {
      double t = Math.abs(theta[j]);
      if (t > 0) {
        // √(1+x²) - 1 = x²/(1 + √(1+x²)), and half of x asinh x: no cancellation at small x.
        sum += t * (asinh(j, t) - 1 / (invariant[j] / t + hypotenuse(1, invariant[j] / t)));
      }
    }
    return sum / 2;
  }

  /** ∇φ_I(θ) = ½ asinh(θ/|I|) (3.22). */
  public double[] gradient(double[] theta) {
    checkLength(theta);
    double[] out = new double[theta.length];
    for (int j = 0; j < out.length; j++) {
      out[j] = gradient(j, theta[j]);
    }
    return out;
  }

  /** Coordinate j of ∇φ_I at θ_j = t, ½ asinh(t/|I_j|). */
  public double gradient(int j, double t) {
    return t == 0 ? t : Math.copySign(asinh(j, Math.abs(t)) / 2, t);
  }

  /** The diagonal of the Hessian, 1/(2 √(θ² + I²)) (3.25). */
  public double[] hessianDiagonal(double[] theta) {
    checkLength(theta);
    double[] out = new double[theta.length];
    for (int j = 0; j < out.length; j++) {
      out[j] = 0.5 / weight(j, theta[j]);
    }
    return out;
  }

  /** √(θ_j² + I_j²) at θ_j = t, the inverse of twice the Hessian's entry. */
  public double weight(int j, double t) {
    return hypotenuse(t, invariant[j]);
  }

  /** √(a² + b²); {@link Math#hypot} takes ten times as long and is for extreme sizes. */
  private static double hypotenuse(double a, double b) {
    double most = Math.max(Math.abs(a), Math.abs(b));
    return most > 0x1p-450 && most < 0x1p500 ? Math.sqrt(a * a + b * b) : Math.hypot(a, b);
  }

  /** The inverse mirror map: the θ with ∇φ_I(θ) = z, that is |I| ⊙ sinh(2z). */
  public double[] inverseGradient(double[] z) {
    checkLength(z);
    double[] out = new double[z.length];
    for (int j = 0; j < out.length; j++) {
      out[j] = sinh(j, 2 * z[j]);
    }
    return out;
  }

  /** |I_j| sinh(a), in the log domain where a is not small. */
  public double sinh(int j, double a) {
    double size = Math.abs(a);
    if (size < 1) {
      return invariant[j] >= Double.MIN_NORMAL
          ? invariant[j] * smallSinh(a)
          : Math.copySign(Math.exp(Math.log(smallSinh(size)) + logInvariant[j]), a);
    }
    // At least 0.86: nothing cancels.
    double value = Math.exp(size + logInvariant[j] - LN_2) * (1 - Math.exp(-2 * size));
    return Math.copySign(value, a);
  }

  /** sinh x for |x| < 1 by its series; Math.sinh takes several times as long. */
  private static double smallSinh(double x) {
    double q = x * x;
    double p = Math.fma(q, 1 / 355687428096000.0, 1 / 1307674368000.0);
    p = Math.fma(q, p, 1 / 6227020800.0);
    p = Math.fma(q, p, 1 / 39916800.0);
    p = Math.fma(q, p, 1 / 362880.0);
    p = Math.fma(q, p, 1 / 5040.0);
    p = Math.fma(q, p, 1 / 120.0);
    p = Math.fma(q, p, 1 / 6.0);
    return Math.fma(x * q, p, x);
  }

  /** An upper bound of ln(|I_j| cosh(a)), at most ln 2 above it. */
  public double logCoshBound(int j, double a) {
    return Math.abs(a) + logInvariant[j];
  }

  /**
   * √(|I_j| cosh(a) / e^logScale): the root of the Newton weight √(θ² + I²) of θ = |I_j| sinh(a),
   * without overflow where logScale is the largest {@link #logCoshBound}.
   */
  public double rootCosh(int j, double a, double logScale) {
    double size = Math.abs(a);
    return Math.exp((size + logInvariant[j] - LN_2 - logScale) / 2)
        * Math.sqrt(1 + Math.exp(-2 * size));
  }

  /** The Bregman divergence D_φ(θ, θ0) = φ(θ) - φ(θ0) - &lt;∇φ(θ0), θ - θ0&gt; (3.24). */
  public double divergence(double[] theta, double[] theta0) {
    checkLength(theta);
    checkLength(theta0);
    double sum = 0;
    for (int j = 0; j < theta.length; j++) {
      sum += divergence(j, theta[j], theta0[j]);
    }
    return sum;
  }

  /** What coordinate j adds to D_φ(θ, θ0). */
  public double divergence(int j, double theta, double theta0) {
    return twiceDivergence(j, theta, theta0) / 2;
  }

  /** With a = asinh(θ/I), b = asinh(θ0/I) and δ = a - b: I (δ sinh a - cosh a + cosh b). */
  private double twiceDivergence(int j, double theta, double theta0) {
    if (theta0 < 0) {
      return twiceDivergence(j, -theta, -theta0);
    }
    double s = weight(j, theta);
    double s0 = weight(j, theta0);
    // s - s0 without cancellation; the quotient is at most 1 in size.
    double rise = (theta - theta0) * ((theta + theta0) / (s + s0));
    if (s + s0 == 0) {
      return 0;
    }
    double growth = ((theta - theta0) + rise) / (theta0 + s0);
    // Near -1 the growth of θ + s has lost the digits of θ.
    double delta =
        theta > 0 && theta0 > 0 && growth > -0.5
            ? Math.log1p(growth)
            : 2 * (gradient(j, theta) - gradient(j, theta0));
    if (Math.abs(delta) > 0.5) {
      return theta * delta - rise;
    }
    // The same by the addition theorem, where the two terms above nearly cancel.
    double half = Math.sinh(delta / 2);
    return 2 * s * half * half - theta * sinhMinusIdentity(delta);
  }

  /** sinh x - x for |x| <= 1/2. */
  private static double sinhMinusIdentity(double x) {
    double q = x * x;
    return x * q / 6 * (1 + q / 20 * (1 + q / 42 * (1 + q / 72 * (1 + q / 110))));
  }

  /** asinh(t/|I_j|) for t > 0. */
  private double asinh(int j, double t) {
    double log = Math.log(t) - logInvariant[j];
    if (log > LARGE) {
      return log + LN_2;
    }
    double x = invariant[j] >= Double.MIN_NORMAL ? t / invariant[j] : Math.exp(log);
    return Math.log1p(x + x * (x / (1 + hypotenuse(1, x))));
  }

  private void checkLength(double[] a) {
    if (a.length != invariant.length) {
      throw new IllegalArgumentException(
          "a vector has length " + a.length + ", but the potential has " + invariant.length);
    }
  }
}
