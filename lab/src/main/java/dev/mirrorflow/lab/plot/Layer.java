package dev.mirrorflow.lab.plot;

import java.awt.Graphics2D;

/** Something drawn inside the axes; the graphics are clipped to their area. */
interface Layer {
  void paint(Graphics2D g, Frame frame);
}
