package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import dev.mirrorflow.linalg.DesignMatrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV files of numbers: UTF-8, a header line of column names, cells separated by commas and
 * possibly quoted (RFC 4180), decimal points. The text is read record by record; the numbers take
 * twice the memory of the matrix while it is built.
 */
public final class CsvReader {

  private final Path path;
  private final CsvParser parser;
  private final List<String> cells = new ArrayList<>();

  private CsvReader(Path path, CsvParser parser) {
    this.path = path;
    this.parser = parser;
  }

  /**
   * The whole file.
   *
   * @throws BadDataException naming the file, the line from 1 and the column, if a cell is empty,
   *     not a number or not finite, a line has the wrong number of cells, a column has no name,
   *     there is no header or no data, or the file is not UTF-8 text
   */
  public static Table read(Path path) {
    try (CsvParser parser = CsvParser.open(path)) {
      return new CsvReader(path, parser).table();
    } catch (IOException e) {
      throw FileError.reading(path, e);
    }
  }

  /**
   * A file with one column, as a vector.
   *
   * @throws BadDataException as {@link #read}, or if there is more than one column
   */
  public static double[] readVector(Path path) {
    Table table = read(path);
    if (table.columns().size() != 1) {
      throw FileError.at(
          path,
          "has "
              + table.columns().size()
              + " columns but a vector needs one; keep the target column only");
    }
    double[] y = new double[table.values().rows()];
    for (int i = 0; i < y.length; i++) {
      y[i] = table.values().get(i, 0);
    }
    return y;
  }

  /**
   * The rows one by one, for a file larger than memory.
   *
   * @throws BadDataException as {@link #read}
   */
  public static void readRows(Path path, Rows.Taker taker) {
    try (CsvParser parser = CsvParser.open(path)) {
      CsvReader reader = new CsvReader(path, parser);
      reader.rows(reader.header(), taker);
    } catch (IOException e) {
      throw FileError.reading(path, e);
    }
  }

  private Table table() throws IOException {
    List<String> columns = header();
    List<double[]> rows = new ArrayList<>();
    rows(columns, rows::add);
    HeapLimit.check(path, rows.size(), columns.size());
    DesignMatrix values = DesignMatrix.zeros(rows.size(), columns.size());
    for (int i = 0; i < rows.size(); i++) {
      values.setRow(i, rows.get(i));
    }
    return new Table(columns, values);
  }

  private void rows(List<String> columns, Rows.Taker taker) throws IOException {
    boolean empty = true;
    long blankLine = 0;
    while (parser.next(cells)) {
      boolean blank = cells.size() == 1 && cells.getFirst().isBlank();
      if (blankLine > 0 && !blank) {
        throw FileError.at(path, "line " + blankLine + " is empty; remove it or fill in a value");
      }
      if (!blank) {
        taker.take(row(columns));
        empty = false;
      } else if (blankLine == 0) {
        blankLine = parser.line();
      }
    }
    if (empty) {
      throw FileError.at(path, "has a header but no data rows; at least one sample is needed");
    }
  }

  private List<String> header() throws IOException {
    if (!parser.next(cells)) {
      throw FileError.at(path, "holds no text; give a header line and data rows");
    }
    List<String> columns = cells.stream().map(String::strip).toList();
    int unnamed = columns.indexOf("");
    if (unnamed >= 0) {
      throw FileError.at(
          path,
          "line 1: column "
              + (unnamed + 1)
              + " has no name; name it, or drop it if it only counts the rows");
    }
    if (columns.stream().allMatch(CsvReader::isNumber) && !isCount(columns)) {
      throw FileError.at(
          path, "line 1 holds numbers where the column names should be; add a header line");
    }
    return columns;
  }

  private double[] row(List<String> columns) {
    if (cells.size() != columns.size()) {
      throw FileError.at(
          path,
          "line "
              + parser.line()
              + " has "
              + cells.size()
              + " cells but the header has "
              + columns.size()
              + "; numbers need a decimal point, text with commas needs quotes");
    }
    double[] row = new double[columns.size()];
    for (int j = 0; j < row.length; j++) {
      row[j] = number(cells.get(j).strip(), columns.get(j));
    }
    return row;
  }

  private double number(String cell, String column) {
    double value = parse(cell);
    if (Double.isFinite(value)) {
      return value;
    }
    if (Double.isInfinite(value)) {
      throw error(column, FileError.quoted(cell) + " is beyond the range of double; rescale it");
    }
    if (cell.isEmpty()) {
      throw error(column, "the cell is empty; fill in a value or drop the row");
    }
    if (cell.matches("(?i)[+-]?(nan|inf|infinity)")) {
      throw error(column, FileError.quoted(cell) + " is not finite; impute it or drop the row");
    }
    throw error(
        column,
        FileError.quoted(cell)
            + " is not a number; write digits with a decimal point, or drop the column");
  }

  private BadDataException error(String column, String message) {
    return FileError.at(
        path, "line " + parser.line() + ", column " + FileError.quoted(column) + ": " + message);
  }

  /** Names 0, 1, 2, ... are what pandas gives to columns without names. */
  private static boolean isCount(List<String> columns) {
    for (int j = 0; j < columns.size(); j++) {
      if (!columns.get(j).equals(Integer.toString(j))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNumber(String cell) {
    return !Double.isNaN(parse(cell));
  }

  /** The value, or NaN if it is not in decimal notation: Java would also take 1f and 0x1p3. */
  private static double parse(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (!(c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E')) {
        return Double.NaN;
      }
    }
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }
}
