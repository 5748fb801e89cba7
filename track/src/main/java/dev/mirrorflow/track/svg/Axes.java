package dev.mirrorflow.track.svg;

import java.util.Locale;

/** The frame of a plot: ticks with thin lines across, and what is measured. */
public final class Axes {

  private final Svg svg;

  public Axes(Svg svg) {
    this.svg = svg;
  }

  /** Ticks below, their lines from top to bottom. */
  public void below(Scale x, double top, double bottom, String label) {
    for (double tick : x.ticks()) {
      svg.line(x.at(tick), top, x.at(tick), bottom, "grid");
      svg.text(x.at(tick), bottom + 14, "middle", "tick", number(tick));
    }
    svg.text((x.from() + x.to()) / 2, bottom + 29, "middle", "label", label);
  }

  /** Ticks to the left, their lines from left to right; the label above them. */
  public void left(Scale y, double left, double right, String label) {
    for (double tick : y.ticks()) {
      svg.line(left, y.at(tick), right, y.at(tick), "grid");
      svg.text(left - 4, y.at(tick) + 4, "end", "tick", number(tick));
    }
    svg.text(left, y.to() - 8, "start", "label", label);
  }

  /** As few digits as tell it. */
  public static String number(double value) {
    if (value != 0 && (Math.abs(value) >= 1e6 || Math.abs(value) < 1e-3)) {
      return String.format(Locale.ROOT, "%.0e", value);
    }
    String text = String.format(Locale.ROOT, "%.4f", value);
    return text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
