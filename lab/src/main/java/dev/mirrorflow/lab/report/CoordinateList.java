package dev.mirrorflow.lab.report;

import dev.mirrorflow.file.FileError;
import dev.mirrorflow.lab.input.Features;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Coordinates in a cell of a table. */
final class CoordinateList {

  private static final int SHOWN = 8;

  private CoordinateList() {}

  /** The names of features; a dash for none, the first few and their number for many. */
  static String cell(int[] coordinates, Features features) {
    if (coordinates.length == 0) {
      return "-";
    }
    String text =
        Arrays.stream(coordinates)
            .limit(SHOWN)
            .mapToObj(features::name)
            .map(FileError::excerpt)
            .collect(Collectors.joining(features.haveNames() ? ", " : ","));
    return coordinates.length <= SHOWN ? text : text + ",… (" + coordinates.length + ")";
  }

  /** {@code 0 3 17}, all of them, for CSV. */
  static String words(int[] coordinates) {
    return Arrays.stream(coordinates).mapToObj(Integer::toString).collect(Collectors.joining(" "));
  }
}
