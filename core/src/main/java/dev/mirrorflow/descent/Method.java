package dev.mirrorflow.descent;

import dev.mirrorflow.error.BadDataException;

/** The update made from a gradient. With mini-batches gradient descent is SGD. */
public sealed interface Method {

  /** w ← w - η ∇L(w). */
  record GradientDescent() implements Method {
    @Override
    public double beta() {
      return 0;
    }

    @Override
    public double edgeFactor() {
      return 1;
    }

    @Override
    public double acceleration() {
      return 1;
    }
  }

  /** Polyak's heavy ball (1964): p ← β p - η ∇L(w), w ← w + p, 0 &lt;= β &lt; 1. */
  record HeavyBall(double beta) implements Method {
    public HeavyBall {
      checkBeta(beta);
    }

    @Override
    public double edgeFactor() {
      return 1 + beta;
    }

    @Override
    public double acceleration() {
      return 1 / (1 - beta);
    }
  }

  /** Nesterov (1983) with constant β: w' = a - η ∇L(a), a ← w' + β (w' - w), 0 &lt;= β &lt; 1. */
  record Nesterov(double beta) implements Method {
    public Nesterov {
      checkBeta(beta);
    }

    @Override
    public double edgeFactor() {
      return (1 + beta) / (1 + 2 * beta);
    }

    @Override
    public double acceleration() {
      return 1 / (1 - beta);
    }
  }

  /** The momentum β, 0 for gradient descent. */
  double beta();

  /** The largest stable step of full batches on a quadratic of curvature λ is this times 2/λ. */
  double edgeFactor();

  /**
   * The same for mini-batches of curvature λ at most: 1 for SGD. A product of different momentum
   * steps can grow although each is stable, so with momentum the step 2/λ is shared among the
   * 1/(1-β) steps that a gradient acts in.
   */
  default double edgeFactor(Batches batches) {
    return batches instanceof Batches.Full ? edgeFactor() : 1 / acceleration();
  }

  /** How much longer than η the step is that a lasting gradient leads to: 1/(1-β). */
  double acceleration();

  private static void checkBeta(double beta) {
    if (!(beta >= 0 && beta < 1)) {
      throw new BadDataException("the momentum beta must be in [0, 1), not " + beta);
    }
  }
}
