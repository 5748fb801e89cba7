package dev.mirrorflow.track.html;

import dev.mirrorflow.track.svg.Markup;
import dev.mirrorflow.track.svg.Scale;
import java.util.Locale;

/**
 * A low drawing as wide as its place: positions along it are shares of the width, sizes are pixels,
 * so that dots stay round and words keep their size on any screen.
 */
final class Strip {

  private final StringBuilder body = new StringBuilder();
  private final Scale x;
  private final int height;
  private final String title;

  /**
   * An empty strip.
   *
   * @param x from values to 0 .. 100
   * @param title what it shows, for those who hear it
   */
  Strip(Scale x, int height, String title) {
    this.x = x;
    this.height = height;
    this.title = title;
  }

  /** A box over the whole height. */
  void band(double from, double to, String style) {
    body.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.2f%%\" y=\"0\" width=\"%.2f%%\" height=\"%d\" class=\"%s\"/>",
            x.at(from),
            x.at(to) - x.at(from),
            height,
            style));
  }

  /** A line over the whole height. */
  void upright(double at, String style) {
    line(at, 0, at, height, style);
  }

  /** A line along the middle. */
  void level(double from, double to, String style) {
    line(from, height / 2.0, to, height / 2.0, style);
  }

  private void line(double from, double top, double to, double bottom, String style) {
    body.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.2f%%\" y1=\"%.1f\" x2=\"%.2f%%\" y2=\"%.1f\" class=\"%s\"/>",
            x.at(from),
            top,
            x.at(to),
            bottom,
            style));
  }

  /** A dot on the middle line, with a text for who points at it. */
  void dot(double at, double radius, String style, String tip) {
    body.append(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%.2f%%\" cy=\"%.1f\" r=\"%.1f\" class=\"%s\"><title>%s</title></circle>",
            x.at(at),
            height / 2.0,
            radius,
            style,
            Markup.escape(tip)));
  }

  /** Words under a place, whole at both ends of the strip. */
  void word(double at, String style, String words) {
    double share = x.at(at);
    body.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.2f%%\" y=\"%d\" text-anchor=\"%s\" class=\"%s\">%s</text>",
            share,
            height - 4,
            share < 6 ? "start" : share > 94 ? "end" : "middle",
            style,
            Markup.escape(words)));
  }

  /** The element. */
  @Override
  public String toString() {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"strip\" height=\""
        + height
        + "\" role=\"img\"><title>"
        + Markup.escape(title)
        + "</title>"
        + body
        + "</svg>";
  }
}
