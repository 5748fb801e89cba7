package dev.mirrorflow.track.html;

import dev.mirrorflow.track.svg.Svg;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Speed-ups as a table of coloured cells: blue is faster, red is slower, white is one. */
public final class HeatMap {

  private static final int WIDTH = 440;
  private static final int LABEL = 150;
  private static final int ROW = 22;
  private static final int TOP = 42;

  /** A speed-up of this, or its inverse, has the full colour. */
  private static final double FULL = 4;

  private HeatMap() {}

  /**
   * The map.
   *
   * @param rows by their name the cells by their column's name; a missing one stays empty
   */
  public static String of(
      String title, List<String> columns, Map<String, Map<String, Double>> rows) {
    Svg svg = new Svg(WIDTH, TOP + rows.size() * ROW + 4, title);
    svg.text(4, 14, "start", "row", title);
    double step = (WIDTH - LABEL) / (double) columns.size();
    for (int c = 0; c < columns.size(); c++) {
      svg.text(LABEL + (c + 0.5) * step, TOP - 8, "middle", "tick", columns.get(c));
    }
    int r = 0;
    for (Map.Entry<String, Map<String, Double>> row : rows.entrySet()) {
      double top = TOP + r++ * (double) ROW;
      svg.text(LABEL - 6, top + 15, "end", "tick", row.getKey());
      for (int c = 0; c < columns.size(); c++) {
        Double value = row.getValue().get(columns.get(c));
        if (value != null) {
          String text = String.format(Locale.ROOT, "%.2f", value);
          String tip = row.getKey() + ", " + columns.get(c) + ": " + text;
          svg.cell(LABEL + c * step, top, step - 1, ROW - 1.0, colour(value), tip);
          svg.text(LABEL + (c + 0.5) * step, top + 15, "middle", "cell", text);
        }
      }
    }
    return svg.toString();
  }

  /** White at one, deeper with the logarithm. */
  private static String colour(double speedup) {
    double share = Math.min(Math.max(Math.log(speedup) / Math.log(FULL), -1), 1);
    int light = (int) Math.round(96 - 36 * Math.abs(share));
    return "hsl(" + (share >= 0 ? 210 : 10) + ",75%," + light + "%)";
  }
}
