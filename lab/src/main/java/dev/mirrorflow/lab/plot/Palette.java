package dev.mirrorflow.lab.plot;

import java.awt.Color;
import java.util.List;

/** Colours that stay apart on a projector and for colour-blind eyes (Okabe and Ito 2008). */
public final class Palette {

  public static final Color BLUE = new Color(0x00, 0x72, 0xB2);
  public static final Color RED = new Color(0xD5, 0x4E, 0x00);
  public static final Color GREEN = new Color(0x00, 0x8F, 0x68);
  public static final Color PURPLE = new Color(0xB0, 0x4F, 0x8C);
  public static final Color ORANGE = new Color(0xE6, 0x9F, 0x00);
  public static final Color BLACK = new Color(0x1A, 0x1A, 0x1A);
  public static final Color GREY = new Color(0x80, 0x80, 0x80);

  /** From white to a mid blue, on which dark lines stay visible. */
  public static final List<Color> PALE_BLUES =
      List.of(
          new Color(0xFF, 0xFF, 0xFF),
          new Color(0xDD, 0xEA, 0xF5),
          new Color(0xA9, 0xCB, 0xE6),
          new Color(0x6F, 0xA5, 0xD1));

  private Palette() {}
}
