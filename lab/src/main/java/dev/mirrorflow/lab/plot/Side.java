package dev.mirrorflow.lab.plot;

/** Where a text lies, seen from its point. */
public enum Side {
  LEFT(-1, 0),
  RIGHT(1, 0),
  ABOVE(0, -1),
  BELOW(0, 1),
  ABOVE_LEFT(-1, -1),
  ABOVE_RIGHT(1, -1),
  BELOW_LEFT(-1, 1),
  BELOW_RIGHT(1, 1);

  private final int dx;
  private final int dy;

  Side(int dx, int dy) {
    this.dx = dx;
    this.dy = dy;
  }

  /** The left edge of a box of this width beside px, a gap away. */
  double left(double px, double width, double gap) {
    return px + (dx - 1) * width / 2 + dx * gap;
  }

  /** The top edge of a box of this height beside py, a gap away. */
  double top(double py, double height, double gap) {
    return py + (dy - 1) * height / 2 + dy * gap;
  }
}
