package dev.mirrorflow.descent;

import dev.mirrorflow.block.BlockPass;
import dev.mirrorflow.kernel.BlockKernels;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.model.LeastSquares;

/**
 * Over X by column blocks: one read of X a step. Where η is known before the gradient, a pass makes
 * the gradient, the step and Xθ after it. Where the rule looks at the gradient first, a pass makes
 * the gradient and what a step of any η will do to the residual, r + η X a + η² X b; what rounding
 * adds to r this way is taken out every {@value #EXACT} steps, and before a run ends.
 */
final class BlockGradient extends FullGradient {

  private static final int EXACT = 32;

  private final BlockPass<?> pass;
  private final boolean isScheduled;
  private final double[] y;
  private final double[] first;
  private final double[] second;
  private final double[] trial;
  private final double weight;
  private final BlockKernels.Update update = this::move;
  private final BlockPass.Expansion expansion;
  private double eta;

  /** Steps since the residual was that of θ itself; negative where it has never been. */
  private int drift = -1;

  /**
   * Passes for one run.
   *
   * @param isScheduled whether the plan {@link #knowsStep}
   */
  BlockGradient(boolean isScheduled, LeastSquares problem, Iterate iterate, BlockPass<?> pass) {
    super(problem, iterate);
    this.pass = pass;
    this.isScheduled = isScheduled;
    this.y = problem.target();
    this.first = new double[y.length];
    this.second = new double[y.length];
    this.trial = new double[y.length];
    this.weight = 1.0 / y.length;
    this.expansion = iterate::expand;
  }

  /** Whether nothing looks at a gradient before the step by it. */
  static boolean knowsStep(Descent plan, Iterate iterate) {
    boolean isKnown =
        switch (plan.stepRule()) {
          case StepRule.Scheduled _ -> true;
          // The curvature in θ is the same everywhere.
          case StepRule.FractionOfEdge _ -> iterate instanceof LinearIterate;
          default -> false;
        };
    return isKnown && plan.stopping().gradientNorm() == 0;
  }

  @Override
  double loss() {
    return drift < 0 || drift >= EXACT ? exactLoss() : loss(residual);
  }

  @Override
  double exactLoss() {
    if (drift != 0) {
      pass.multiply(iterate.point(), residual);
      Kernels.axpy(-1, y, residual);
      drift = 0;
    }
    return loss(residual);
  }

  private double loss(double[] r) {
    return Kernels.squaredNorm(r) / (2.0 * y.length);
  }

  @Override
  void fill() {
    if (isScheduled) {
      pass.gradient(residual, weight, iterate.gradient);
    } else {
      fillForRule();
    }
  }

  @Override
  void fillForRule() {
    if (!isScheduled) {
      pass.gradientAndProducts(residual, weight, iterate.gradient, expansion, first, second);
    }
  }

  @Override
  double lossAfter(double step) {
    stepResidual(step, trial);
    return loss(trial);
  }

  private void stepResidual(double step, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = residual[i] + step * (first[i] + step * second[i]);
    }
  }

  @Override
  void advance(double step) {
    eta = step;
    if (isScheduled) {
      pass.step(residual, weight, iterate.gradient, update, iterate.point(), first);
      Kernels.axpy(-1, y, first);
      System.arraycopy(first, 0, residual, 0, y.length);
    } else {
      move(0, iterate.gradient.length);
      stepResidual(step, residual);
      drift++;
    }
  }

  private void move(int from, int to) {
    iterate.advance(eta, from, to);
  }
}
