package dev.mirrorflow.flow;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.flow.FlowResult.End;
import dev.mirrorflow.linalg.Equilibration;
import dev.mirrorflow.linalg.Svd;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.LinearSolutions;
import java.util.Locale;

/**
 * The gradient flow of least squares in closed form, from one singular value decomposition X = U D
 * Vᵀ cut at its numerical rank (2.11)-(2.15): θ(t) = θ0 + Σ_{j &lt; rank} (1 - e^{-σ_j² t/n})
 * (&lt;u_j, y&gt;/σ_j - &lt;v_j, θ0&gt;) v_j. No time step, no error that grows with t.
 */
public final class ExactLinearFlow {

  private final LeastSquares problem;
  private final Svd svd;
  private final double[] limits;

  /**
   * Decomposes X, about 6 n² d flops for n &lt; d.
   *
   * @throws BadDataException if X is too large for one array, or it or y/X is above 2^400 or below
   *     2^-400
   * @throws ComputationException if small rows or columns of X are lost beside large ones
   */
  public ExactLinearFlow(LeastSquares problem) {
    this.problem = FlowInput.moderate(problem);
    this.svd = Svd.of(problem.design());
    if (!Equilibration.of(problem.design()).isIdentity()
        && svd.rank() < new LinearSolutions(problem).rank()) {
      throw new ComputationException(
          "the rows or columns of X are of such different size that the singular values of the"
              + " small ones are lost in rounding; scale them, as --standardize does for columns");
    }
    double[] y = problem.target();
    this.limits = new double[svd.rank()];
    for (int j = 0; j < limits.length; j++) {
      limits[j] = svd.leftProduct(j, y) / svd.singularValue(j);
    }
  }

  /**
   * θ(t) from θ0. 4 rank d flops.
   *
   * @param t at least 0; infinity gives the limit θ_⊥ + θ_ols (2.15)
   * @throws BadDataException if t is negative or NaN, or θ0 does not have length d or is not finite
   */
  public double[] at(double[] theta0, double t) {
    if (!(t >= 0)) {
      throw new BadDataException("the time must be 0 or positive, not " + t);
    }
    return at(FlowInput.checked("theta0", theta0, problem), ways(theta0), t);
  }

  /**
   * The flow from θ0 as a run to the end that the options say, with no steps and no evaluations; it
   * crosses the loss threshold where the closed form does. 4 rank d flops a recorded time.
   *
   * @throws BadDataException if θ0 does not have length d or is not finite
   * @throws ComputationException if nothing ends the flow: the loss threshold is not above the
   *     least loss, and there is no end time
   */
  public FlowResult run(double[] theta0, FlowOptions options) {
    LinearFlow flow = new LinearFlow(problem, theta0);
    double[] ways = ways(theta0);
    double crossing = crossing(theta0, ways, options);
    double end = Math.min(options.endTime(), crossing);
    Trajectory trajectory = new Trajectory(options.times().length + 2, options.keepTheta());
    trajectory.record(0, flow, theta0);
    for (double t : options.times()) {
      if (t < end) {
        trajectory.record(t, flow, at(theta0, ways, t));
      }
    }
    double[] theta = at(theta0, ways, end);
    trajectory.record(end, flow, theta);
    return new FlowResult(
        end,
        theta.clone(),
        theta,
        flow.loss(theta),
        crossing <= options.endTime() ? End.LOSS : End.TIME,
        0,
        0,
        0,
        0,
        trajectory);
  }

  /** How far θ has to go along each v_j. */
  private double[] ways(double[] theta0) {
    double[] ways = svd.rightProducts(theta0);
    for (int j = 0; j < ways.length; j++) {
      ways[j] = limits[j] - ways[j];
    }
    return ways;
  }

  private double[] at(double[] theta0, double[] ways, double t) {
    double[] made = new double[ways.length];
    for (int j = 0; j < ways.length; j++) {
      made[j] = -Math.expm1(-rate(j) * t) * ways[j];
    }
    double[] theta = theta0.clone();
    svd.addRightCombination(made, theta);
    return theta;
  }

  private double rate(int j) {
    return svd.singularValue(j) * svd.singularValue(j) / problem.samples();
  }

  /** The first time, to the last bit, at which the loss is at the threshold; infinity if none. */
  private double crossing(double[] theta0, double[] ways, FlowOptions options) {
    double threshold = options.lossThreshold();
    if (options.endsAtLoss() && problem.loss(theta0) <= threshold) {
      return 0;
    }
    double least = problem.loss(at(theta0, ways, Double.POSITIVE_INFINITY));
    if (threshold == 0 || !(least < threshold)) {
      if (Double.isInfinite(options.endTime())) {
        throw new ComputationException(
            String.format(
                Locale.ROOT,
                "the exact flow tends to the loss %.3e and never falls to %.3e; raise the loss to"
                    + " end at or give an end time",
                least,
                threshold));
      }
      return Double.POSITIVE_INFINITY;
    }
    double excess = threshold - least;
    if (excess(ways, 0) <= excess) {
      return 0;
    }
    double above = 0;
    double below = 1 / rate(0);
    while (excess(ways, below) > excess) {
      above = below;
      below *= 2;
    }
    while (true) {
      double middle = above + (below - above) / 2;
      if (middle == above || middle == below) {
        return below;
      }
      if (excess(ways, middle) > excess) {
        above = middle;
      } else {
        below = middle;
      }
    }
  }

  /** R(θ(t)) - R(θ(∞)) = Σ (σ_j e^{-σ_j² t/n} way_j)²/(2n). */
  private double excess(double[] ways, double t) {
    double sum = 0;
    for (int j = 0; j < ways.length; j++) {
      double gap = svd.singularValue(j) * Math.exp(-rate(j) * t) * ways[j];
      sum += gap * gap;
    }
    return sum / (2.0 * problem.samples());
  }
}
