package dev.mirrorflow.track.terminal;

import java.util.List;
import java.util.Locale;

/** Aligned text for people. */
public final class TextTable {

  private TextTable() {}

  /**
   * A line for each row, two spaces between columns.
   *
   * @param rows the heads first; all of one length
   * @param words how many of the first columns hold words, which go to the left; numbers go right
   */
  public static String of(List<String[]> rows, int words) {
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < row.length; c++) {
        int column = c;
        int width = rows.stream().mapToInt(r -> width(r[column])).max().orElse(1);
        String padding = " ".repeat(width - width(row[c]));
        line.append(c < words ? row[c] + padding : padding + row[c]).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** Three digits that count. */
  public static String number(double value) {
    int decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
