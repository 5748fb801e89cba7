package dev.mirrorflow.lab.plot;

import java.awt.Graphics2D;

/** What data are drawn with; it shows a sample of itself in a legend. */
public sealed interface Mark permits Pen, Dot {

  /** Draws a sample centred at (x, y). */
  void sample(Graphics2D g, double x, double y, double width);
}
