package dev.mirrorflow.lab.input;

import java.util.Locale;

/** The values of {@code --integrator}. */
public enum IntegratorName {
  /** The closed form of least squares. */
  EXACT,
  /** Explicit Euler, which is gradient descent. */
  EULER,
  /** The classical Runge-Kutta method. */
  RK4,
  /** Dormand-Prince 5(4) with step control. */
  DORMAND_PRINCE,
  /** RODAS4(3) with step control, for the dual flow. */
  RODAS4;

  /** Whether all steps have the length of {@code --step}. */
  boolean isFixed() {
    return this == EULER || this == RK4;
  }

  /** Whether the steps follow from {@code --tolerance}. */
  boolean isAdaptive() {
    return this == DORMAND_PRINCE || this == RODAS4;
  }

  /** As typed and as reported. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
