package dev.mirrorflow.lab.input;

import java.util.Locale;

/** The values of {@code --variables}: what a flow is integrated in. */
public enum VariablesName {
  /** The factors of θ = u⊙v. */
  UV,
  /** θ itself. */
  THETA,
  /** The n dual variables of the mirror flow. */
  DUAL;

  /** As typed and as reported. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
