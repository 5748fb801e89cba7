package dev.mirrorflow.lab.plot;

import java.awt.Color;
import java.util.List;

/**
 * Colours for values.
 *
 * @param axis the values of the first and the last colour; its label is that of the colour bar
 * @param stops two colours or more, evenly spaced along the axis
 */
public record ColorScale(Axis axis, List<Color> stops) {

  public ColorScale {
    stops = List.copyOf(stops);
    if (stops.size() < 2) {
      throw new IllegalArgumentException("a colour scale needs two colours");
    }
  }

  /** The colour of a value; the nearest end's outside the axis, none (transparent) for NaN. */
  public Color of(double value) {
    double fraction = axis.fraction(value);
    if (Double.isNaN(fraction)) {
      return new Color(0, 0, 0, 0);
    }
    double at = Math.clamp(fraction, 0, 1) * (stops.size() - 1);
    int k = Math.min((int) at, stops.size() - 2);
    Color a = stops.get(k);
    Color b = stops.get(k + 1);
    double f = at - k;
    return new Color(
        mix(a.getRed(), b.getRed(), f),
        mix(a.getGreen(), b.getGreen(), f),
        mix(a.getBlue(), b.getBlue(), f));
  }

  private static int mix(int a, int b, double f) {
    return (int) Math.round(a + f * (b - a));
  }
}
