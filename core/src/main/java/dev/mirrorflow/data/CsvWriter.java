package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import dev.mirrorflow.file.TextFile;
import dev.mirrorflow.linalg.DesignMatrix;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * Writes CSV files (RFC 4180 with line feeds, UTF-8), whole or not at all, as {@link TextFile}
 * does. Doubles are written with the fewest digits that read back to the same bits.
 */
public final class CsvWriter {

  private CsvWriter() {}

  /**
   * Writes a header line and rows of cells.
   *
   * @param columns the column names
   * @param rows the rows, taken one at a time; a cell is a number (an infinite one is written as
   *     inf or -inf), a text, or null where there is no value
   * @throws BadDataException if the file cannot be written, a row's length is not the header's, or
   *     a number is NaN; a missing value is to be null
   */
  public static void write(Path path, List<String> columns, Iterable<? extends List<?>> rows) {
    write(path, columns, rows, number -> !Double.isNaN(number));
  }

  private static void write(
      Path path, List<String> columns, Iterable<? extends List<?>> rows, DoublePredicate allowed) {
    TextFile.write(
        path,
        out -> {
          try (Writer writer =
              new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            writeRow(writer, columns);
            int i = 0;
            for (List<?> row : rows) {
              check(path, columns, row, i++, allowed);
              writeRow(writer, row);
            }
          }
        });
  }

  /**
   * Writes a table, one line for each sample.
   *
   * @throws BadDataException if the file cannot be written or a number is not finite
   */
  public static void write(Path path, Table table) {
    Iterable<List<Double>> rows = () -> rows(table.values());
    write(path, table.columns(), rows, Double::isFinite);
  }

  private static Iterator<List<Double>> rows(DesignMatrix values) {
    double[] row = new double[values.columns()];
    return IntStream.range(0, values.rows())
        .mapToObj(i -> {
          values.copyRow(i, row);
          return Arrays.stream(row).boxed().toList();
        })
        .iterator();
  }

  private static void check(
      Path path, List<String> columns, List<?> row, int i, DoublePredicate allowed) {
    if (row.size() != columns.size()) {
      throw FileError.at(
          path,
          "is not written: row "
              + i
              + " has "
              + row.size()
              + " cells, the header "
              + columns.size());
    }
    for (int j = 0; j < row.size(); j++) {
      if (row.get(j) instanceof Number number && !allowed.test(number.doubleValue())) {
        throw FileError.at(
            path,
            "is not written: row "
                + i
                + " (counted from 0), column "
                + FileError.quoted(columns.get(j))
                + " is "
                + number
                + "; leave the cell empty instead");
      }
    }
  }

  private static void writeRow(Writer writer, List<?> cells) throws IOException {
    for (int j = 0; j < cells.size(); j++) {
      if (j > 0) {
        writer.write(',');
      }
      writer.write(text(cells.get(j)));
    }
    writer.write('\n');
  }

  private static String text(Object cell) {
    if (cell instanceof Double number && number.isInfinite()) {
      return number > 0 ? "inf" : "-inf";
    }
    return cell == null ? "" : quotedWhereNeeded(cell.toString());
  }

  private static String quotedWhereNeeded(String text) {
    boolean plain =
        text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
            && text.equals(text.strip());
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
