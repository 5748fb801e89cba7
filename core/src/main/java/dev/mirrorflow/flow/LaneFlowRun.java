package dev.mirrorflow.flow;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.LaneKernels;
import dev.mirrorflow.model.LeastSquares;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Integrates the flows of many diagonal networks side by side, each with its own steps, its own
 * error control and its own end, as {@link FlowRun} does one.
 */
public final class LaneFlowRun {

  private final LeastSquares problem;
  private final FlowTasks tasks;
  private final FlowOptions options;
  private final BooleanSupplier cancelled;
  private final int fullWidth;
  private FlowLane[] flows;
  private int active;

  /** Null until the first flow says how it is integrated. */
  private ExplicitLanes lanes;

  private Class<?> method;

  /** Whether the queue has been found empty. */
  private boolean drained;

  private LaneFlowRun(
      LeastSquares problem,
      int width,
      FlowTasks tasks,
      FlowOptions options,
      BooleanSupplier cancelled) {
    this.problem = problem;
    this.tasks = tasks;
    this.options = options;
    this.cancelled = cancelled;
    this.fullWidth = LaneKernels.width();
    this.flows = new FlowLane[width];
  }

  /** Whether flows can be integrated side by side by this method: all explicit ones. */
  public static boolean takes(Integrator integrator) {
    return !(integrator instanceof Rodas4);
  }

  /**
   * Runs all flows, {@code width} of them at a time. Each stage of a step is one pass over X for
   * all lanes; a lane whose step is rejected tries a shorter one in the next round, and one whose
   * flow has ended or failed takes the next flow. Each ends as {@link FlowRun#run} would have it
   * but for rounding, with the same bits whatever the width, the order of the flows and the lane
   * they came into.
   *
   * @param problem of all flows
   * @param width {@link LaneKernels#width} or half of it
   * @param tasks gives the flows, and takes the results
   * @param cancelled asked before each round of steps
   * @throws IllegalArgumentException if the width is another, or the integrators are not of one
   *     explicit method
   */
  public static void run(
      LeastSquares problem,
      int width,
      FlowTasks tasks,
      FlowOptions options,
      BooleanSupplier cancelled) {
    new LaneFlowRun(problem, width, tasks, options, cancelled).toTheEnd();
  }

  private void toTheEnd() {
    while (true) {
      refill();
      if (active == 0) {
        return;
      }
      if (cancelled.getAsBoolean()) {
        interrupt();
        return;
      }
      if (drained && 2 * active <= fullWidth && flows.length == fullWidth) {
        narrow();
      }
      propose();
      if (active > 0) {
        lanes.attempt();
        judge();
      }
    }
  }

  private void refill() {
    for (int l = 0; l < flows.length && !drained; l++) {
      while (flows[l] == null && !drained) {
        int number = tasks.next();
        drained = number < 0;
        if (!drained) {
          begin(l, number);
        }
      }
    }
  }

  private void begin(int l, int number) {
    FactorFlow flow = tasks.flow(number);
    Integrator integrator;
    try {
      integrator = tasks.integrator(number);
    } catch (BadDataException e) {
      tasks.failed(number, e);
      return;
    }
    if (lanes == null) {
      method = integrator.getClass();
      lanes = new ExplicitLanes(problem, ExplicitTableau.of(integrator), flows.length);
    } else if (!integrator.getClass().equals(method)) {
      throw new IllegalArgumentException("the lanes cannot also run " + integrator.name());
    }
    flows[l] = new FlowLane(number, flow, integrator, options, lanes, l);
    active++;
    try {
      endIf(l, flows[l].begin(flow, integrator));
    } catch (ComputationException e) {
      fail(l, e);
    }
  }

  private void propose() {
    for (int l = 0; l < flows.length; l++) {
      if (flows[l] != null) {
        try {
          flows[l].propose();
        } catch (ComputationException e) {
          fail(l, e);
        }
      }
    }
  }

  private void judge() {
    for (int l = 0; l < flows.length; l++) {
      if (flows[l] != null) {
        try {
          endIf(l, flows[l].judge());
        } catch (ComputationException e) {
          fail(l, e);
        }
      }
    }
  }

  private void endIf(int l, Optional<FlowResult> result) {
    if (result.isPresent()) {
      int number = free(l);
      tasks.ended(number, result.get());
    }
  }

  private void fail(int l, ComputationException reason) {
    int number = free(l);
    tasks.failed(number, reason);
  }

  private int free(int l) {
    int number = flows[l].number;
    flows[l] = null;
    lanes.end(l);
    active--;
    return number;
  }

  private void interrupt() {
    for (int l = 0; l < flows.length; l++) {
      if (flows[l] != null) {
        endIf(l, Optional.of(flows[l].interrupted()));
      }
    }
  }

  /** Half as many lanes: a pass costs half. */
  private void narrow() {
    int width = flows.length / 2;
    int[] kept = new int[active];
    FlowLane[] selected = new FlowLane[width];
    int count = 0;
    for (int l = 0; l < flows.length; l++) {
      if (flows[l] != null) {
        selected[count] = flows[l];
        selected[count].moveTo(count);
        kept[count++] = l;
      }
    }
    flows = selected;
    lanes.select(kept, width);
  }
}
