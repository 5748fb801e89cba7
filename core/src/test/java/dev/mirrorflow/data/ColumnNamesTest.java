package dev.mirrorflow.data;

import static dev.mirrorflow.data.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColumnNamesTest {

  @Test
  void columnsAreFoundByNameAndByPosition() {
    ColumnNames names = new ColumnNames(List.of("a", "y", "0"));
    assertEquals(1, names.find("target", "y"));
    assertEquals(1, names.find("target", "1"));
    assertEquals(2, names.find("target", "0"), "a name before a position");
  }

  @Test
  void unsuitableColumnsAreRefused() {
    ColumnNames names = new ColumnNames(List.of("a", "y", "y"));
    assertRefused(
        "unknown target column 'foo'; the file has: a, y, y", () -> names.find("target", "foo"));
    assertRefused("unknown target column '3'", () -> names.find("target", "3"));
    assertRefused("unknown target column '-1'", () -> names.find("target", "-1"));
    assertRefused(
        "the target 'y' names columns 2 and 3; rename one", () -> names.find("target", "y"));
    ColumnNames wide = new ColumnNames(IntStream.range(0, 20).mapToObj(j -> "g" + j).toList());
    assertRefused(
        "the file has: g0, g1, g2, g3, g4, g5, g6, g7 and 12 more",
        () -> wide.find("target", "foo"));
  }
}
