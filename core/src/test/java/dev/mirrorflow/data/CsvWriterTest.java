package dev.mirrorflow.data;

import static dev.mirrorflow.data.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mirrorflow.linalg.DesignMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvWriterTest {

  @TempDir Path folder;

  @Test
  void writesNumbersTextsAndMissingValues() throws IOException {
    Path path = folder.resolve("a.csv");
    CsvWriter.write(
        path,
        List.of("alpha", "steps", "note, \"why\""),
        List.of(
            List.of(0.1, 12L, "plain"),
            List.of(1e-7, 3, "line\nfeed"),
            Arrays.asList(null, 1.0f / 3, " padded")));
    assertEquals(
        """
        alpha,steps,"note, ""why""\"
        0.1,12,plain
        1.0E-7,3,"line
        feed"
        ,0.33333334," padded"
        """,
        Files.readString(path));
  }

  @Test
  void tablesComeBackWithTheSameBits() {
    Path path = folder.resolve("a.csv");
    double[][] rows = {{Math.PI, Double.MIN_VALUE, -0.0}, {Double.MAX_VALUE, 1.0 / 3, 1e22}};
    CsvWriter.write(path, new Table(List.of("a", "b,c", "a"), DesignMatrix.of(rows)));
    Table table = CsvReader.read(path);
    assertEquals(List.of("a", "b,c", "a"), table.columns());
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        assertEquals(rows[i][j], table.values().get(i, j));
      }
    }
  }

  @Test
  void badRowsAreRefusedAndNothingIsWritten() {
    Path path = folder.resolve("a.csv");
    assertRefused(
        "a.csv: is not written: row 1 (counted from 0), column 'b' is NaN; leave the cell empty",
        () ->
            CsvWriter.write(
                path, List.of("a", "b"), List.of(List.of(1, 2), List.of(1, Double.NaN))));
    assertRefused(
        "row 0 has 1 cells, the header 2",
        () -> CsvWriter.write(path, List.of("a", "b"), List.of(List.of(1))));
    assertRefused(
        "its folder does not exist",
        () -> CsvWriter.write(folder.resolve("no").resolve("a.csv"), List.of("a"), List.of()));
    assertFalse(Files.exists(path));
  }

  @Test
  void infinityIsWrittenOfResultsAndRefusedOfData() throws IOException {
    Path path = folder.resolve("a.csv");
    double infinity = Double.POSITIVE_INFINITY;
    CsvWriter.write(path, List.of("a", "b"), List.of(List.of(infinity, -infinity)));
    assertEquals("a,b\ninf,-inf\n", Files.readString(path));
    Table data = new Table(List.of("a"), DesignMatrix.of(new double[][] {{infinity}}));
    assertRefused("column 'a' is Infinity", () -> CsvWriter.write(path, data));
  }
}
