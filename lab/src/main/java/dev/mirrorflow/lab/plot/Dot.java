package dev.mirrorflow.lab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * A point, with a white rim that keeps it apart from lines.
 *
 * @param size diameter in pixels
 */
public record Dot(Form form, Color color, double size) implements Mark {

  /** The outline of a dot. */
  public enum Form {
    CIRCLE,
    SQUARE,
    DIAMOND,
    STAR
  }

  /** Draws it centred at a pixel. */
  void draw(Graphics2D g, double px, double py) {
    Shape shape = outline(px, py);
    g.setColor(Color.WHITE);
    g.setStroke(new BasicStroke((float) Math.max(2, size / 5)));
    g.draw(shape);
    g.setColor(color);
    g.fill(shape);
  }

  private Shape outline(double px, double py) {
    double side = 0.9 * size;
    return switch (form) {
      case CIRCLE -> new Ellipse2D.Double(px - size / 2, py - size / 2, size, size);
      case SQUARE -> new Rectangle2D.Double(px - side / 2, py - side / 2, side, side);
      case DIAMOND -> polygon(px, py, 4, 0.6 * size, 0.6 * size);
      case STAR -> polygon(px, py, 10, 0.72 * size, 0.3 * size);
    };
  }

  /** Corners alternate between the two radii, the first one upwards. */
  private static Path2D polygon(double px, double py, int corners, double even, double odd) {
    Path2D path = new Path2D.Double();
    for (int k = 0; k < corners; k++) {
      double r = k % 2 == 0 ? even : odd;
      double angle = 2 * Math.PI * k / corners;
      double x = px + r * Math.sin(angle);
      double y = py - r * Math.cos(angle);
      if (k == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
    return path;
  }

  @Override
  public void sample(Graphics2D g, double x, double y, double width) {
    draw(g, x, y);
  }
}
