package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import java.util.List;
import java.util.stream.IntStream;

/** The names of the columns of a table, of which one is asked for by name or position. */
record ColumnNames(List<String> names) {

  private static final int NAMES_SHOWN = 8;

  ColumnNames {
    names = List.copyOf(names);
  }

  /** The positions from 0, as the names of columns that have none. */
  static ColumnNames counted(int columns) {
    return new ColumnNames(IntStream.range(0, columns).mapToObj(Integer::toString).toList());
  }

  /**
   * Where a column is.
   *
   * @param what it is to be, for complaints, such as target
   * @param asked its name, or its position from 0 if that is no name
   * @throws BadDataException if there is none, or more than one of the name
   */
  int find(String what, String asked) {
    int at = names.indexOf(asked);
    if (at < 0 && asked.matches("\\d{1,9}") && Integer.parseInt(asked) < names.size()) {
      return Integer.parseInt(asked);
    }
    if (at < 0) {
      throw new BadDataException(
          "unknown " + what + " column " + FileError.quoted(asked) + "; the file has: " + shown());
    }
    if (names.lastIndexOf(asked) != at) {
      throw new BadDataException(
          "the %s %s names columns %d and %d; rename one of them"
              .formatted(what, FileError.quoted(asked), at + 1, names.lastIndexOf(asked) + 1));
    }
    return at;
  }

  /** The first names, for people. */
  String shown() {
    List<String> shown = names.stream().limit(NAMES_SHOWN).map(FileError::excerpt).toList();
    int hidden = names.size() - shown.size();
    return String.join(", ", shown) + (hidden > 0 ? " and " + hidden + " more" : "");
  }
}
