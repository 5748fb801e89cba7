package dev.mirrorflow.lab.plot;

import java.util.Locale;

/** A kind of picture file. */
public enum Format {
  PNG,
  SVG;

  /** The name as typed, and the extension without its dot. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
