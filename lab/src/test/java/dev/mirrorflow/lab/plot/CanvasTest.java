package dev.mirrorflow.lab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lands where on the canvas. */
final class CanvasTest {

  private static final Axis X = Axis.linear("x", 0, 4);
  private static final Axis Y = Axis.log("y", 1, 100);

  @TempDir private Path folder;

  private BufferedImage png(Plot plot) throws IOException {
    Path file = folder.resolve("canvas.png");
    Canvas.of(800, 600, plot).write(file, Format.PNG);
    return ImageIO.read(file.toFile());
  }

  private String svg(Canvas canvas) throws IOException {
    Path file = folder.resolve("canvas.svg");
    canvas.write(file, Format.SVG);
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private static List<String> found(String pattern, String svg) {
    return Pattern.compile(pattern).matcher(svg).results().map(r -> r.group(1)).toList();
  }

  @Test
  void heatMapHasItsFirstRowBelowAndItsFirstColumnLeft() throws IOException {
    double[][] values = {{0, 1}, {2, 3}};
    Grid grid = new Grid(new double[] {1, 3}, new double[] {3, 30}, values);
    List<Color> colors = List.of(Color.RED, Color.GREEN, Color.BLUE, Color.YELLOW);
    ColorScale scale = new ColorScale(Axis.linear("", 0, 3), colors);
    BufferedImage image = png(new Plot(X, Y).heat(grid, scale));
    assertEquals(Color.RED.getRGB(), image.getRGB(250, 400));
    assertEquals(Color.GREEN.getRGB(), image.getRGB(700, 400));
    assertEquals(Color.BLUE.getRGB(), image.getRGB(250, 100));
    assertEquals(Color.YELLOW.getRGB(), image.getRGB(700, 100));
  }

  @Test
  void laterLayersCoverEarlierOnes() throws IOException {
    double[] ends = {0, 4};
    Plot plot =
        new Plot(X, Axis.linear("y", 0, 4))
            .line(ends, ends, Pen.solid(Color.RED, 60))
            .line(ends, new double[] {4, 0}, Pen.solid(Color.BLUE, 60))
            .equalScale();
    String svg = svg(Canvas.of(800, 600, plot));
    List<Double> rectangle =
        found("(?s)<clipPath.*?<rect (.*?)/>", svg).stream()
            .flatMap(r ->
                List.of("x", "y", "width", "height").stream()
                    .map(name -> found("\\b" + name + "=\"([0-9.]+)\"", r).getFirst()))
            .map(Double::valueOf)
            .toList();
    assertEquals(rectangle.get(2), rectangle.get(3), "a square of axes");
    int centreX = (int) (rectangle.get(0) + rectangle.get(2) / 2);
    int centreY = (int) (rectangle.get(1) + rectangle.get(3) / 2);
    assertEquals(Color.BLUE.getRGB(), png(plot).getRGB(centreX, centreY));
  }

  @Test
  void pointsWithoutAPlaceBreakALine() throws IOException {
    double[] xs = {0, 1, 2, 3, 4};
    double[] ys = {10, 10, -1, 10, Double.NaN};
    String svg = svg(Canvas.of(800, 600, new Plot(X, Y).line(xs, ys, Pen.solid(Color.RED, 3))));
    String path = found("(?s)<path d=\"([^\"]*)\"[^>]*rgb\\(255,0,0\\)", svg).getFirst();
    assertEquals(2, path.chars().filter(c -> c == 'M').count(), path);
    assertEquals(1, path.chars().filter(c -> c == 'L').count(), path);
  }

  @Test
  void sharedLegendShowsANameOnce() throws IOException {
    Pen pen = Pen.dashed(Palette.RED, 5);
    Plot left = new Plot(X, Y).entry("common", pen).entry("left only", pen);
    Plot right = new Plot(X, Y).entry("common", pen);
    String svg = svg(Canvas.inColumns(1600, 800, 2, List.of(left, right)).legendBelow());
    assertEquals(1, found("(>common<)", svg).size());
    assertEquals(1, found("(>left only<)", svg).size());
  }

  @Test
  void subscriptsAreLowerAndSuperscriptsHigher() throws IOException {
    Plot plot = new Plot(Axis.linear("a_b^{cd}_", 0, 1), Axis.linear("", 0, 1));
    String svg = svg(Canvas.of(800, 600, plot));
    double base = ordinate("a", svg);
    assertTrue(ordinate("b", svg) > base + 5);
    assertTrue(ordinate("cd", svg) < base - 5);
    assertEquals(base, ordinate("_", svg));
  }

  private static double ordinate(String text, String svg) {
    Pattern pattern = Pattern.compile("<text [^>]*\\by=\"([0-9.]+)\">" + text + "</text>");
    MatchResult found = pattern.matcher(svg).results().findFirst().orElseThrow();
    return Double.parseDouble(found.group(1));
  }

  @Test
  void axesOfAColumnAreAligned() throws IOException {
    Plot narrow = new Plot(X, Axis.linear("y", 0, 9)).line(new double[2], new double[2], pen());
    Plot wide = new Plot(X, Axis.linear("y", 0, 90_000)).line(new double[2], new double[2], pen());
    String svg = svg(Canvas.inColumns(1600, 1200, 1, List.of(narrow, wide)));
    List<String> lefts = found("(?s)<clipPath.*?<rect [^>]*\\bx=\"([0-9.]+)\"", svg);
    assertEquals(2, lefts.size(), lefts.toString());
    assertEquals(lefts.get(0), lefts.get(1));
  }

  private static Pen pen() {
    return Pen.solid(Palette.BLACK, 3);
  }
}
