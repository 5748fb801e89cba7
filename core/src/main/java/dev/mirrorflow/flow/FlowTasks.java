package dev.mirrorflow.flow;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;

/** The flows that {@link LaneFlowRun} works off, by number. May be shared by threads. */
public interface FlowTasks {

  /** The number of the next flow, or a negative one if none is left. */
  int next();

  /** The flow of the given number, of the problem that is run. */
  FactorFlow flow(int number);

  /**
   * Its integrator, of the same method for all numbers; steps and tolerances may differ.
   *
   * @throws BadDataException if there is none for this number, which has {@link #failed} then
   */
  Integrator integrator(int number);

  /** Takes the result of the given number. */
  void ended(int number, FlowResult result);

  /**
   * Takes note that the integration of the given number failed.
   *
   * @param reason a {@link ComputationException}, or what {@link #integrator} has thrown
   */
  void failed(int number, RuntimeException reason);
}
