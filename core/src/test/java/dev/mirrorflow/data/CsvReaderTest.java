package dev.mirrorflow.data;

import static dev.mirrorflow.data.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "age,dose\n1,-2.5\n3e2,.5\n",
        "age,dose\r\n1,-2.5\r\n3e2,.5",
        "age,dose\r1,-2.5\r3e2,.5\r",
        "\uFEFFage,dose\n1,-2.5\n3e2,.5\n\n\n",
        "\"age\",\"dose\"\n\"1\",-2.5\n+300., 0.5 \n"
      })
  void readsAllSpellingsOfTheSameTable(String text) throws IOException {
    Table table = CsvReader.read(file(text));
    assertEquals(List.of("age", "dose"), table.columns());
    assertEquals(2, table.values().rows());
    assertEquals(1, table.values().get(0, 0));
    assertEquals(-2.5, table.values().get(0, 1));
    assertEquals(300, table.values().get(1, 0));
    assertEquals(0.5, table.values().get(1, 1));
  }

  @Test
  void quotedNamesMayHoldCommasQuotesAndLineFeeds() throws IOException {
    Table table = CsvReader.read(file("\"a, \"\"b\"\"\",\"c\nd\",α\n1,2,3\n"));
    assertEquals(List.of("a, \"b\"", "c\nd", "α"), table.columns());
  }

  @Test
  void readsMoreThanABuffer() throws IOException {
    int n = 3000;
    StringBuilder text = new StringBuilder("a,b,c\n");
    for (int i = 0; i < n; i++) {
      text.append(i).append(',').append(Math.sqrt(i)).append(",-").append(i).append('\n');
    }
    Table table = CsvReader.read(file(text.toString()));
    assertEquals(n, table.values().rows());
    for (int i = 0; i < n; i++) {
      assertEquals(i, table.values().get(i, 0));
      assertEquals(Math.sqrt(i), table.values().get(i, 1));
      assertEquals(-(double) i, table.values().get(i, 2));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "1f", "1d", "0x1p3", "1_000", "1e", "-", "1 2", "--1", "٣"})
  void textInACellIsNamed(String cell) {
    assertRefused(
        "x.csv: line 3, column 'age': '" + cell + "' is not a number; write digits with a decimal",
        () -> CsvReader.read(file("id,age\n1,2\n2," + cell + "\n")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-inf", "Infinity", "+INF"})
  void valuesThatAreNotFiniteAreNamed(String cell) {
    assertRefused(
        "x.csv: line 2, column 'id': '" + cell + "' is not finite; impute it or drop the row",
        () -> CsvReader.read(file("id,age\n" + cell + ",2\n")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "nan", "NA", "N/A", "null", "None", "?"})
  void missingValuesAreNamed(String cell) {
    assertRefused(
        "x.csv: line 3, column 'id': '"
            + cell
            + "' is a missing value; fill in a value, or give"
            + " --missing drop-rows or mean",
        () -> CsvReader.read(file("id,age\n1,2\n" + cell + ",2\n")));
  }

  @Test
  void otherBadCellsAreNamed() {
    assertRefused(
        "line 3, column 'age': the cell is empty", () -> CsvReader.read(file("id,age\n1,2\n2,\n")));
    assertRefused(
        "line 2, column 'id': '1e999' is beyond the range of double",
        () -> CsvReader.read(file("id\n1e999\n")));
    assertRefused(
        "line 3 has 3 cells but the header has 2",
        () -> CsvReader.read(file("id,age\n1,2\n2,3,5\n")));
    assertRefused(
        "line 2 has 1 cells but the header has 2", () -> CsvReader.read(file("id,age\n1\n")));
    assertRefused("line 3 is empty", () -> CsvReader.read(file("id\n1\n\n2\n")));
    // The quoted name spans two lines.
    assertRefused(
        "line 4, column 'a?b': 'x' is not a number",
        () -> CsvReader.read(file("\"a\nb\"\n1\nx\n")));
  }

  @Test
  void badHeadersAreRefused() throws IOException {
    assertRefused("no data rows", () -> CsvReader.read(file("id,age\n")));
    assertRefused("holds no text", () -> CsvReader.read(file("\uFEFF")));
    assertRefused(
        "line 1: column 2 has no name; name it, or leave it out with --drop 1",
        () -> CsvReader.read(file("age,\n0,4\n")));
    assertRefused(
        "line 1 holds numbers where the column names should be; add a header line or give"
            + " --no-header",
        () -> CsvReader.read(file("1.5,2\n3,4\n")));
    assertRefused(
        "line 1 holds numbers where the column names should be",
        () -> CsvReader.read(file("5.1,3.5,setosa\n4.9,3,setosa\n")));
    assertEquals(
        List.of("0", "1"), CsvReader.read(file("0,1\n3,4\n")).columns(), "as pandas names columns");
  }

  @Test
  void wrongQuotesAreRefused() {
    assertRefused(
        "line 2, cell 1: the cell has an opening quote that is never closed",
        () -> CsvReader.read(file("id,age\n\"1,2\n3,4\n")));
    assertRefused(
        "line 2, cell 2: the cell goes on after its closing quote",
        () -> CsvReader.read(file("id,age\n1,\"2\"3\n")));
    assertRefused(
        "line 2, cell 2: the cell has a quote inside",
        () -> CsvReader.read(file("id,age\n1,2\"3\n")));
    assertRefused(
        "is longer than 2^20 bytes",
        () -> CsvReader.read(file("id\n\"" + "1".repeat((1 << 20) + 1))));
  }

  @Test
  void filesThatAreNotUtf8AreRefused() throws IOException {
    Path path = folder.resolve("x.csv");
    Files.write(path, "id,größe\n1,2\n".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(
        "x.csv: line 1, cell 2: the cell is not valid UTF-8; save the file in UTF-8",
        () -> CsvReader.read(path));
    Files.write(path, "id\n1\n".getBytes(StandardCharsets.UTF_16LE));
    assertRefused("holds a zero byte, so this is not UTF-8", () -> CsvReader.read(path));
    assertRefused("no such file", () -> CsvReader.read(folder.resolve("none.csv")));
    assertRefused("is a folder", () -> CsvReader.read(folder));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("x.csv"), text);
  }
}
