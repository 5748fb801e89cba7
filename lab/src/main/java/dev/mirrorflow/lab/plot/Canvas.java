package dev.mirrorflow.lab.plot;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import dev.mirrorflow.file.AtomicFile;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Plots in a grid on a white ground, their axes aligned in columns, written as a picture. */
public final class Canvas {

  /** A viewer without Java's sans-serif font takes the next one that it has. */
  private static final Pattern SVG_FONT = Pattern.compile("font-family:&quot;([^&]*)&quot;");

  private static final String SVG_FONTS =
      "font-family:'$1', 'DejaVu Sans', Verdana, Arial, sans-serif";

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
    AtomicFile.write(
        path,
        out -> {
          switch (format) {
            case PNG -> writePng(out);
            case SVG -> writeSvg(out);
          }
        });
  }

  private void writePng(OutputStream out) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    paint(g);
    g.dispose();
    ImageIO.write(image, "png", out);
  }

  private void writeSvg(OutputStream out) throws IOException {
    VectorGraphics2D g = new VectorGraphics2D();
    paint(g);
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    Processors.get("svg")
        .getDocument(g.getCommands(), new PageSize(0, 0, width, height))
        .writeTo(buffer);
    String svg = SVG_FONT.matcher(buffer.toString(StandardCharsets.UTF_8)).replaceAll(SVG_FONTS);
    out.write(svg.getBytes(StandardCharsets.UTF_8));
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
