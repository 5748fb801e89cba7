package dev.mirrorflow.lab.plot;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import dev.mirrorflow.file.AtomicFile;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/**
 * A picture file. It is drawn and encoded in memory: no file but the one that is asked for is
 * written, and a disk without room says so as for every other file.
 */
public final class Picture {

  /** A viewer without Java's sans-serif font takes the next one that it has. */
  private static final Pattern SVG_FONT = Pattern.compile("font-family:&quot;([^&]*)&quot;");

  private static final String SVG_FONTS =
      "font-family:'$1', 'DejaVu Sans', Verdana, Arial, sans-serif";

  static {
    // Otherwise ImageIO keeps what it encodes in a temporary file, also for a picture within SVG.
    ImageIO.setUseCache(false);
  }

  private Picture() {}

  /**
   * Writes the file, whole or not at all.
   *
   * @param painter draws on a canvas of this width and height in pixels
   * @throws dev.mirrorflow.error.BadDataException if it cannot be written
   */
  public static void write(
      Path path, Format format, int width, int height, Consumer<Graphics2D> painter) {
    byte[] bytes;
    try {
      bytes =
          switch (format) {
            case PNG -> png(width, height, painter);
            case SVG -> svg(width, height, painter);
          };
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes all bytes", e);
    }
    AtomicFile.write(path, out -> out.write(bytes));
  }

  private static byte[] png(int width, int height, Consumer<Graphics2D> painter)
      throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    painter.accept(g);
    g.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  private static byte[] svg(int width, int height, Consumer<Graphics2D> painter)
      throws IOException {
    VectorGraphics2D g = new VectorGraphics2D();
    painter.accept(g);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Processors.get("svg")
        .getDocument(g.getCommands(), new PageSize(0, 0, width, height))
        .writeTo(bytes);
    String svg = SVG_FONT.matcher(bytes.toString(StandardCharsets.UTF_8)).replaceAll(SVG_FONTS);
    return svg.getBytes(StandardCharsets.UTF_8);
  }
}
