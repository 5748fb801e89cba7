package dev.mirrorflow.descent;

import dev.mirrorflow.error.BadDataException;
import java.io.Serializable;

/**
 * How the step size η is chosen. Steps must be positive and finite, or {@link BadDataException} is
 * thrown.
 *
 * <p>On the diagonal network x = η|g_j| decides by how much one step shrinks the invariant, I ← I
 * (1 - x²), and x &gt;= 1 flips its sign (Even et al. 2023). The rules that look at the gradient
 * therefore keep x below 1 there: {@link Polyak} and {@link Backtracking} below 1/2, {@link
 * FractionOfEdge} below a tenth of twice its fraction.
 */
public sealed interface StepRule extends Serializable {

  /** Half the edge of stability: what is taken where nothing is said. */
  static StepRule usual() {
    return new FractionOfEdge(0.5);
  }

  /** A rule that looks at nothing but the number of the step. */
  sealed interface Scheduled extends StepRule permits Constant, InverseTime, Cosine {

    /** η of the step that leaves iteration k. */
    double at(long k);
  }

  /** η at every step. */
  record Constant(double eta) implements Scheduled {
    public Constant {
      checkPositive("the step size", eta);
    }

    @Override
    public double at(long k) {
      return eta;
    }
  }

  /**
   * The given fraction of the edge of stability, which is 2/λmax for gradient descent.
   *
   * <p>On θ, λmax is that of XᵀX/n, by power iteration, once. On the network λmax is that of X
   * diag(u² + v²) Xᵀ/n (Nacson et al. 2022) and is followed along the run: an upper bound is
   * carried from step to step, and power iteration renews it where it has grown by a tenth. For
   * mini-batches of size b, λmax is replaced by the bound min(max_i ‖x_i‖², n λmax / b) that holds
   * for every batch.
   */
  record FractionOfEdge(double fraction) implements StepRule {
    public FractionOfEdge {
      checkPositive("the fraction of the edge of stability", fraction);
    }
  }

  /** η_k = η_0 / (1 + k/τ). */
  record InverseTime(double eta0, double tau) implements Scheduled {
    public InverseTime {
      checkPositive("the step size", eta0);
      checkPositive("the decay time", tau);
    }

    @Override
    public double at(long k) {
      return eta0 / (1 + k / tau);
    }
  }

  /** η_k = η_0 (1 + cos(π k/K))/2 for k &lt; K, and a hundredth of η_0 at least. */
  record Cosine(double eta0, long horizon) implements Scheduled {
    public Cosine {
      checkPositive("the step size", eta0);
      checkPositive("the horizon", (double) horizon);
    }

    @Override
    public double at(long k) {
      double floor = eta0 / 100;
      if (k >= horizon) {
        return floor;
      }
      double phase = Math.PI * k / horizon;
      return Math.max(floor, eta0 * (1 + Math.cos(phase)) / 2);
    }
  }

  /**
   * η = L/‖∇L‖², Polyak's step for f* = 0, the loss at an interpolator. Takes the batch's loss in
   * SGD.
   */
  record Polyak() implements StepRule {}

  /**
   * Armijo backtracking: η starts from twice the last one (from η_0 at first) and is halved until L
   * falls by η‖∇L‖²/2. Full batches and gradient descent only.
   */
  record Backtracking(double eta0) implements StepRule {
    public Backtracking {
      checkPositive("the first step size", eta0);
    }
  }

  /** The rule as it is typed, with all its parameters. */
  default String text() {
    return switch (this) {
      case Constant constant -> Double.toString(constant.eta());
      case FractionOfEdge edge -> "edge:" + edge.fraction();
      case Polyak _ -> "polyak";
      case Backtracking backtracking -> "backtracking:" + backtracking.eta0();
      case InverseTime inverse -> "inverse-time:" + inverse.eta0() + ":" + inverse.tau();
      case Cosine cosine -> "cosine:" + cosine.eta0() + ":" + cosine.horizon();
    };
  }

  private static void checkPositive(String what, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new BadDataException(what + " must be positive and finite, not " + value);
    }
  }
}
