package dev.mirrorflow.grid;

import java.util.Locale;

/** How a point of a grid gets to its solution, always on the diagonal network. */
public enum GridMethod {
  /** Gradient descent on all samples. */
  GD,
  /** Gradient descent on mini-batches, drawn without replacement. */
  SGD,
  /** Heavy-ball momentum on all samples. */
  MOMENTUM,
  /** The gradient flow, integrated. */
  FLOW,
  /** Where the gradient flow ends, solved for. */
  LIMIT;

  /** Whether it makes steps of a size that is to be chosen. */
  boolean isDescent() {
    return this == GD || this == SGD || this == MOMENTUM;
  }

  /** As typed and as reported. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
