package dev.mirrorflow.lab.input;

import java.util.Locale;

/** The values of {@code --design}: how the features of a synthetic problem relate. */
public enum DesignName {
  /** Independent features. */
  GAUSSIAN,
  /** Neighbouring features of correlation ρ. */
  CORRELATED;

  /** As typed and as reported. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
