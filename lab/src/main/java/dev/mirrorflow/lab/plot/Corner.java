package dev.mirrorflow.lab.plot;

/** A corner of a plot. */
public enum Corner {
  TOP_LEFT,
  TOP_RIGHT,
  BOTTOM_LEFT,
  BOTTOM_RIGHT;

  boolean isTop() {
    return this == TOP_LEFT || this == TOP_RIGHT;
  }

  boolean isLeft() {
    return this == TOP_LEFT || this == BOTTOM_LEFT;
  }
}
