package dev.mirrorflow.flow;

/** A method for y' = f(y); immutable, so that one serves many flows and threads. */
public sealed interface Integrator permits ExplicitEuler, RungeKutta4, DormandPrince, Rodas4 {

  /** The name for reports. */
  String name();

  /** The order p: the error at a fixed time is O(h^p). */
  int order();

  /** Evaluations of f in a step; one more is made at the start, two by adaptive methods. */
  int evaluationsPerStep();

  /**
   * The stepper at the start of a flow.
   *
   * @throws dev.mirrorflow.error.BadDataException if the method needs more than this flow gives
   */
  Stepper on(GradientFlow flow);

  /** How the step sizes of one run are chosen. */
  StepControl control();
}
