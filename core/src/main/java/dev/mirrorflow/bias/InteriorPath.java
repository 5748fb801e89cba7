package dev.mirrorflow.bias;

import dev.mirrorflow.design.Design;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.model.Norms;
import java.util.function.Function;

/**
 * The central path of min Σ_j c_j |θ_j| over Aθ = b and of its dual, max &lt;p, b&gt; over |a_jᵀp|
 * &lt;= c_j: θ = θ⁺ - θ⁻ and slacks s± = c ∓ Aᵀp with θ⁺s⁺ = θ⁻s⁻ = μ, followed to where μ is
 * nearly 0 by predictor and corrector steps (S. Mehrotra, On the implementation of a primal-dual
 * interior point method, 1992). θ_j or its slack tends to 0, and the other does not, by which the
 * support shows; p tends to the middle of those that prove θ, with room at the columns off it.
 *
 * <p>A step solves twice with A diag(θ⁺/s⁺ + θ⁻/s⁻) Aᵀ. It takes about five of them where θ is
 * sparse, and about twenty otherwise.
 */
final class InteriorPath implements Weights {

  /** The parts of the objective that the gap is below at the points to look at. */
  private static final double[] GAPS = {1e-3, 1e-5, 1e-7, 1e-9, 1e-11, 1e-13};

  private static final int MOST_STEPS = 100;

  /** Steps that take less than a tenth of the gap away, after which the way ends. */
  private static final int STALLED = 15;

  /** The least part of the way to the boundary that a step may go. */
  private static final double SHORT = 0.99;

  /** Where |a_jᵀp|/c_j begins at most. */
  private static final double START = 0.5;

  /** What θ± begin above 0, of the largest entry. */
  private static final double INSIDE = 0.1;

  private static final double FAR = 1e10;

  /** ‖b - Aθ‖/‖b‖ beyond which a step has lost its digits. */
  private static final double LOST = 1e-3;

  private final Design a;
  private final double[] b;
  private final double[] costs;
  private final NewtonMatrix matrix;
  private final double[] up;
  private final double[] down;
  private final double[] slackUp;
  private final double[] slackDown;

  /** k± of the equations s±Δθ± + θ±Δs± = k±, then Δθ±. */
  private final double[] stepUp;

  private final double[] stepDown;

  /** AᵀΔp, and for a while what else is of length d. */
  private final double[] turn;

  private final double[] theta;
  private final double[] roots;
  private final double[] dual;
  private final double[] dualStep;
  private final double[] residual;
  private double logTopWeight;

  /** Looks at a point on the way; none of the arrays is to be kept or changed. */
  interface Passing {

    /**
     * Whether the way may end here.
     *
     * @param theta θ
     * @param slack the lesser of s±, over c
     * @param dual p, with |a_jᵀp| &lt; c_j
     */
    boolean enough(double[] theta, double[] slack, double[] dual);
  }

  /**
   * Starts where A is fitted, and p is a multiple of the dual of that.
   *
   * @param b not 0
   * @param costs c, positive, length d
   * @param leastNorm p with Aᵀp the interpolator of least norm
   * @param matrix makes Newton's matrix of weights
   */
  InteriorPath(
      Design a,
      double[] b,
      double[] costs,
      double[] leastNorm,
      Function<Weights, NewtonMatrix> matrix) {
    this.a = a;
    this.b = b;
    this.costs = costs;
    int d = costs.length;
    this.up = new double[d];
    this.down = new double[d];
    this.slackUp = new double[d];
    this.slackDown = new double[d];
    this.stepUp = new double[d];
    this.stepDown = new double[d];
    this.turn = new double[d];
    this.theta = new double[d];
    this.roots = new double[d];
    this.dual = leastNorm.clone();
    this.dualStep = new double[b.length];
    this.residual = new double[b.length];
    this.matrix = matrix.apply(this);
    start();
  }

  private void start() {
    a.multiplyTransposed(dual, theta);
    double costliest = 0;
    double steepest = 0;
    for (int j = 0; j < theta.length; j++) {
      costliest = Math.max(costliest, costs[j] * Math.abs(theta[j]));
      steepest = Math.max(steepest, Math.abs(theta[j]) / costs[j]);
    }
    double part = START / steepest;
    for (int j = 0; j < theta.length; j++) {
      double inside = INSIDE * costliest / costs[j];
      up[j] = Math.max(theta[j], 0) + inside;
      down[j] = Math.max(-theta[j], 0) + inside;
      slackUp[j] = costs[j] - part * theta[j];
      slackDown[j] = costs[j] + part * theta[j];
    }
    for (int i = 0; i < dual.length; i++) {
      dual[i] *= part;
    }
  }

  /** θ where the way ended; not to be changed. */
  double[] theta() {
    return theta;
  }

  /**
   * Goes down, with no certificate, and ends early where the digits of a double do.
   *
   * @return the steps made
   */
  int descend(Passing passing) {
    int looked = 0;
    int stalled = 0;
    double least = 1;
    for (int steps = 0; steps < MOST_STEPS; steps++) {
      ComputationException.throwIfInterrupted();
      double gap = gap();
      double part = gap / cost();
      stalled = part < 0.9 * least ? 0 : stalled + 1;
      least = Math.min(least, part);
      if (part <= GAPS[looked]) {
        while (looked < GAPS.length && part <= GAPS[looked]) {
          looked++;
        }
        if (passing.enough(theta, slack(), dual) || looked == GAPS.length) {
          return steps;
        }
      }
      if (stalled == STALLED || !step(gap / (2 * theta.length), part)) {
        return steps;
      }
    }
    return MOST_STEPS;
  }

  /** Σ θ±s±, which is c|θ⁺ + θ⁻| - &lt;p, Aθ&gt;; also takes θ and b - Aθ. */
  private double gap() {
    double sum = 0;
    for (int j = 0; j < theta.length; j++) {
      sum += up[j] * slackUp[j] + down[j] * slackDown[j];
      theta[j] = up[j] - down[j];
    }
    a.multiply(theta, residual);
    for (int i = 0; i < residual.length; i++) {
      residual[i] = b[i] - residual[i];
    }
    return sum;
  }

  private double cost() {
    double sum = 0;
    for (int j = 0; j < theta.length; j++) {
      sum += costs[j] * (up[j] + down[j]);
    }
    return sum;
  }

  private double[] slack() {
    for (int j = 0; j < turn.length; j++) {
      turn[j] = Math.min(slackUp[j], slackDown[j]) / costs[j];
    }
    return turn;
  }

  /** A predictor step to μ = 0, that tells how far to go, then the step with its second order. */
  private boolean step(double mu, double part) {
    try {
      matrix.renew();
    } catch (ComputationException beyondDigits) {
      ComputationException.throwIfInterrupted();
      return false;
    }
    int d = theta.length;
    for (int j = 0; j < d; j++) {
      stepUp[j] = -up[j] * slackUp[j];
      stepDown[j] = -down[j] * slackDown[j];
    }
    solve();
    double length = Math.min(1, lengthOfTheta());
    double dualLength = Math.min(1, lengthOfDual());
    double after = 0;
    for (int j = 0; j < d; j++) {
      after +=
          (up[j] + length * stepUp[j]) * (slackUp[j] - dualLength * turn[j])
              + (down[j] + length * stepDown[j]) * (slackDown[j] + dualLength * turn[j]);
    }
    double left = after / (2 * d) / mu;
    double centre = left * left * left * mu;
    for (int j = 0; j < d; j++) {
      stepUp[j] = centre - up[j] * slackUp[j] + stepUp[j] * turn[j];
      stepDown[j] = centre - down[j] * slackDown[j] - stepDown[j] * turn[j];
    }
    solve();
    double most = Math.max(SHORT, 1 - part);
    length = Math.min(1, most * lengthOfTheta());
    dualLength = Math.min(1, most * lengthOfDual());
    move(length, dualLength);
    gap();
    if (Norms.l2(residual) <= LOST * Norms.l2(b)) {
      return true;
    }
    move(-length, -dualLength);
    gap();
    return false;
  }

  /** From k± to the steps, by A diag(θ⁺/s⁺ + θ⁻/s⁻) Aᵀ Δp = b - Aθ - A(k⁺/s⁺ - k⁻/s⁻). */
  private void solve() {
    for (int j = 0; j < turn.length; j++) {
      turn[j] = stepUp[j] / slackUp[j] - stepDown[j] / slackDown[j];
    }
    a.multiply(turn, dualStep);
    double unit = Math.exp(-matrix.logTopWeight());
    for (int i = 0; i < dualStep.length; i++) {
      dualStep[i] = unit * (residual[i] - dualStep[i]);
    }
    matrix.solve(dualStep);
    a.multiplyTransposed(dualStep, turn);
    for (int j = 0; j < turn.length; j++) {
      stepUp[j] = (stepUp[j] + up[j] * turn[j]) / slackUp[j];
      stepDown[j] = (stepDown[j] - down[j] * turn[j]) / slackDown[j];
    }
  }

  private void move(double length, double dualLength) {
    for (int j = 0; j < turn.length; j++) {
      up[j] += length * stepUp[j];
      down[j] += length * stepDown[j];
      slackUp[j] -= dualLength * turn[j];
      slackDown[j] += dualLength * turn[j];
    }
    Kernels.axpy(dualLength, dualStep, dual);
  }

  /** How far θ± may go to stay at least 0. */
  private double lengthOfTheta() {
    double length = FAR;
    for (int j = 0; j < turn.length; j++) {
      length = stepUp[j] < 0 ? Math.min(length, -up[j] / stepUp[j]) : length;
      length = stepDown[j] < 0 ? Math.min(length, -down[j] / stepDown[j]) : length;
    }
    return length;
  }

  /** The same for s±. */
  private double lengthOfDual() {
    double length = FAR;
    for (int j = 0; j < turn.length; j++) {
      double slack = turn[j] > 0 ? slackUp[j] : slackDown[j];
      length = turn[j] == 0 ? length : Math.min(length, slack / Math.abs(turn[j]));
    }
    return length;
  }

  @Override
  public double[] rootWeights() {
    double top = 0;
    for (int j = 0; j < roots.length; j++) {
      roots[j] = up[j] / slackUp[j] + down[j] / slackDown[j];
      top = Math.max(top, roots[j]);
    }
    logTopWeight = Math.log(top);
    for (int j = 0; j < roots.length; j++) {
      roots[j] = Math.sqrt(roots[j] / top);
    }
    return roots;
  }

  @Override
  public double logTopWeight() {
    return logTopWeight;
  }
}
