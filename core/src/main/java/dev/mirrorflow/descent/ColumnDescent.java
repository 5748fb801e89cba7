package dev.mirrorflow.descent;

import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.ColumnEngine;
import dev.mirrorflow.linalg.ColumnStates;
import dev.mirrorflow.linalg.ColumnStep;
import dev.mirrorflow.linalg.ColumnSum;
import dev.mirrorflow.model.DiagonalNetwork;
import dev.mirrorflow.model.LeastSquares;
import java.util.Optional;

/**
 * Gradient descents on the diagonal network from the starts (3.29) with constant steps, over an X
 * that is kept by columns: out of core or on other machines. All descents go side by side, a pass
 * over X a step, and each has the same bits whatever others go along. u and v stay where the
 * columns are, 16 d bytes a descent; here are vectors of length n. 4nd flops a step and descent.
 *
 * <p>Each is the descent that {@link Descent} makes of the same plan, but for rounding.
 */
public final class ColumnDescent implements AutoCloseable {

  /** One of the descents, where it stands. */
  public static final class Lane {

    private final double alpha;
    private final double eta;
    private final double[] dual;
    private double[] residual;
    private double loss;
    private long iterations;
    private Status status;

    private Lane(double alpha, double eta, int n) {
      this.alpha = DiagonalNetwork.checkedAlpha(alpha);
      this.eta = new StepRule.Constant(eta).eta();
      this.dual = new double[n];
    }

    /** α. */
    public double alpha() {
      return alpha;
    }

    /** η. */
    public double eta() {
      return eta;
    }

    /** Xθ - y, length n, only to be read; it is not changed by later steps. */
    public double[] residual() {
      return residual;
    }

    /**
     * ν = -(η/n) Σ_k (Xθ_k - y), length n, only to be read, and changed by the next step: by it a
     * descent of infinitely small steps is at θ = α² sinh(2Xᵀν), as ∇φ(θ) = Xᵀν along the mirror
     * flow (3.23).
     */
    public double[] dual() {
      return dual;
    }

    /** R(θ). */
    public double loss() {
      return loss;
    }

    /** Steps made. */
    public long iterations() {
      return iterations;
    }

    /** Why it has ended; empty while it goes on. */
    public Optional<Status> status() {
      return Optional.ofNullable(status);
    }

    private void moveTo(double[] residual, Stopping stopping, double limit) {
      this.residual = residual;
      this.loss = Kernels.squaredNorm(residual) / (2.0 * residual.length);
      this.status =
          stopping.status(loss, Double.NaN, limit, iterations == stopping.maxIterations());
    }
  }

  private final double[] y;
  private final Stopping stopping;
  private final double limit;
  private final double[] etas;
  private final Lane[] lanes;
  private final ColumnStates states;

  /**
   * At the start, for which no pass is needed: there θ = 0.
   *
   * @param engine makes the passes over X, whose entries are finite
   * @param y length n
   * @param alphas α of each descent, positive
   * @param etas η of each descent, positive
   * @param stopping when to end; a gradient norm is not looked at
   * @throws BadDataException if an α or η is not positive and finite, y does not have length n, or
   *     losses leave the range of doubles
   */
  public ColumnDescent(
      ColumnEngine engine, double[] y, double[] alphas, double[] etas, Stopping stopping) {
    if (y.length != engine.rows()) {
      throw new BadDataException(
          engine.name()
              + ": X has "
              + engine.rows()
              + " rows but y has "
              + y.length
              + " entries; they must match");
    }
    LeastSquares.requireComparableLosses(y);
    this.y = y.clone();
    this.stopping = stopping;
    this.etas = etas.clone();
    double lossAtZero = Kernels.squaredNorm(y) / (2.0 * y.length);
    this.limit = Stopping.blowUp(lossAtZero, lossAtZero);
    this.lanes = new Lane[alphas.length];
    double[] start = new double[2 * alphas.length];
    for (int k = 0; k < lanes.length; k++) {
      lanes[k] = new Lane(alphas[k], etas[k], y.length);
      lanes[k].moveTo(lessTarget(new double[y.length]), stopping, limit);
      start[2 * k] = Start.scale(alphas[k]);
    }
    this.states = engine.states(start);
  }

  private double[] lessTarget(double[] fitted) {
    Kernels.axpy(-1, y, fitted);
    return fitted;
  }

  /** How many descents there are. */
  public int lanes() {
    return lanes.length;
  }

  /** The k-th descent. */
  public Lane lane(int k) {
    return lanes[k];
  }

  /** Whether any descent goes on. */
  public boolean isRunning() {
    for (Lane lane : lanes) {
      if (lane.status == null) {
        return true;
      }
    }
    return false;
  }

  /** Makes a step of all descents that go on: one pass. */
  public void step() {
    double[][] residuals = new double[lanes.length][];
    for (int k = 0; k < lanes.length; k++) {
      residuals[k] = lanes[k].status == null ? lanes[k].residual : null;
    }
    NetworkStep.Part moved = states.step(new NetworkStep(etas, residuals));
    for (int k = 0; k < lanes.length; k++) {
      Lane lane = lanes[k];
      if (lane.status == null) {
        Kernels.axpy(-lane.eta / y.length, lane.residual, lane.dual);
        lane.iterations++;
        lane.moveTo(lessTarget(moved.fitted(k)), stopping, limit);
      }
    }
  }

  /**
   * A pass over X and the state, which holds u of the k-th descent as vector 2k and v as 2k + 1.
   *
   * @param what leaves the state as it is
   */
  public <P extends ColumnSum.Part<P>> P look(ColumnStep<P> what) {
    return states.step(what);
  }

  /** Forgets u and v. */
  @Override
  public void close() {
    states.close();
  }
}
