package dev.mirrorflow.lab.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** A grid in colours; every pixel has the colour of the nearest point of the grid on the axes. */
record HeatMap(Grid grid, ColorScale scale) implements Layer {

  /** Pixels of the canvas in one of the picture, which makes the SVG a quarter of the size. */
  private static final int CELL = 2;

  @Override
  public void paint(Graphics2D g, Frame frame) {
    Rectangle2D area = frame.area();
    int width = (int) Math.ceil(area.getWidth() / CELL);
    int height = (int) Math.ceil(area.getHeight() / CELL);
    int[] columns = nearest(grid.x(), frame::px, area.getMinX(), width);
    int[] rows = nearest(grid.y(), frame::py, area.getMinY(), height);
    int[][] colors = colors();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int py = 0; py < height; py++) {
      for (int px = 0; px < width; px++) {
        image.setRGB(px, py, colors[rows[py]][columns[px]]);
      }
    }
    g.drawImage(
        image, (int) area.getMinX(), (int) area.getMinY(), CELL * width, CELL * height, null);
  }

  private int[][] colors() {
    int[][] out = new int[grid.y().length][grid.x().length];
    for (int j = 0; j < out.length; j++) {
      for (int i = 0; i < out[j].length; i++) {
        out[j][i] = scale.of(grid.values()[j][i]).getRGB();
      }
    }
    return out;
  }

  /** For each pixel of the picture the index of the value whose place is nearest. */
  private static int[] nearest(double[] values, DoubleUnaryOperator place, double from, int count) {
    double[] places = Arrays.stream(values).map(place).toArray();
    int[] out = new int[count];
    for (int p = 0; p < count; p++) {
      double at = from + CELL * (p + 0.5);
      int best = 0;
      for (int k = 1; k < places.length; k++) {
        if (Math.abs(places[k] - at) < Math.abs(places[best] - at)) {
          best = k;
        }
      }
      out[p] = best;
    }
    return out;
  }

  /** Draws the scale as a vertical bar with the ticks of its axis. */
  void paintBar(Graphics2D g, Rectangle2D bar) {
    int steps = 64;
    for (int k = 0; k < steps; k++) {
      g.setColor(scale.of(scale.axis().value((k + 0.5) / steps)));
      double height = bar.getHeight() / steps;
      g.fill(
          new Rectangle2D.Double(
              bar.getX(), bar.getMaxY() - (k + 1) * height, bar.getWidth(), height + 0.5));
    }
    AxisPainter.vertical(g, new Frame(bar, scale.axis(), scale.axis()), true);
  }
}
