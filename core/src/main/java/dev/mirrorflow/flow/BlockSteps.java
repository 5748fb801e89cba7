package dev.mirrorflow.flow;

import dev.mirrorflow.block.BlockPass;
import dev.mirrorflow.kernel.BlockKernels;
import dev.mirrorflow.kernel.Kernels;

/**
 * Steps of an explicit Runge-Kutta method over X by column blocks, one read of X a stage. While a
 * block is in the cache, it gives its gradient; that gives f of its coordinates, the state of the
 * next stage, and the block's part of Xθ there.
 *
 * <p>Where the length of a step hangs on f at its start, which is f at the end of the step before
 * it, the pass that gives that f also gives what a step of any length will do to the residual, r +
 * η X a + η² X b.
 */
final class BlockSteps extends Stepper {

  private final CoordinateFlow separable;
  private final BlockPass<?> pass;
  private final ExplicitTableau tableau;

  /** Null for fixed steps. */
  private final Tolerance tolerance;

  private final double[] y;
  private final double weight;
  private final int d;
  private final int stages;

  /** The state of a stage, its θ, and its residual Xθ - y. */
  private final double[] argument;

  private final double[] theta;
  private final double[] residual;
  private final double[] gradient;

  /** As in {@link ExplicitTableau#interpolate}. */
  private final double[][] slopes;

  private final BlockKernels.Update update = this::move;
  private final BlockPass.Expansion expansion = this::expand;
  private int stage;
  private End origin;
  private End target;

  /** What is known of an end of the step beside its state. */
  private static final class End {

    private final double[] residual;

    /** X a and X b, for η in units of a step; null for fixed steps. */
    private final double[] first;

    private final double[] second;

    /** That step; 0 while X a and X b are not known. */
    private double unit;

    /** Whether f is known. */
    private boolean hasSlope;

    private End(int n, boolean fixed) {
      this.residual = new double[n];
      this.first = fixed ? null : new double[n];
      this.second = fixed ? null : new double[n];
    }
  }

  /**
   * At the start of the flow.
   *
   * @param tolerance null for fixed steps
   */
  BlockSteps(CoordinateFlow flow, BlockPass<?> pass, ExplicitTableau tableau, Tolerance tolerance) {
    super(flow);
    this.separable = flow;
    this.pass = pass;
    this.tableau = tableau;
    this.tolerance = tolerance;
    this.y = flow.problem().target();
    int n = y.length;
    this.weight = 1.0 / n;
    this.d = flow.features();
    this.stages = tableau.b().length;
    this.argument = new double[flow.dimension()];
    this.theta = new double[d];
    this.residual = new double[n];
    this.gradient = new double[d];
    this.slopes = new double[stages + 1][];
    for (int i = 1; i < stages; i++) {
      slopes[i] = new double[argument.length];
    }
    this.origin = new End(n, tolerance == null);
    this.target = new End(n, tolerance == null);
    System.arraycopy(flow.residual(), 0, origin.residual, 0, n);
    origin.hasSlope = true;
    moved = false;
  }

  @Override
  double step() {
    if (moved) {
      End end = target;
      target = origin;
      origin = end;
      moved = false;
    }
    slopes[0] = slopeFrom;
    slopes[stages] = slopeTo;
    stage = 0;
    if (origin.hasSlope) {
      leave();
    } else {
      pass.step(origin.residual, weight, gradient, update, theta, residual);
      Kernels.axpy(-1, y, residual);
      origin.hasSlope = true;
    }
    for (stage = 1; stage < stages; stage++) {
      pass.step(residual, weight, gradient, update, theta, residual);
      Kernels.axpy(-1, y, residual);
    }
    System.arraycopy(residual, 0, target.residual, 0, residual.length);
    target.hasSlope = false;
    end(Kernels.squaredNorm(residual) / (2.0 * residual.length), stages);
    return tolerance == null ? 0 : error();
  }

  /** The first stage, where f is known already. */
  private void leave() {
    moveOn(0, d);
    if (origin.unit == 0) {
      pass.multiply(theta, residual);
      Kernels.axpy(-1, y, residual);
      return;
    }
    double eta = h / origin.unit;
    for (int i = 0; i < residual.length; i++) {
      residual[i] = origin.residual[i] + eta * (origin.first[i] + eta * origin.second[i]);
    }
  }

  private double error() {
    pass.gradientAndProducts(
        target.residual, weight, gradient, expansion, target.first, target.second);
    target.hasSlope = true;
    target.unit = h;
    for (int j = 0; j < argument.length; j++) {
      argument[j] = 0;
    }
    ExplicitTableau.add(h, tableau.error(), slopes, argument);
    return tolerance.measure(argument, from, to);
  }

  /** f of some coordinates at this stage, and their state at the next. */
  private void move(int first, int last) {
    separable.slope(stage == 0 ? from : argument, gradient, slopes[stage], first, last);
    moveOn(first, last);
  }

  private void moveOn(int first, int last) {
    boolean ends = stage + 1 == stages;
    double[] weights = ends ? tableau.b() : tableau.a()[stage + 1];
    double[] next = ends ? to : argument;
    for (int layer = 0; layer < next.length; layer += d) {
      System.arraycopy(from, layer + first, next, layer + first, last - first);
      ExplicitTableau.add(h, weights, slopes, next, layer + first, layer + last);
    }
    separable.theta(next, theta, first, last);
  }

  /** f at the end of the step, and what the first stage of the next step makes of θ. */
  private void expand(int first, int last, double[] a, double[] b) {
    separable.slope(to, gradient, slopeTo, first, last);
    separable.expand(to, slopeTo, h * tableau.a()[1][0], first, last, a, b);
  }

  @Override
  public void interpolate(double s, double[] out) {
    if (!target.hasSlope) {
      pass.gradient(target.residual, weight, gradient);
      separable.slope(to, gradient, slopeTo, 0, d);
      target.hasSlope = true;
    }
    tableau.interpolate(s, h, from, to, slopes, out);
  }
}
