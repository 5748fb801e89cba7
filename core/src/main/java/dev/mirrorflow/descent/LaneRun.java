package dev.mirrorflow.descent;

import dev.mirrorflow.descent.DescentResult.Factors;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.kernel.LaneKernels;
import dev.mirrorflow.linalg.LanePass;
import dev.mirrorflow.model.DiagonalNetwork;
import dev.mirrorflow.model.LeastSquares;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Many runs of a {@link Descent} side by side: the loop of {@link Run} on the lanes of Θ. */
final class LaneRun {

  private static final int CANCEL_MASK = 63;

  private final Descent plan;
  private final LeastSquares problem;
  private final LaneTasks tasks;
  private final BooleanSupplier cancelled;
  private final LaneNetwork network;
  private final LaneSizer sizer;
  private final int epoch;
  private LanePass pass;
  private Lane[] lanes;
  private double[] eta;
  private double[] norms;
  private int active;

  /** Whether the queue has been found empty. */
  private boolean drained;

  /** Null for full batches. */
  private BatchSampler sampler;

  LaneRun(
      Descent plan, LeastSquares problem, int width, LaneTasks tasks, BooleanSupplier cancelled) {
    this.plan = plan;
    this.problem = problem;
    this.tasks = tasks;
    this.cancelled = cancelled;
    this.pass = problem.lanes(width);
    this.network = new LaneNetwork(plan.method(), problem.features(), width);
    this.sizer = LaneSizer.of(plan, problem, width);
    this.epoch = plan.stepsPerEpoch(problem.samples());
    this.lanes = new Lane[width];
    this.eta = new double[width];
    this.norms = new double[width];
  }

  void toTheEnd() {
    for (long tick = 0; ; tick++) {
      refill();
      if (active == 0) {
        return;
      }
      if ((tick & CANCEL_MASK) == 0 && cancelled.getAsBoolean()) {
        for (int l = 0; l < lanes.length; l++) {
          if (lanes[l] != null) {
            end(l, Status.INTERRUPTED);
          }
        }
        return;
      }
      if (drained && 2 * active <= LaneKernels.width() && network.width() == LaneKernels.width()) {
        narrow();
      }
      step();
    }
  }

  private void refill() {
    // Lanes share the sequence of mini-batches, so they begin together.
    if (drained || active > 0 && plan.batches() instanceof Batches.Mini) {
      return;
    }
    for (int l = 0; l < lanes.length && !drained; l++) {
      if (lanes[l] == null) {
        int number = tasks.next();
        drained = number < 0;
        if (!drained) {
          lanes[l] = new Lane(number, tasks.start(number));
          network.begin(l, lanes[l].start);
          sizer.begin(l);
          active++;
        }
      }
    }
    if (plan.batches() instanceof Batches.Mini mini) {
      sampler = new BatchSampler(mini, problem.samples());
    }
  }

  /** Half as many lanes: a pass costs half. */
  private void narrow() {
    int width = network.width() / 2;
    int[] kept = new int[active];
    Lane[] selected = new Lane[width];
    int count = 0;
    for (int l = 0; l < lanes.length; l++) {
      if (lanes[l] != null) {
        selected[count] = lanes[l];
        kept[count++] = l;
      }
    }
    lanes = selected;
    network.select(kept, width);
    sizer.select(kept, width);
    pass = problem.lanes(width);
    eta = new double[width];
    norms = new double[width];
  }

  private void step() {
    if (sampler == null) {
      pass.gradient(network.point(), network.targets(), network.gradient());
      judge();
    } else {
      long k = commonIteration();
      if (k % epoch == 0 || k == plan.stopping().maxIterations()) {
        pass.gradient(network.point(), network.targets(), network.gradient());
        judge();
      }
      if (active == 0) {
        return;
      }
      sampler.next();
      pass.batchGradient(
          sampler.indices(),
          sampler.from(),
          sampler.to(),
          network.point(),
          network.targets(),
          network.gradient());
    }
    sizer.next(lanes, network, pass, eta);
    network.advance(eta);
    for (int l = 0; l < lanes.length; l++) {
      if (lanes[l] != null && !lanes[l].renewing) {
        lanes[l].k++;
        lanes[l].eta = eta[l];
      }
    }
  }

  private long commonIteration() {
    for (Lane lane : lanes) {
      if (lane != null) {
        return lane.k;
      }
    }
    throw new IllegalStateException("no lane is in use");
  }

  /** Looks at the full gradient and ends the lanes that are through. */
  private void judge() {
    if (plan.stopping().gradientNorm() > 0) {
      LaneKernels.gradientSquaredNorms(
          network.pointU(), network.pointV(), network.gradient(), norms);
    }
    for (int l = 0; l < lanes.length; l++) {
      Lane lane = lanes[l];
      if (lane == null || lane.renewing) {
        continue;
      }
      double loss = pass.squares(l) / (2.0 * problem.samples());
      if (lane.k == 0) {
        lane.limit = Stopping.blowUp(loss, problem.lossAtZero());
      }
      boolean last = lane.k == plan.stopping().maxIterations();
      Status status = plan.stopping().status(loss, Math.sqrt(norms[l]), lane.limit, last);
      if (status != null) {
        end(l, status);
      }
    }
  }

  private void end(int l, Status status) {
    Lane lane = lanes[l];
    Factors factors = network.factors(l);
    double[] theta = DiagonalNetwork.theta(factors.u(), factors.v());
    lanes[l] = null;
    network.end(l);
    active--;
    DescentResult result =
        new Ending(plan, problem).of(status, lane.k, lane.eta, theta, Optional.of(factors));
    tasks.ended(
        lane.number,
        status == Status.DIVERGED
            ? result.withStableStep(StableStep.find(plan, problem, lane.start, cancelled))
            : result);
  }
}
