package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A table of text that has been read, without the columns that are not wanted.
 *
 * @param path to name in complaints
 * @param all the names of all columns in the file
 * @param positions in the file of those that are here
 * @param columns that are here
 * @param rows a number for each column, as {@link TextColumn#value} has it
 * @param notes how it was read, for people
 */
record TextTable(
    Path path,
    ColumnNames all,
    int[] positions,
    List<TextColumn> columns,
    List<double[]> rows,
    List<String> notes) {

  /**
   * Which of the columns here one is.
   *
   * @param asked name, or position in the file
   * @throws BadDataException naming the file, if it is none of these
   */
  int find(String what, String asked) {
    int position;
    try {
      position = all.find(what, asked);
    } catch (BadDataException e) {
      throw FileError.at(path, e);
    }
    int at = Arrays.binarySearch(positions, position);
    if (at < 0) {
      throw FileError.at(
          path, "the " + what + " " + FileError.quoted(asked) + " is the index or dropped");
    }
    return at;
  }

  /** The names of the columns here. */
  ColumnNames names() {
    return new ColumnNames(columns.stream().map(TextColumn::name).toList());
  }
}
