package dev.mirrorflow.lab.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A table of text: columns aligned to the right, two spaces apart. */
public final class Table {

  static final String MISSING = "-";

  private final List<String[]> rows = new ArrayList<>();

  public Table(List<String> headers) {
    rows.add(headers.toArray(String[]::new));
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException unless it has a cell for each header
   */
  public void add(List<String> cells) {
    if (cells.size() != rows.getFirst().length) {
      throw new IllegalArgumentException(
          cells.size() + " cells for " + rows.getFirst().length + " headers");
    }
    rows.add(cells.toArray(String[]::new));
  }

  /** A cell with the value in the format, or inf or -inf; a dash for NaN, where there is none. */
  public static String cell(String format, double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    return Double.isNaN(value) ? MISSING : String.format(Locale.ROOT, format, value);
  }

  /** A cell with the value in the format, or a dash if there is none. */
  public static String cell(String format, OptionalDouble value) {
    return value.isPresent() ? cell(format, value.getAsDouble()) : MISSING;
  }

  /** Prints the table. */
  public void print(PrintWriter out) {
    int[] widths = new int[rows.getFirst().length];
    for (String[] row : rows) {
      for (int j = 0; j < widths.length; j++) {
        widths[j] = Math.max(widths[j], width(row[j]));
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int j = 0; j < widths.length; j++) {
        line.append(" ".repeat(widths[j] - width(row[j]) + (j == 0 ? 0 : 2))).append(row[j]);
      }
      out.println(line);
    }
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
