package dev.mirrorflow.data;

import static dev.mirrorflow.data.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mirrorflow.data.TextFormat.Missing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of text as people have them. */
class TextTablesTest {

  private static final TextFormat PLAIN = TextFormat.DEFAULT;

  @TempDir Path folder;

  private static TextFormat format(char delimiter) {
    return new TextFormat(
        Optional.of(delimiter), '.', true, Optional.empty(), List.of(), Missing.REFUSE);
  }

  private static TextFormat with(Missing missing) {
    return new TextFormat(Optional.empty(), '.', true, Optional.empty(), List.of(), missing);
  }

  private DatasetReader reader(TextFormat format, String target) {
    return new DatasetReader(format, Optional.of(target));
  }

  /** The form of the wine quality data: semicolons, and names in quotes. */
  @Test
  void semicolonsAndQuotes() throws IOException {
    DatasetReader reader = reader(PLAIN, "quality");
    Dataset data =
        reader.table(
            file("w.csv", "\"fixed acidity\";\"pH\";\"quality\"\n7.4;3.51;5\n7.8;3.2;6\n"));
    assertEquals(List.of("fixed acidity", "pH"), data.features());
    assertRow(data, 1, 7.8, 3.2);
    assertArrayEquals(new double[] {5, 6}, data.y());
    assertEquals(List.of("w.csv is separated by semicolons"), reader.notes());
  }

  /** The form of the prostate data: tabs, and row numbers without a name. */
  @Test
  void tabsAndAnIndex() throws IOException {
    DatasetReader reader =
        reader(
            new TextFormat(
                Optional.empty(), '.', true, Optional.empty(), List.of("train"), Missing.REFUSE),
            "lpsa");
    Dataset data =
        reader.table(
            file("p.data", "\tlcavol\tage\tlpsa\ttrain\n1\t-0.5\t50\t-0.4\tT\n2\t1.5\t58\t2\tF\n"));
    assertEquals(List.of("lcavol", "age"), data.features());
    assertRow(data, 0, -0.5, 50);
    assertArrayEquals(new double[] {-0.4, 2}, data.y());
    assertEquals(
        List.of(
            "p.data is separated by tabs",
            "p.data: the first column has no name and is taken for the index"),
        reader.notes());
  }

  /** The form of the diabetes data: tabs, packed. */
  @Test
  void tabsInGzip() throws IOException {
    Path path = folder.resolve("d.tab.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write(
          "AGE\tSEX\tBMI\tY\n59\t2\t32.1\t151\n48\t1\t21.6\t75\n".getBytes(StandardCharsets.UTF_8));
    }
    Dataset data = reader(PLAIN, "Y").table(path);
    assertRow(data, 1, 48, 1, 21.6);
    assertArrayEquals(new double[] {151, 75}, data.y());
  }

  /** What pandas writes by default, with an index and values that are not there. */
  @ParameterizedTest
  @ValueSource(strings = {"", "NaN", "NA"})
  void pandasWithMissingValues(String gap) throws IOException {
    Path path = file("q.csv", ",age,dose,y\n0,1,2,5\n1," + gap + ",4,6\n2,3,7,8\n");
    assertRefused("q.csv: line 3, column 'age': ", () -> reader(PLAIN, "y").table(path));
    DatasetReader drop = reader(with(Missing.DROP_ROWS), "y");
    Dataset dropped = drop.table(path);
    assertEquals(2, dropped.x().rows());
    assertRow(dropped, 1, 3, 7);
    assertArrayEquals(new double[] {5, 8}, dropped.y());
    assertEquals("left out for missing values: 1 of 3 samples", drop.notes().getLast());
    DatasetReader mean = reader(with(Missing.MEAN), "y");
    assertRow(mean.table(path), 1, 2, 4);
    assertEquals(
        "filled in by the means of features on the training set: 1 values", mean.notes().getLast());
    assertRefused(
        "q.csv: y is missing at row 1 (counted from 0), and no mean stands for a target",
        () -> reader(with(Missing.MEAN), "age").table(path));
  }

  @Test
  void testSetsTakeTheMeansOfTraining() throws IOException {
    DatasetReader reader = new DatasetReader(with(Missing.MEAN), Optional.empty());
    Path y = file("y.csv", "y\n1\n2\n");
    reader.pair(file("a.csv", "a,b\n1,2\n3,NA\n"), y);
    assertRow(reader.pair(file("t.csv", "a,b\nNA,5\n9,9\n"), y), 0, 2, 5);
    assertRefused(
        "e.csv: feature 'b' has no value in any sample; leave it out",
        () ->
            new DatasetReader(with(Missing.MEAN), Optional.empty())
                .pair(file("e.csv", "a,b\n1,NA\n3,NA\n"), y));
    assertRefused(
        "e.csv: no sample has all its values",
        () ->
            new DatasetReader(with(Missing.DROP_ROWS), Optional.empty())
                .pair(folder.resolve("e.csv"), y));
  }

  /** NaN marks what is missing in an array. */
  @Test
  void arraysMayMissValuesToo() {
    Path x = folder.resolve("x.npy");
    Path y = folder.resolve("y.npy");
    NpyWriter.write(
        x, new double[][] {{1, 2}, {Double.NaN, 4}, {5, 6}}, NpyFormat.DEFAULT.withNonFinite());
    NpyWriter.write(y, new double[] {1, 2, 3});
    assertRow(new DatasetReader(with(Missing.MEAN), Optional.empty()).pair(x, y), 1, 3, 4);
    assertArrayEquals(
        new double[] {1, 3},
        new DatasetReader(with(Missing.DROP_ROWS), Optional.empty()).pair(x, y).y());
  }

  @Test
  void decimalCommas() throws IOException {
    Path path = file("g.csv", "Größe;Gewicht;y\n1,5;-2,25e1;3\n0,5;2;4\n");
    TextFormat german =
        new TextFormat(Optional.empty(), ',', true, Optional.empty(), List.of(), Missing.REFUSE);
    Dataset data = reader(german, "y").table(path);
    assertRow(data, 0, 1.5, -22.5);
    assertEquals(List.of("Größe", "Gewicht"), data.features());
    assertRefused(
        "g.csv: line 3, column 'Gewicht': '1.234,5' is not a number; write digits with a decimal"
            + " comma",
        () ->
            reader(german, "y")
                .table(file("g.csv", "Größe;Gewicht;y\n1,5;2,25;3\n0,5;1.234,5;4\n")));
    assertRefused(
        "'2,5' is not a number; write digits with a decimal point or give --decimal ,",
        () -> reader(PLAIN, "y").table(file("h.csv", "a;y\n1;2\n2,5;3\n")));
    assertRefused(
        "line 2, column 'a': '1.234,5' is not a number; write digits with a decimal point or give"
            + " --decimal ,",
        () -> reader(PLAIN, "y").table(file("h.csv", "a;y\n1.234,5;2\n")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a,b,y\n1,2,3\n4,5,6'| commas",
        "'a;b;y\n1;2;3\n4;5;6\n'| semicolons",
        "'a\tb\ty\n1\t2\t3\n4\t5\t6\n'| tabs",
        "'a b y\n1 2 3\n4 5 6\n'| spaces",
        "'  a   b y\n  1 2  3 \n 4   5 6\n\n'| spaces",
        "'# a note, with commas; and more\na;b;y\n1;2;3\n# another\n4;5;6\n'| semicolons",
        "'\"a;x\",b,y\n1,2,3\n4,5,6\n'| commas",
        "'first name,b,y\n1,2,3\n4,5,6\n'| commas",
        "'a b y\n\"r 1\" 1 2 3\n\"r 2\" 4 5 6\n'| spaces",
      })
  void separatorsAreFound(String text, String found) throws IOException {
    DatasetReader reader = reader(PLAIN, "y");
    Dataset data = reader.table(file("s.txt", text));
    assertRow(data, 1, 4, 5);
    assertArrayEquals(new double[] {3, 6}, data.y());
    assertEquals(
        !found.equals("commas"), reader.notes().contains("s.txt is separated by " + found));
  }

  @Test
  void separatorsMayBeGiven() throws IOException {
    Path path = file("v.csv", "a|b|y\n1|2|3\n4|5|6\n");
    assertRow(reader(format('|'), "y").table(path), 1, 4, 5);
    assertRefused(
        "unknown target column 'y'; the file has: a|b|y", () -> reader(PLAIN, "y").table(path));
    assertRefused(
        "line 3 has 2 cells but the header has 3; cells are separated by semicolons",
        () -> reader(PLAIN, "y").table(file("w.csv", "a;b;y\n1;2;3\n4;5\n")));
  }

  @Test
  void columnsWithoutAHeaderAreCounted() throws IOException {
    TextFormat bare =
        new TextFormat(
            Optional.empty(), '.', false, Optional.of("0"), List.of("2"), Missing.REFUSE);
    Dataset data = reader(bare, "3").table(file("n.csv", "r1,1.5,x,2\nr2,2.5,y,3\n"));
    assertEquals(List.of("1"), data.features());
    assertRow(data, 1, 2.5);
    assertArrayEquals(new double[] {2, 3}, data.y());
    assertRefused(
        "the target '0' is the index or dropped",
        () -> reader(bare, "0").table(folder.resolve("n.csv")));
  }

  @Test
  void wordsBecomeIndicators() throws IOException {
    DatasetReader reader = reader(PLAIN, "y");
    Path path = file("c.csv", "colour,a,y\nred,1,no\nblue,2,yes\nred,3,no\n");
    Dataset data = reader.table(path);
    assertEquals(List.of("colour=blue", "colour=red", "a"), data.features());
    assertRow(data, 0, 0, 1, 1);
    assertRow(data, 1, 1, 0, 2);
    assertArrayEquals(new double[] {-1, 1, -1}, data.y());
    assertEquals(
        List.of(
            "column 'colour' is text: 2 features, 1 where it is blue, red",
            "y is -1 where it says 'no' and 1 where it says 'yes'"),
        reader.notes());
    // A test set is coded like the training set, whatever of it it holds.
    Path testY = file("ty.csv", "y\nyes\n");
    Dataset test = reader.pair(file("tx.csv", "colour,a\nred,7\n"), testY);
    assertRow(test, 0, 0, 1, 7);
    assertArrayEquals(new double[] {1}, test.y());
    assertRefused(
        "n.csv: the target 'y' holds numbers, but words in the training data",
        () -> reader.pair(file("tx.csv", "colour,a\nred,7\n"), file("n.csv", "y\n1\n")));
    assertRefused(
        "m.csv: the target 'y' holds the words maybe; y must be numbers, or two words which become"
            + " -1 and 1, no, yes as in training",
        () -> reader.pair(file("tx.csv", "colour,a\nred,7\n"), file("m.csv", "y\nmaybe\n")));
    assertRefused(
        "ux.csv: column 'colour' holds 'green', which no training sample has",
        () -> reader.pair(file("ux.csv", "colour,a\ngreen,7\n"), testY));
    assertRefused(
        "vx.csv: the test data have the columns a, colour and the training data colour, a",
        () -> reader.pair(file("vx.csv", "a,colour\n7,red\n"), testY));
  }

  @Test
  void textThatIsNoCategoryIsRefused() throws IOException {
    assertRefused(
        "column 'name' is text that differs in every row; make it the index with --index",
        () -> reader(PLAIN, "y").table(file("i.csv", "name,y\nann,1\nbob,2\ncy,3\n")));
    assertRefused(
        "the target 'y' holds the words a, b, c; y must be numbers, or two words",
        () -> reader(PLAIN, "y").table(file("j.csv", "x,y\n1,a\n2,b\n3,c\n")));
    StringBuilder many = new StringBuilder("name,y\n");
    for (int i = 0; i < 2002; i++) {
      many.append('n').append(i / 2).append(",1\n");
    }
    assertRefused(
        "line 2002, column 'name': 'n1000' is one of more than 1000 different texts",
        () -> reader(PLAIN, "y").table(file("k.csv", many.toString())));
  }

  @Test
  void oneOfSeveralTargetsIsChosen() throws IOException {
    Path x = folder.resolve("x.npy");
    NpyWriter.write(x, new double[][] {{1, 2}, {3, 4}});
    Path csv = file("t.csv", "u,v\n1,2\n3,4\n");
    Path npy = folder.resolve("t.npy");
    NpyWriter.write(npy, new double[][] {{1, 2}, {3, 4}});
    for (Path y : List.of(csv, npy)) {
      assertArrayEquals(new double[] {2, 4}, reader(PLAIN, "1").pair(x, y).y());
    }
    assertArrayEquals(new double[] {1, 3}, reader(PLAIN, "u").pair(x, csv).y());
    assertRefused(
        "t.csv: has 2 columns but a vector needs one: choose one of u, v with --target",
        () -> DatasetReader.read(x, csv));
    assertRefused(
        "t.npy: has shape (2, 2) but a vector is needed, one value for each sample; choose a"
            + " column with --target, from 0",
        () -> DatasetReader.read(x, npy));
    assertRefused(
        "t.npy: unknown target column '2'; the file has: 0, 1",
        () -> reader(PLAIN, "2").pair(x, npy));
  }

  @ParameterizedTest
  @CsvSource({
    "x.mat, is a MATLAB file; in MATLAB writematrix",
    "x.parquet, is a Parquet file; convert it",
    "x.xlsx, is an Excel workbook; save its sheet as CSV",
    "x.h5, is an HDF5 file",
    "x.pkl, is a Python pickle",
    "x.csv.zip, is a zip archive",
    "x.npz.gz, is a packed archive; unpack it with gunzip",
  })
  void formatsThatAreNotReadAreNamed(String name, String words) {
    assertRefused(
        name + ": " + words,
        () -> DatasetReader.read(folder.resolve(name), folder.resolve("y.npy")));
  }

  private static void assertRow(Dataset data, int i, double... expected) {
    double[] row = new double[data.x().columns()];
    data.x().copyRow(i, row);
    assertArrayEquals(expected, row);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
