package dev.mirrorflow.bias;

import dev.mirrorflow.linalg.ColumnEngine;
import dev.mirrorflow.linalg.ColumnVector;
import java.util.Arrays;

/**
 * The sums over an A that is kept by columns: a pass over X makes Aθ and Newton's matrix together,
 * and nothing of length d is kept. What was evaluated last is remembered, so that asking for it
 * again costs no pass.
 *
 * <p>A Newton step is one pass: it is tried whole, and where its reach, known only after the pass,
 * is too long for that, made again as long as damping allows.
 */
final class ColumnSums implements DualSums {

  private final ColumnEngine engine;
  private final RowChoice rows;
  private ColumnStart aimed;
  private Start start;
  private double topLog = Double.NaN;
  private double scale;

  /** Where the last evaluation was; null where there was none for this I. */
  private DualPoint point;

  private DualSum.Part sums;

  ColumnSums(ColumnEngine engine, RowChoice rows) {
    this.engine = engine;
    this.rows = rows;
  }

  /**
   * Takes a start, in a pass unless it is the same for all columns.
   *
   * @throws dev.mirrorflow.error.BadDataException if some θ0_j or ln |I_j| is not finite
   */
  void aim(ColumnStart to) {
    boolean wasUniform = start != null && start.isUniform();
    aimed = to;
    start =
        to.logInvariant() instanceof ColumnVector.Constant log
                && to.theta0() instanceof ColumnVector.Constant zero
                && zero.value() == 0
            ? new Start(log.value(), 0, 0, true)
            : engine.sum(new StartSum(to)).checked(to.name());
    if (!wasUniform || !start.isUniform()) {
      point = null;
    }
  }

  @Override
  public Start start() {
    return start;
  }

  @Override
  public double largest(double[] p) {
    return engine.sum(new ReachSum(rows.spread(p))).largest();
  }

  @Override
  public void moveTo(double topLog, double scale) {
    if (topLog != this.topLog) {
      point = null;
    }
    this.topLog = topLog;
    this.scale = scale;
  }

  @Override
  public double[] evaluate(double[] zeta) {
    if (point == null || !Arrays.equals(point.zeta(), zeta)) {
      pass(zeta, new double[0]);
    }
    return sums.fitted();
  }

  private void pass(double[] zeta, double[] step) {
    double rise = topLog - start.topLog();
    point = new DualPoint(rows, aimed, rise, scale, zeta.clone());
    sums = engine.sum(new DualSum(point, step));
  }

  @Override
  public double follow(double[] zeta, double[] step) {
    double[] from = zeta.clone();
    move(from, 1, step, zeta);
    pass(zeta, step);
    double reach = sums.reach();
    if (!descends(reach)) {
      move(from, DualSystem.damping(reach), step, zeta);
    }
    return reach;
  }

  private static void move(double[] from, double length, double[] step, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = from[i] + length * step[i];
    }
  }

  /**
   * Whether a whole Newton step of reach r is sure to gain a quarter of what the linear model
   * promises: the dual function rises at most by δ²(e^r - 1 - r)/r² above its tangent, along which
   * it falls by δ².
   */
  private static boolean descends(double r) {
    return r < 1e-4 || Math.expm1(r) - r <= 0.75 * r * r;
  }

  @Override
  public double[] drift() {
    double[] out = sums.fitted().clone();
    for (int i = 0; i < out.length; i++) {
      out[i] -= sums.pull()[i];
    }
    return out;
  }

  @Override
  public double[] gram() {
    return sums.gram().clone();
  }

  @Override
  public double logTopWeight() {
    return sums.logTopWeight();
  }

  @Override
  public boolean gramIsAtHand() {
    return true;
  }

  /** What a change of ζ makes of θ at the last evaluation, see {@link ResponseSum}: a pass. */
  ErrorEstimate.Answer respond(double[] change, double[] sizes) {
    ResponseSum.Part part = engine.sum(new ResponseSum(point, change, sizes));
    return new ErrorEstimate.Answer(part.fitted(), part.error());
  }

  /** Where the last evaluation was. */
  DualPoint point() {
    return point;
  }
}
