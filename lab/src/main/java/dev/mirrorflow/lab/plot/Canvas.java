package dev.mirrorflow.lab.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Plots in a grid on a white ground, their axes aligned in columns, written as a picture. */
public final class Canvas {

  private static final double LEGEND_PAD = 14;

  private final int width;
  private final int height;
  private final int columns;
  private final List<Plot> plots = new ArrayList<>();
  private boolean sharedLegend;

  private Canvas(int width, int height, int columns) {
    this.width = width;
    this.height = height;
    this.columns = columns;
  }

  /** One plot. */
  public static Canvas of(int width, int height, Plot plot) {
    return inColumns(width, height, 1, List.of(plot));
  }

  /** Plots of one size, row by row. */
  public static Canvas inColumns(int width, int height, int columns, List<Plot> plots) {
    Canvas canvas = new Canvas(width, height, columns);
    canvas.plots.addAll(plots);
    return canvas;
  }

  /** Draws one legend for all plots below them; a name that several have is shown once. */
  public Canvas legendBelow() {
    sharedLegend = true;
    return this;
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @throws dev.mirrorflow.error.BadDataException if it cannot be written
   */
  public void write(Path path, Format format) {
    Picture.write(path, format, width, height, this::paint);
  }

  private void paint(Graphics2D g) {
    g.setColor(Color.WHITE);
    g.fill(new Rectangle2D.Double(0, 0, width, height));
    List<List<Legend.Entry>> legend =
        sharedLegend ? Legend.rows(sharedEntries(), width) : List.of();
    double legendHeight = legend.isEmpty() ? 0 : legend.size() * Legend.LINE + 2 * LEGEND_PAD;
    int rows = (plots.size() + columns - 1) / columns;
    double cellWidth = (double) width / columns;
    double cellHeight = (height - legendHeight) / rows;
    for (int k = 0; k < plots.size(); k++) {
      int column = k % columns;
      int row = k / columns;
      double left =
          IntStream.range(0, plots.size())
              .filter(other -> other % columns == column)
              .mapToDouble(other -> plots.get(other).left(cellHeight))
              .max()
              .orElseThrow();
      Rectangle2D cell =
          new Rectangle2D.Double(column * cellWidth, row * cellHeight, cellWidth, cellHeight);
      plots.get(k).paint(g, cell, left);
    }
    Legend.below(g, legend, width, height - legendHeight + LEGEND_PAD);
  }

  private List<Legend.Entry> sharedEntries() {
    return plots.stream().flatMap(plot -> plot.entries().stream()).distinct().toList();
  }
}
