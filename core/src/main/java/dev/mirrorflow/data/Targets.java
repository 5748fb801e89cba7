package dev.mirrorflow.data;

import dev.mirrorflow.file.FileError;
import java.util.List;
import java.util.Optional;

/**
 * Targets y as they were read.
 *
 * @param y NaN where one is missing
 * @param labels the two words that became -1 and 1, none if they are numbers
 */
record Targets(double[] y, List<String> labels) {

  /** Numbers. */
  static Targets of(double[] y) {
    return new Targets(y, List.of());
  }

  /**
   * A column of a table.
   *
   * @param known the labels of the training set, empty if this is it
   * @throws dev.mirrorflow.error.BadDataException naming the file, if it is of words that are not
   *     two, or the training set has others or numbers
   */
  static Targets of(TextTable table, int column, Optional<List<String>> known) {
    double[] y = table.rows().stream().mapToDouble(row -> row[column]).toArray();
    TextColumn source = table.columns().get(column);
    if (known.isPresent() && known.get().isEmpty() == source.isOfWords()) {
      throw FileError.at(
          table.path(),
          "the target %s holds %s, but %s in the training data; give both the same"
              .formatted(
                  FileError.quoted(source.name()),
                  source.isOfWords() ? "words" : "numbers",
                  source.isOfWords() ? "numbers" : "words"));
    }
    if (!source.isOfWords()) {
      return of(y);
    }
    List<String> labels = known.orElseGet(() -> source.words().stream().sorted().toList());
    if (labels.size() != 2 || !labels.containsAll(source.words())) {
      throw FileError.at(
          table.path(),
          "the target %s holds the words %s; y must be numbers, or two words which become -1 and 1%s"
              .formatted(
                  FileError.quoted(source.name()),
                  new ColumnNames(source.words()).shown(),
                  known
                      .map(words -> ", " + new ColumnNames(words).shown() + " as in training")
                      .orElse("")));
    }
    for (int i = 0; i < y.length; i++) {
      if (!Double.isNaN(y[i])) {
        y[i] = 2 * labels.indexOf(source.words().get((int) y[i])) - 1;
      }
    }
    return new Targets(y, labels);
  }

  /** What there is to say to people. */
  List<String> notes() {
    return labels.isEmpty()
        ? List.of()
        : List.of(
            "y is -1 where it says %s and 1 where it says %s"
                .formatted(FileError.quoted(labels.get(0)), FileError.quoted(labels.get(1))));
  }
}
