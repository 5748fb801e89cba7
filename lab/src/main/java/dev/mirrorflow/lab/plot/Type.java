package dev.mirrorflow.lab.plot;

import java.awt.Font;

/** The fonts, for a canvas of about 1600 x 1200 pixels that fills a slide. */
final class Type {

  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 40);
  static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 42);
  static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 34);
  static final Font LEGEND = new Font(Font.SANS_SERIF, Font.PLAIN, 34);
  static final Font NOTE = new Font(Font.SANS_SERIF, Font.PLAIN, 36);

  private Type() {}
}
