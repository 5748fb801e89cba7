package dev.mirrorflow.data;

import dev.mirrorflow.file.FileError;
import dev.mirrorflow.linalg.DesignMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the columns of a table become features: one of numbers is a feature, one of words as many as
 * it has kinds of words, which are 1 where the word is and 0 elsewhere.
 */
final class FeatureCoding {

  private static final int WORDS_SHOWN = 4;

  /**
   * A column.
   *
   * @param words in alphabetical order, none for a column of numbers
   */
  private record Column(String name, List<String> words) {
    int width() {
      return Math.max(1, words.size());
    }
  }

  private final List<Column> columns;

  private FeatureCoding(List<Column> columns) {
    this.columns = columns;
  }

  /**
   * The coding of the columns of a training set.
   *
   * @param wanted which columns of the table, rising
   * @throws dev.mirrorflow.error.BadDataException naming the file, if one is of words that differ
   *     in every row
   */
  static FeatureCoding of(TextTable table, int[] wanted) {
    List<Column> columns = new ArrayList<>();
    for (int j : wanted) {
      TextColumn column = table.columns().get(j);
      List<String> words = column.words().stream().sorted().toList();
      if (words.size() > 2 && words.size() == table.rows().size()) {
        throw FileError.at(
            table.path(),
            "column "
                + FileError.quoted(column.name())
                + " is text that differs in every row; make it the index with --index or leave it"
                + " out with --drop");
      }
      columns.add(new Column(column.name(), words));
    }
    return new FeatureCoding(columns);
  }

  /** The names of the features, such as age and colour=red. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (Column column : columns) {
      if (column.words().isEmpty()) {
        names.add(column.name());
      }
      column.words().forEach(word -> names.add(column.name() + "=" + word));
    }
    return names;
  }

  /** The columns that are of words, whatever a test set has there. */
  Set<String> columnsOfWords() {
    return columns.stream()
        .filter(column -> !column.words().isEmpty())
        .map(Column::name)
        .collect(Collectors.toSet());
  }

  /** What there is to say to people. */
  List<String> notes() {
    return columns.stream()
        .filter(column -> !column.words().isEmpty())
        .map(column ->
            "column "
                + FileError.quoted(column.name())
                + " is text: "
                + column.width()
                + " features, 1 where it is "
                + column.words().stream()
                    .limit(WORDS_SHOWN)
                    .map(FileError::excerpt)
                    .collect(Collectors.joining(", "))
                + (column.width() > WORDS_SHOWN ? " and so on" : ""))
        .toList();
  }

  /**
   * The features of a table, NaN where a value is missing.
   *
   * @param wanted which columns of the table, rising
   * @throws dev.mirrorflow.error.BadDataException naming the file, if they are not the columns of
   *     the training set, one has a word that the training set has not, or X does not fit in the
   *     heap
   */
  DesignMatrix matrix(TextTable table, int[] wanted) {
    requireColumns(table, wanted);
    int d = columns.stream().mapToInt(Column::width).sum();
    HeapLimit.check(table.path(), table.rows().size(), d);
    int[][] places = new int[wanted.length][];
    for (int c = 0; c < wanted.length; c++) {
      places[c] = places(table, table.columns().get(wanted[c]), columns.get(c));
    }
    DesignMatrix x = DesignMatrix.zeros(table.rows().size(), d);
    double[] row = new double[d];
    for (int i = 0; i < table.rows().size(); i++) {
      Arrays.fill(row, 0);
      double[] values = table.rows().get(i);
      int at = 0;
      for (int c = 0; c < wanted.length; c++) {
        double value = values[wanted[c]];
        int width = columns.get(c).width();
        if (columns.get(c).words().isEmpty()) {
          row[at] = value;
        } else if (Double.isNaN(value)) {
          Arrays.fill(row, at, at + width, Double.NaN);
        } else {
          row[at + places[c][(int) value]] = 1;
        }
        at += width;
      }
      x.setRow(i, row);
    }
    return x;
  }

  private void requireColumns(TextTable table, int[] wanted) {
    for (int c = 0; c < Math.max(wanted.length, columns.size()); c++) {
      if (wanted.length != columns.size()
          || !table.columns().get(wanted[c]).name().equals(columns.get(c).name())) {
        throw FileError.at(
            table.path(),
            "the test data have the columns "
                + table.names().shown()
                + " and the training data "
                + new ColumnNames(columns.stream().map(Column::name).toList()).shown()
                + "; give both the same columns in the same order");
      }
    }
  }

  /** Where each word of a table has its feature. */
  private static int[] places(TextTable table, TextColumn column, Column coded) {
    if (coded.words().isEmpty() && column.isOfWords()) {
      throw FileError.at(
          table.path(),
          "column "
              + FileError.quoted(column.name())
              + " is text, which the training data have numbers in");
    }
    return column.words().stream()
        .mapToInt(word -> {
          int place = coded.words().indexOf(word);
          if (place < 0) {
            throw FileError.at(
                table.path(),
                "column "
                    + FileError.quoted(column.name())
                    + " holds "
                    + FileError.quoted(word)
                    + ", which no training sample has; drop the column or such samples");
          }
          return place;
        })
        .toArray();
  }
}
