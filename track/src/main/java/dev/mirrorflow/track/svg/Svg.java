package dev.mirrorflow.track.svg;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A drawing as inline SVG, coloured by the style sheet of its page. */
public final class Svg {

  private final StringBuilder body = new StringBuilder();
  private final int width;
  private final int height;
  private final String title;

  /**
   * An empty drawing.
   *
   * @param title what it shows, for those who hear it
   */
  public Svg(int width, int height, String title) {
    this.width = width;
    this.height = height;
    this.title = title;
  }

  /** A line of a style class. */
  public void line(double x1, double y1, double x2, double y2, String style) {
    add("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" class=\"%s\"/>", x1, y1, x2, y2, style);
  }

  /** A dot of a style class, with a text for who points at it. */
  public void dot(double x, double y, double radius, String style, String tip) {
    add(
        "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" class=\"%s\">%s</circle>",
        x, y, radius, style, tip(tip));
  }

  /** A rectangle of a style class, with a text for who points at it. */
  public void box(double x, double y, double w, double h, String style, String tip) {
    add(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" class=\"%s\">%s</rect>",
        x, y, w, h, style, tip(tip));
  }

  /** A rectangle of a colour, with a text for who points at it. */
  public void cell(double x, double y, double w, double h, String colour, String tip) {
    add(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\">%s</rect>",
        x, y, w, h, colour, tip(tip));
  }

  /**
   * Words.
   *
   * @param anchor start, middle or end
   */
  public void text(double x, double y, String anchor, String style, String words) {
    add(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" class=\"%s\">%s</text>",
        x, y, anchor, style, Markup.escape(words));
  }

  /** A line through points, each x and y. */
  public void path(List<double[]> points, String style) {
    String all =
        points.stream()
            .map(p -> number(p[0]) + "," + number(p[1]))
            .collect(Collectors.joining(" "));
    body.append("<polyline points=\"").append(all).append("\" class=\"").append(style);
    body.append("\"/>\n");
  }

  private static String tip(String text) {
    return text.isEmpty() ? "" : "<title>" + Markup.escape(text) + "</title>";
  }

  private void add(String format, Object... values) {
    Object[] texts = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      texts[i] = values[i] instanceof Double d ? number(d) : values[i];
    }
    body.append(String.format(Locale.ROOT, format, texts)).append('\n');
  }

  private static String number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("nothing can be drawn at " + value);
    }
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** The element. */
  @Override
  public String toString() {
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">%n"
                + "<title>%s</title>%n",
            width,
            height,
            Markup.escape(title))
        + body
        + "</svg>\n";
  }
}
