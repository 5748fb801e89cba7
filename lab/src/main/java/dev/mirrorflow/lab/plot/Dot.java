package dev.mirrorflow.lab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.function.Supplier;

/**
 * A point, with a white rim that keeps it apart from lines.
 *
 * @param size diameter in pixels
 */
public record Dot(Form form, Color color, double size) implements Mark {

  /** The outline of a dot. */
  public enum Form {
    CIRCLE(() -> new Ellipse2D.Double(-0.5, -0.5, 1, 1)),
    SQUARE(() -> new Rectangle2D.Double(-0.45, -0.45, 0.9, 0.9)),
    DIAMOND(() -> polygon(4, 0.6, 0.6)),
    STAR(() -> polygon(10, 0.72, 0.3));

    private final Path2D outline;

    Form(Supplier<java.awt.Shape> outline) {
      this.outline = new Path2D.Double(outline.get());
    }

    /** Corners alternate between the two radii, the first one upwards. */
    private static Path2D polygon(int corners, double even, double odd) {
      Path2D path = new Path2D.Double();
      for (int k = 0; k < corners; k++) {
        double r = k % 2 == 0 ? even : odd;
        double angle = 2 * Math.PI * k / corners;
        double x = r * Math.sin(angle);
        double y = -r * Math.cos(angle);
        if (k == 0) {
          path.moveTo(x, y);
        } else {
          path.lineTo(x, y);
        }
      }
      path.closePath();
      return path;
    }
  }

  /** Draws it centred at a pixel. */
  void draw(Graphics2D g, double px, double py) {
    AffineTransform place = AffineTransform.getTranslateInstance(px, py);
    place.scale(size, size);
    Path2D shape = new Path2D.Double(form.outline, place);
    g.setColor(Color.WHITE);
    g.setStroke(new BasicStroke((float) Math.max(2, size / 5)));
    g.draw(shape);
    g.setColor(color);
    g.fill(shape);
  }

  @Override
  public void sample(Graphics2D g, double x, double y, double width) {
    draw(g, x, y);
  }
}
