package dev.mirrorflow.track.html;

import dev.mirrorflow.track.svg.Markup;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Speed-ups as a table of coloured cells: blue is faster, red is slower, white is one. */
public final class HeatMap {

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
    StringBuilder text = new StringBuilder("<figcaption>");
    text.append(Markup.escape(title)).append("</figcaption>");
    text.append("<div class=\"wide\"><table class=\"heat\"><thead><tr><th></th>");
    columns.forEach(c -> text.append("<th class=\"n\">").append(Markup.escape(c)).append("</th>"));
    text.append("</tr></thead><tbody>\n");
    rows.forEach((name, cells) -> {
      text.append("<tr><td>").append(Markup.escape(name)).append("</td>");
      columns.forEach(c -> text.append(cell(cells.get(c))));
      text.append("</tr>\n");
    });
    return text.append("</tbody></table></div>\n").toString();
  }

  private static String cell(Double speedup) {
    return speedup == null
        ? "<td></td>"
        : String.format(
            Locale.ROOT,
            "<td class=\"n\" style=\"background:%s\">%.2f</td>",
            colour(speedup),
            speedup);
  }

  /** White at one, deeper with the logarithm. */
  private static String colour(double speedup) {
    double share = Math.min(Math.max(Math.log(speedup) / Math.log(FULL), -1), 1);
    int light = (int) Math.round(96 - 36 * Math.abs(share));
    return "hsl(" + (share >= 0 ? 210 : 10) + ",75%," + light + "%)";
  }
}
