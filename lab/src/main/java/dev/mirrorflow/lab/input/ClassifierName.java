package dev.mirrorflow.lab.input;

import java.util.Locale;

/** The values of {@code --model} for classification. */
public enum ClassifierName {
  /** Descent on θ itself. */
  LINEAR,
  /** Descent on the factors of the diagonal linear network θ = u⊙v. */
  DLN;

  /** As typed and as reported. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
