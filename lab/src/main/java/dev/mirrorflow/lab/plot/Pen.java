package dev.mirrorflow.lab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;

/**
 * A line.
 *
 * @param width in pixels
 */
public record Pen(Color color, float width, boolean isDashed) implements Mark {

  public static Pen solid(Color color, double width) {
    return new Pen(color, (float) width, false);
  }

  public static Pen dashed(Color color, double width) {
    return new Pen(color, (float) width, true);
  }

  /** Makes the graphics draw with it. */
  void use(Graphics2D g) {
    g.setColor(color);
    float[] dash = isDashed ? new float[] {3.5f * width, 2.5f * width} : null;
    int cap = isDashed ? BasicStroke.CAP_BUTT : BasicStroke.CAP_ROUND;
    g.setStroke(new BasicStroke(width, cap, BasicStroke.JOIN_ROUND, 4, dash, 0));
  }

  @Override
  public void sample(Graphics2D g, double x, double y, double width) {
    use(g);
    g.draw(new Line2D.Double(x - width / 2, y, x + width / 2, y));
  }
}
