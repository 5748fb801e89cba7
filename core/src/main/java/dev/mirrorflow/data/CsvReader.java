package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads tables of text: UTF-8, cells separated by commas, semicolons, tabs or blanks and possibly
 * quoted (RFC 4180), lines that begin with # left out, packed with gzip if the name ends in .gz. A
 * column whose first value is no number is one of words. The text is read record by record; the
 * numbers take twice the memory of the matrix while it is built.
 */
public final class CsvReader {

  /** What pandas calls a column that it once wrote without a name. */
  private static final Set<String> NAMELESS = Set.of("", "Unnamed: 0");

  private final Path path;
  private final CsvParser parser;
  private final TextFormat format;
  private final List<String> cells = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private ColumnNames names;
  private Optional<Integer> index = Optional.empty();

  /** Whether the cells are of a record that is still to be taken. */
  private boolean isWaiting;

  private CsvReader(Path path, CsvParser parser, TextFormat format) {
    this.path = path;
    this.parser = parser;
    this.format = format;
  }

  /**
   * The whole file, a column of words as its indicators.
   *
   * @throws BadDataException naming the file, the line from 1 and the column, if a cell is empty,
   *     not a number or not finite, a line has the wrong number of cells, a column has no name,
   *     there is no header or no data, or the file is not UTF-8 text
   */
  public static Table read(Path path) {
    TextTable table = table(path, TextFormat.DEFAULT, Set.of());
    int[] all = IntStream.range(0, table.columns().size()).toArray();
    FeatureCoding coding = FeatureCoding.of(table, all);
    return new Table(coding.names(), coding.matrix(table, all));
  }

  /**
   * The rows one by one, for a file larger than memory; all columns are numbers.
   *
   * @throws BadDataException as {@link #read}
   */
  public static void readRows(Path path, Rows.Taker taker) {
    try (CsvParser parser = CsvParser.open(path, TextFormat.DEFAULT)) {
      CsvReader reader = new CsvReader(path, parser, TextFormat.DEFAULT);
      reader.begin();
      reader.rows(reader.positions(), reader.columns(TextColumn.Kind.NUMBERS, Set.of()), taker);
    } catch (IOException e) {
      throw FileError.reading(path, e);
    }
  }

  /**
   * The whole file, not yet features.
   *
   * @param words the columns that are of words whatever they hold
   * @throws BadDataException as {@link #read}
   */
  static TextTable table(Path path, TextFormat format, Set<String> words) {
    try (CsvParser parser = CsvParser.open(path, format)) {
      return new CsvReader(path, parser, format).table(words);
    } catch (IOException e) {
      throw FileError.reading(path, e);
    }
  }

  private TextTable table(Set<String> words) throws IOException {
    begin();
    int[] positions = positions();
    List<TextColumn> columns = columns(TextColumn.Kind.UNKNOWN, words);
    List<double[]> rows = new ArrayList<>();
    rows(
        positions,
        columns,
        row -> {
          rows.add(row);
          HeapLimit.check(path, rows.size(), row.length);
        });
    return new TextTable(path, names, positions, columns, rows, notes);
  }

  /** Reads the names of the columns, and the first record to see what they are of. */
  private void begin() throws IOException {
    if (!parser.next(cells)) {
      throw FileError.at(path, "holds no text; give a header line and data rows");
    }
    if (format.delimiter().isEmpty() && parser.delimiter() != ',') {
      notes.add(fileName() + " is separated by " + Delimiter.name(parser.delimiter()));
    }
    if (format.header()) {
      names = new ColumnNames(cells.stream().map(String::strip).toList());
      if (names.names().stream().allMatch(CsvReader::isNumber) && !isCount()
          || names.names().stream().anyMatch(CsvReader::isFraction)) {
        throw FileError.at(
            path,
            "line 1 holds numbers where the column names should be; add a header line or give"
                + " --no-header");
      }
      isWaiting = parser.next(cells);
      boolean isOfR = parser.delimiter() == ' ' || parser.delimiter() == '\t';
      if (isWaiting && isOfR && cells.size() == names.names().size() + 1) {
        List<String> more = new ArrayList<>(List.of(""));
        more.addAll(names.names());
        names = new ColumnNames(more);
      }
    } else {
      names = ColumnNames.counted(cells.size());
      isWaiting = true;
    }
    index = index();
  }

  private String fileName() {
    return FileError.excerpt(path.getFileName().toString());
  }

  private Optional<Integer> index() {
    try {
      if (format.index().isPresent()) {
        return Optional.of(names.find("index", format.index().get()));
      }
    } catch (BadDataException e) {
      throw FileError.at(path, e);
    }
    if (names.names().size() > 1 && NAMELESS.contains(names.names().getFirst())) {
      notes.add(fileName() + ": the first column has no name and is taken for the index");
      return Optional.of(0);
    }
    return Optional.empty();
  }

  /** The columns that are wanted, rising. */
  private int[] positions() {
    List<Integer> dropped = new ArrayList<>();
    try {
      format.drop().forEach(name -> dropped.add(names.find("dropped", name)));
    } catch (BadDataException e) {
      throw FileError.at(path, e);
    }
    int[] kept =
        IntStream.range(0, names.names().size())
            .filter(j -> !dropped.contains(j) && !index.equals(Optional.of(j)))
            .toArray();
    if (kept.length == 0) {
      throw FileError.at(path, "has no column but the index and those dropped");
    }
    for (int j : kept) {
      if (names.names().get(j).isEmpty()) {
        throw FileError.at(
            path,
            "line 1: column %d has no name; name it, or leave it out with --drop %d"
                .formatted(j + 1, j));
      }
    }
    return kept;
  }

  private List<TextColumn> columns(TextColumn.Kind kind, Set<String> words) {
    return IntStream.of(positions())
        .mapToObj(names.names()::get)
        .map(name ->
            new TextColumn(name, format, words.contains(name) ? TextColumn.Kind.WORDS : kind))
        .toList();
  }

  private void rows(int[] positions, List<TextColumn> columns, Rows.Taker taker)
      throws IOException {
    boolean empty = true;
    long blankLine = 0;
    while (isWaiting || parser.next(cells)) {
      isWaiting = false;
      boolean blank = cells.size() == 1 && cells.getFirst().isBlank();
      if (blankLine > 0 && !blank) {
        throw FileError.at(path, "line " + blankLine + " is empty; remove it or fill in a value");
      }
      if (!blank) {
        taker.take(row(positions, columns));
        empty = false;
      } else if (blankLine == 0) {
        blankLine = parser.line();
      }
    }
    if (empty) {
      throw FileError.at(path, "has a header but no data rows; at least one sample is needed");
    }
  }

  private double[] row(int[] positions, List<TextColumn> columns) {
    if (cells.size() != names.names().size()) {
      throw FileError.at(
          path,
          "line %d has %d cells but the %s has %d; cells are separated by %s, and text that holds one needs quotes"
              .formatted(
                  parser.line(),
                  cells.size(),
                  format.header() ? "header" : "first line",
                  names.names().size(),
                  Delimiter.name(parser.delimiter())));
    }
    double[] row = new double[positions.length];
    for (int j = 0; j < row.length; j++) {
      try {
        row[j] = columns.get(j).value(cells.get(positions[j]));
      } catch (BadDataException e) {
        String place =
            "line %d, column %s: "
                .formatted(parser.line(), FileError.quoted(columns.get(j).name()));
        throw FileError.at(path, new BadDataException(place + e.getMessage(), e));
      }
    }
    return row;
  }

  /** Names 0, 1, 2, ... are what pandas gives to columns without names. */
  private boolean isCount() {
    return names.equals(ColumnNames.counted(names.names().size()));
  }

  private static boolean isNumber(String cell) {
    return !Double.isNaN(NumberText.parse(cell, '.'));
  }

  /** Whether it is a number that no one gives as a name, such as 2019 is given. */
  private static boolean isFraction(String cell) {
    return isNumber(cell) && !cell.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
