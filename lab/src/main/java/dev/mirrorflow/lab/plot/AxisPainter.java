package dev.mirrorflow.lab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/** Draws what is around the area of a plot: grid lines, ticks, their labels and the axis labels. */
final class AxisPainter {

  private static final Color GRID = new Color(0xE2, 0xE2, 0xE2);
  private static final double TICK_LENGTH = 12;
  private static final double GAP = 10;

  /** Room that a tick label needs on its axis. */
  private static final double TICK_EVERY_X = 150;

  private static final double TICK_EVERY_Y = 110;

  private AxisPainter() {}

  private static int mostX(double length) {
    return Math.max(2, (int) (length / TICK_EVERY_X));
  }

  private static int mostY(double length) {
    return Math.max(2, (int) (length / TICK_EVERY_Y));
  }

  /** The height needed below an area. */
  static double below(Axis x) {
    double label = x.label().isEmpty() ? 0 : Type.LABEL.getSize2D() * 1.45;
    return TICK_LENGTH + GAP + Type.TICK.getSize2D() * 1.1 + label;
  }

  /** The width needed beside an area of this height. */
  static double beside(Axis y, double height) {
    double label = y.label().isEmpty() ? 0 : Type.LABEL.getSize2D() * 1.5;
    return TICK_LENGTH + GAP + widestTick(y, mostY(height)) + label;
  }

  /** The width needed right of an area of this width, where the last tick label may stick out. */
  static double overhang(Axis x, double width) {
    return GAP + widestTick(x, mostX(width)) / 2;
  }

  private static double widestTick(Axis axis, int most) {
    double widest = 0;
    for (double tick : axis.ticks(most)) {
      widest = Math.max(widest, label(axis, tick, most).width(Type.TICK));
    }
    return widest;
  }

  private static MathText label(Axis axis, double tick, int most) {
    return MathText.of(axis.tickLabel(tick, most));
  }

  static void grid(Graphics2D g, Frame frame) {
    Rectangle2D area = frame.area();
    g.setColor(GRID);
    g.setStroke(new BasicStroke(2));
    for (double tick : frame.x().ticks(mostX(area.getWidth()))) {
      double px = frame.px(tick);
      g.draw(new Line2D.Double(px, area.getMinY(), px, area.getMaxY()));
    }
    for (double tick : frame.y().ticks(mostY(area.getHeight()))) {
      double py = frame.py(tick);
      g.draw(new Line2D.Double(area.getMinX(), py, area.getMaxX(), py));
    }
  }

  /** The frame of the area and the axis along its lower side. */
  static void horizontal(Graphics2D g, Frame frame) {
    Rectangle2D area = frame.area();
    int most = mostX(area.getWidth());
    double bottom = area.getMaxY();
    g.setColor(Palette.BLACK);
    g.setStroke(new BasicStroke(2.5f));
    g.draw(area);
    for (double tick : frame.x().minorTicks(most)) {
      double px = frame.px(tick);
      g.draw(new Line2D.Double(px, bottom, px, bottom + TICK_LENGTH / 2));
    }
    double base = bottom + TICK_LENGTH + GAP + Type.TICK.getSize2D() * 0.85;
    for (double tick : frame.x().ticks(most)) {
      double px = frame.px(tick);
      g.draw(new Line2D.Double(px, bottom, px, bottom + TICK_LENGTH));
      centred(g, label(frame.x(), tick, most), Type.TICK, px, base);
    }
    centred(
        g,
        MathText.of(frame.x().label()),
        Type.LABEL,
        area.getCenterX(),
        base + Type.LABEL.getSize2D() * 1.35);
  }

  private static void centred(
      Graphics2D g, MathText text, java.awt.Font font, double px, double base) {
    text.draw(g, font, px - text.width(font) / 2, base);
  }

  /** The axis along the left side of the area, or the right one. */
  static void vertical(Graphics2D g, Frame frame, boolean onTheRight) {
    Rectangle2D area = frame.area();
    int most = mostY(area.getHeight());
    int sign = onTheRight ? 1 : -1;
    double edge = onTheRight ? area.getMaxX() : area.getMinX();
    g.setColor(Palette.BLACK);
    g.setStroke(new BasicStroke(2.5f));
    g.draw(area);
    for (double tick : frame.y().minorTicks(most)) {
      double py = frame.py(tick);
      g.draw(new Line2D.Double(edge, py, edge + sign * TICK_LENGTH / 2, py));
    }
    double start = edge + sign * (TICK_LENGTH + GAP);
    for (double tick : frame.y().ticks(most)) {
      double py = frame.py(tick);
      g.draw(new Line2D.Double(edge, py, edge + sign * TICK_LENGTH, py));
      MathText text = label(frame.y(), tick, most);
      double left = onTheRight ? start : start - text.width(Type.TICK);
      text.draw(g, Type.TICK, left, py + Type.TICK.getSize2D() * 0.36);
    }
    double away = widestTick(frame.y(), most) + Type.LABEL.getSize2D() * (onTheRight ? 1.2 : 0.5);
    rotated(g, frame.y().label(), start + sign * away, area.getCenterY());
  }

  /** Draws the text upwards, centred at py, with its base line at px. */
  private static void rotated(Graphics2D g, String label, double px, double py) {
    MathText text = MathText.of(label);
    AffineTransform upright = g.getTransform();
    g.translate(px, py);
    g.rotate(-Math.PI / 2);
    text.draw(g, Type.LABEL, -text.width(Type.LABEL) / 2, 0);
    g.setTransform(upright);
  }
}
