package dev.mirrorflow.lab.input;

import java.util.Locale;

/** The values of {@code --sampling}: whether mini-batches are drawn with or without replacement. */
public enum Sampling {
  WITH,
  WITHOUT;

  /** As typed and as reported. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
