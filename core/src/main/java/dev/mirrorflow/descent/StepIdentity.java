package dev.mirrorflow.descent;

import dev.mirrorflow.model.EffectiveStart;

/**
 * Accumulates, along any descent of the diagonal network, from where the gradient flow would have
 * ended at the same point: exact for finite steps, any batches, any steps η_k and any {@link
 * Method}.
 *
 * <p>The factors enter as w± = u ± v. A step multiplies them by 1 + ρ±, and with x = η_k g_k
 *
 * <ul>
 *   <li>gradient descent has ρ± = ∓x,
 *   <li>the heavy ball ρ± = βσ± ∓ x,
 *   <li>Nesterov's method ρ± = βσ± ∓ x (1 + βσ±),
 * </ul>
 *
 * where σ = ρ/(1 + ρ) of the step before. Summed over k, the x form a vector of the row space of X,
 * and Σ ln|1 + ρ±| = ∓Σx/(1-β) - B± where B = Σ [ρ - ln|1 + ρ| + β/(1-β) ρ²/(1 + ρ)], less Σ ∓x
 * βσ±/(1-β) for Nesterov's method. Hence |I_∞| = |I_0| exp(-B₊ - B₋) and s = asinh(θ0/|I_0|) + B₋ -
 * B₊. For β = 0 this is I_∞ = I_0 Π(1 - x²), s = Σ [ln((1-x)/(1+x)) + 2x] (Even et al. 2023, theory
 * §4). With momentum it holds once the velocity has died away.
 *
 * <p>Where some 1 + ρ &lt; 0, a w± has changed its sign. The identity still holds, but the
 * continuous theory of momentum (Papazov et al. 2024) does not: see {@link #signChanges}.
 *
 * <p>Costs some 20d flops a step and allocates nothing there.
 */
public final class StepIdentity implements Observer {

  /** Below this |ρ|, ρ - ln(1 + ρ) is summed as a series. */
  private static final double SMALL = 1.0 / 64;

  private final EffectiveStart start;
  private final double beta;
  private final boolean nesterov;
  private final int batch;
  private final Side plus;
  private final Side minus;
  private double dose;
  private double largestShare;

  /**
   * Ready for one run of the plan from the start.
   *
   * @throws dev.mirrorflow.error.BadDataException if |u0_j| = |v0_j| for some j
   */
  public StepIdentity(Descent plan, Start.Network start) {
    this.start = EffectiveStart.of(start.u0(), start.v0());
    this.beta = plan.method().beta();
    this.nesterov = plan.method() instanceof Method.Nesterov;
    this.batch = plan.batches() instanceof Batches.Mini mini ? mini.size() : Integer.MAX_VALUE;
    this.plus = new Side(-1, start.features());
    this.minus = new Side(1, start.features());
  }

  @Override
  public boolean isDue(long k) {
    return false;
  }

  @Override
  public void record(long k, double loss, double gradientNorm, double eta, double[] theta) {}

  @Override
  public void step(long k, double loss, double eta, double[] gradient) {
    dose += eta * eta * loss / batch;
    plus.step(eta, gradient);
    minus.step(eta, gradient);
    for (double g : gradient) {
      largestShare = Math.max(largestShare, eta * Math.abs(g));
    }
  }

  /** The gradient flow from here ends where the run does, if the run goes on to a minimiser. */
  public EffectiveStart effectiveStart() {
    double[] logInvariant = start.logInvariant().clone();
    double[] shift = start.shift().clone();
    for (int j = 0; j < shift.length; j++) {
      logInvariant[j] -= plus.excess[j] + minus.excess[j];
      shift[j] += minus.excess[j] - plus.excess[j];
    }
    return new EffectiveStart(logInvariant, shift);
  }

  /** u² + v² = 2√(θ² + I²) at the current θ, without momentum; into {@code out}. */
  void weights(double[] theta, double[] out) {
    for (int j = 0; j < out.length; j++) {
      double invariant = Math.exp(start.logInvariant()[j] - plus.excess[j] - minus.excess[j]);
      out[j] = 2 * Math.hypot(theta[j], invariant);
    }
  }

  /**
   * What the momentum flow λẅ + ẇ + ∇L = 0, λ = η/(1-β)², makes of I: I_0 exp(-λ∫(a₊² + a₋²)dt), a
   * = ẇ/w (Papazov et al. 2024). Against the heavy ball, ln(I_∞/I_0) is off by the share (1-β)/2
   * and by terms of the order of max|ρ|; it means nothing if {@link #signChanges} is not 0, or
   * without momentum.
   */
  public EffectiveStart momentumFlow() {
    double[] logInvariant = start.logInvariant().clone();
    for (int j = 0; j < logInvariant.length; j++) {
      logInvariant[j] -= (plus.squares[j] + minus.squares[j]) / (1 - beta);
    }
    return new EffectiveStart(logInvariant, start.shift().clone());
  }

  /** γ∫L dt = Σ η_k² L_k/b for batches of b, for {@link EffectiveStart#afterNoise}; 0 if full. */
  public double noiseDose() {
    return batch == Integer.MAX_VALUE ? 0 : dose;
  }

  /** How often some w± has changed its sign; counted over all coordinates and steps. */
  public long signChanges() {
    return plus.signChanges + minus.signChanges;
  }

  /** max |η_k g_kj|, the largest share of a factor that one gradient has moved. */
  public double largestShare() {
    return largestShare;
  }

  /** One of u + v and u - v. */
  private final class Side {

    private final int sign;

    /** B. */
    private final double[] excess;

    /** βσ of the step before. */
    private final double[] carried;

    /** Σ ρ². */
    private final double[] squares;

    private long signChanges;

    Side(int sign, int d) {
      this.sign = sign;
      this.excess = new double[d];
      this.carried = new double[d];
      this.squares = new double[d];
    }

    void step(double eta, double[] gradient) {
      double weight = beta / (1 - beta);
      for (int j = 0; j < gradient.length; j++) {
        double x = sign * eta * gradient[j];
        double ahead = nesterov ? x * carried[j] : 0;
        double rho = carried[j] + x + ahead;
        double factor = 1 + rho;
        if (factor < 0) {
          signChanges++;
        }
        squares[j] += rho * rho;
        excess[j] += logarithmicExcess(rho);
        if (beta > 0) {
          excess[j] += weight * rho * (rho / factor) - ahead / (1 - beta);
          carried[j] = beta * (rho / factor);
        }
      }
    }
  }

  /** ρ - ln|1 + ρ|. */
  private static double logarithmicExcess(double rho) {
    if (Math.abs(rho) >= SMALL) {
      return rho - (rho > -1 ? Math.log1p(rho) : Math.log(-1 - rho));
    }
    double series = 1.0 / 10;
    for (int m = 9; m >= 2; m--) {
      series = 1.0 / m - rho * series;
    }
    return rho * rho * series;
  }
}
