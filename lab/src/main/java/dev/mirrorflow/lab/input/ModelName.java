package dev.mirrorflow.lab.input;

import java.util.Locale;

/** The values of {@code --model}. */
public enum ModelName {
  /** Descent on θ itself. */
  OLS,
  /** Descent on the factors of the diagonal linear network θ = u⊙v. */
  DLN;

  /** As typed and as reported. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
