package dev.mirrorflow.lab.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.RoundRectangle2D;

/** A text beside a point, on a ground that keeps it readable over lines. */
record Note(double x, double y, MathText text, Side side, Color color) implements Layer {

  private static final Color GROUND = new Color(255, 255, 255, 205);
  private static final double GAP = 14;
  private static final double PAD = 6;

  @Override
  public void paint(Graphics2D g, Frame frame) {
    double width = text.width(Type.NOTE) + 2 * PAD;
    double height = Type.NOTE.getSize2D() * 1.3;
    boolean diagonal = side.name().contains("_");
    double gap = diagonal ? GAP * 0.7 : GAP;
    double left = side.left(frame.px(x), width, gap);
    double top = side.top(frame.py(y), height, gap);
    g.setColor(GROUND);
    g.fill(new RoundRectangle2D.Double(left, top, width, height, 12, 12));
    g.setColor(color);
    text.draw(g, Type.NOTE, left + PAD, top + Type.NOTE.getSize2D());
  }
}
