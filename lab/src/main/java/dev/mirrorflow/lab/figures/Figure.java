package dev.mirrorflow.lab.figures;

import dev.mirrorflow.lab.plot.Canvas;

/** A figure for a slide. It draws the same picture each time: what is random has a fixed seed. */
public interface Figure {

  /** The name on the command line and of the files, in lower case with hyphens. */
  String name();

  /** What it shows, in one line. */
  String caption();

  /** Computes and draws it. */
  Canvas draw();
}
