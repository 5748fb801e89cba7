package dev.mirrorflow.track.report;

import java.util.List;

/** Words and tables of GitHub's Markdown. */
public final class Markdown {

  /** Longest text of one cell or line. */
  private static final int WIDTH = 200;

  private Markdown() {}

  /** Names and parameters come from the file: they must not become markup, mentions or columns. */
  public static String escape(String text) {
    String cut = text.length() > WIDTH ? text.substring(0, WIDTH - 1) + "…" : text;
    return cut.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("[\\r\\n]+", " ")
        .replaceAll("([\\\\`*_\\[\\]|~#])", "\\\\$1")
        .replace("@", "@&#8203;");
  }

  /**
   * A table.
   *
   * @param rows the heads first; all of one length
   * @param words how many of the first columns hold words, which go to the left
   * @param most rows that are shown; the number of the others is said
   */
  public static String table(List<String[]> rows, int words, int most) {
    StringBuilder text = new StringBuilder();
    row(rows.get(0), text);
    for (int c = 0; c < rows.get(0).length; c++) {
      text.append(c < words ? "|:--" : "|--:");
    }
    text.append("|\n");
    rows.stream().skip(1).limit(most).forEach(cells -> row(cells, text));
    if (rows.size() - 1 > most) {
      text.append("\nand ").append(rows.size() - 1 - most).append(" more.\n");
    }
    return text.append('\n').toString();
  }

  private static void row(String[] cells, StringBuilder text) {
    for (String cell : cells) {
      text.append("| ").append(escape(cell)).append(' ');
    }
    text.append("|\n");
  }
}
