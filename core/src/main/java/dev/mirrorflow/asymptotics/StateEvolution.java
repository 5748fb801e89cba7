package dev.mirrorflow.asymptotics;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the limit of the gradient flow of the diagonal network is on a Gaussian design, without any
 * data: the test error and norms of argmin D_φ(θ, 0) over Xθ = y, y = Xθ* + σε, n &lt; d, with X
 * and ε of independent entries N(0, 1), as n and d → ∞ with n/d fixed.
 *
 * <p>Each entry of the limit then behaves as η(θ*_j + τZ), Z ~ N(0, 1), with η the proximal map of
 * the potential, and τ and the weight β of the potential in η are where
 *
 * <pre>n τ² = σ² + Σ_j E (η(θ*_j + τZ) - θ*_j)²,    Σ_j E η'(θ*_j + τZ) = n</pre>
 *
 * (state evolution: Donoho, Maleki and Montanari 2009; Bayati and Montanari 2012; for interpolators
 * the ridgeless case of the convex Gaussian min-max theorem, Thrampoulidis, Abbasi and Hassibi
 * 2018). For the network η solves t + β asinh(t/α²) = x; for α → 0 it is the soft threshold of
 * basis pursuit, for α → ∞ the x/(1 + β) of the interpolator of least ℓ2 norm.
 *
 * <p>About 1000 means over Z for each distinct |θ*_j|: milliseconds for a sparse θ* of ±1.
 */
public final class StateEvolution {

  /** Of its largest value, a τ that is none. */
  private static final double NOTHING = 1e-12;

  private static final double STEP = 4;
  private static final int MOST_STEPS = 1200;

  private final int n;
  private final double noise;
  private final double squares;
  private final int d;
  private final Map<Entry, Integer> entries;

  /** Entries that behave alike. */
  private record Entry(double truth, Estimator estimator) {}

  /** β, and what the entries come to with it. */
  private record Balance(double weight, Moments sum) {}

  /**
   * What is to be expected.
   *
   * @param tau τ
   * @param weight β
   * @param squaredError ‖θ - θ*‖²
   * @param l1 ‖θ‖₁
   * @param l2 ‖θ‖₂
   * @param testError the mean of (y - xᵀθ)² over fresh samples, σ² + ‖θ - θ*‖²
   */
  public record Prediction(
      double tau, double weight, double squaredError, double l1, double l2, double testError) {}

  private StateEvolution(int n, double[] truth, double noise, Estimator[] estimators) {
    this.n = n;
    this.d = truth.length;
    this.noise = noise;
    if (n < 1 || n >= d) {
      throw new BadDataException(
          "the theory is of interpolators, 1 <= n < d; here n = " + n + " and d = " + d);
    }
    if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
      throw new BadDataException("sigma must be finite and not negative, not " + noise);
    }
    this.entries = new TreeMap<>((a, b) -> compare(a, b));
    double sum = 0;
    for (int j = 0; j < d; j++) {
      if (!Double.isFinite(truth[j])) {
        throw new BadDataException("theta* holds NaN or infinity; it must be finite");
      }
      sum += truth[j] * truth[j];
      entries.merge(new Entry(Math.abs(truth[j]), estimators[j]), 1, Integer::sum);
    }
    this.squares = sum;
  }

  private static int compare(Entry a, Entry b) {
    int byTruth = Double.compare(a.truth(), b.truth());
    return byTruth != 0
            || !(a.estimator() instanceof EntropyEstimator first)
            || !(b.estimator() instanceof EntropyEstimator second)
        ? byTruth
        : Double.compare(first.logInvariant(), second.logInvariant());
  }

  /**
   * The limit for the start (3.29), I = α².
   *
   * @param truth θ*, length d
   * @param noise σ
   * @throws BadDataException unless 1 ≤ n &lt; d, θ* is finite, σ finite and not negative, and α
   *     positive and finite
   * @throws ComputationException if no τ or β was found
   */
  public static Prediction ofAlpha(int n, double[] truth, double noise, double alpha) {
    if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw new BadDataException("alpha must be positive and finite, not " + alpha);
    }
    return of(n, truth, noise, new EntropyEstimator(2 * Math.log(alpha)));
  }

  /**
   * The limit for a start with an I_j of its own for each entry, independent of X.
   *
   * @param truth θ*, length d
   * @param noise σ
   * @param logInvariant ln I_j, length d
   * @throws BadDataException as for one α, or if the lengths differ
   * @throws ComputationException if no τ or β was found
   */
  public static Prediction of(int n, double[] truth, double noise, double[] logInvariant) {
    if (logInvariant.length != truth.length) {
      throw new BadDataException(
          "theta* has length " + truth.length + ", but I has length " + logInvariant.length);
    }
    Estimator[] estimators =
        Arrays.stream(logInvariant).mapToObj(EntropyEstimator::new).toArray(Estimator[]::new);
    return new StateEvolution(n, truth, noise, estimators).solve();
  }

  /** Basis pursuit, the limit α → 0. */
  public static Prediction ofLeastL1(int n, double[] truth, double noise) {
    return of(n, truth, noise, new SoftThreshold());
  }

  /** The interpolator of least ℓ2 norm, the limit α → ∞. */
  public static Prediction ofLeastL2(int n, double[] truth, double noise) {
    return of(n, truth, noise, new LinearShrinkage());
  }

  private static Prediction of(int n, double[] truth, double noise, Estimator estimator) {
    Estimator[] estimators = new Estimator[truth.length];
    Arrays.fill(estimators, estimator);
    return new StateEvolution(n, truth, noise, estimators).solve();
  }

  private Prediction solve() {
    double largest = Math.sqrt((noise * noise + squares) / n);
    if (largest == 0) {
      return new Prediction(0, 0, 0, 0, 0, 0);
    }
    double high = Math.log(largest);
    double atHigh = excess(high);
    for (int k = 0; atHigh >= 0; k++) {
      requireFound(k);
      high += Math.log(STEP);
      atHigh = excess(high);
    }
    double low = high;
    double atLow = atHigh;
    while (atLow < 0) {
      high = low;
      atHigh = atLow;
      low -= Math.log(STEP);
      if (noise == 0 && low < Math.log(NOTHING * largest)) {
        return exact();
      }
      atLow = excess(low);
    }
    double tau = Math.exp(Root.between(this::excess, low, atLow, high, atHigh));
    Balance found = balance(tau);
    Moments sum = found.sum();
    return new Prediction(
        tau,
        found.weight(),
        sum.squaredError(),
        sum.size(),
        Math.sqrt(sum.square()),
        noise * noise + sum.squaredError());
  }

  /** θ* itself. */
  private Prediction exact() {
    double l1 = 0;
    for (var entry : entries.entrySet()) {
      l1 += entry.getValue() * entry.getKey().truth();
    }
    return new Prediction(0, 0, 0, l1, Math.sqrt(squares), 0);
  }

  /** What the right side of the first equation has over the left, relative to it. */
  private double excess(double logTau) {
    double tau = Math.exp(logTau);
    double left = n * tau * tau;
    return (noise * noise + balance(tau).sum().squaredError()) / left - 1;
  }

  /** The β of the second equation, whose left side falls from d to 0 in it. */
  private Balance balance(double tau) {
    double low = Math.log(tau);
    double atLow = surplus(tau, low);
    double high = low;
    double atHigh = atLow;
    for (int k = 0; atLow < 0; k++) {
      requireFound(k);
      high = low;
      atHigh = atLow;
      low -= Math.log(STEP) * (1 + k);
      atLow = surplus(tau, low);
    }
    for (int k = 0; atHigh >= 0; k++) {
      requireFound(k);
      low = high;
      atLow = atHigh;
      high += Math.log(STEP) * (1 + k);
      atHigh = surplus(tau, high);
    }
    double weight = Math.exp(Root.between(log -> surplus(tau, log), low, atLow, high, atHigh));
    return new Balance(weight, sum(tau, weight));
  }

  private double surplus(double tau, double logWeight) {
    return sum(tau, Math.exp(logWeight)).slope() / n - 1;
  }

  private Moments sum(double tau, double weight) {
    Moments sum = Moments.NONE;
    for (var entry : entries.entrySet()) {
      Entry alike = entry.getKey();
      sum = sum.plus(entry.getValue(), alike.estimator().moments(alike.truth(), tau, weight));
    }
    return sum;
  }

  private static void requireFound(int steps) {
    if (steps > MOST_STEPS) {
      throw new ComputationException("state evolution found no solution in the range of numbers");
    }
  }
}
