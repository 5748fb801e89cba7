package dev.mirrorflow.bench.report;

import java.util.ArrayList;
import java.util.List;

/** A table of text: the first columns, of words, to the left, the others, of numbers, right. */
public final class TextTable {

  private final int words;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table.
   *
   * @param words number of columns to the left
   */
  public TextTable(int words, List<String> headers) {
    this.words = words;
    rows.add(List.copyOf(headers));
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException unless it has a cell for each header
   */
  public void add(List<String> cells) {
    if (cells.size() != rows.getFirst().size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells for " + rows.getFirst().size() + " headers");
    }
    rows.add(List.copyOf(cells));
  }

  /** The lines, each ended; columns are two spaces apart. */
  @Override
  public String toString() {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], width(row.get(c)));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String padding = " ".repeat(widths[c] - width(row.get(c)));
        line.append(c < words ? row.get(c) + padding : padding + row.get(c)).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
