package dev.mirrorflow.data;

import static dev.mirrorflow.data.Refusal.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mirrorflow.data.SvmlightReader.Content;
import dev.mirrorflow.data.SvmlightReader.Features;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SvmlightReaderTest {

  private static final String TEXT =
      "# made by hand\n\n+1 1:0.5 3:-2 # the first: 4:7\n-1 qid:3 2:1.5e1\t 3:+.25\r\n0.5\n2 4:0";

  @TempDir private Path folder;

  private Content read(String text, Features features) throws IOException {
    Path file = Files.writeString(folder.resolve("a.svm"), text, UTF_8);
    return SvmlightReader.read(file, features);
  }

  private void refused(String part, String text, Features features) {
    assertRefused(part, () -> read(text, features));
  }

  private static Features features(int count, int base) {
    return new Features(OptionalInt.of(count), OptionalInt.of(base));
  }

  private static double[][] rows(SparseDataset data) {
    double[][] rows = new double[data.y().length][data.x().columns()];
    data.x().forEach((i, j, value) -> rows[i][j] = value);
    return rows;
  }

  @Test
  void targetsAndFeatures() throws IOException {
    Content content = read(TEXT, Features.FOUND);
    assertArrayEquals(new double[] {1, -1, 0.5, 2}, content.data().y());
    assertArrayEquals(
        new double[][] {{0.5, 0, -2, 0}, {0, 15, 0.25, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}},
        rows(content.data()));
    assertEquals(features(4, 1), content.features());
  }

  @Test
  void packed() throws IOException {
    Path file = folder.resolve("a.svm.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(TEXT.getBytes(UTF_8));
    }
    assertArrayEquals(
        rows(read(TEXT, Features.FOUND).data()),
        rows(SvmlightReader.read(file, Features.FOUND).data()));
  }

  @Test
  void featuresCountFromZeroWhereThatOccurs() throws IOException {
    Content zero = read("1 1:1 2:2\n2 0:3\n", Features.FOUND);
    assertEquals(features(3, 0), zero.features());
    assertArrayEquals(new double[][] {{0, 1, 2}, {3, 0, 0}}, rows(zero.data()));
    Content test = read("1 1:1\n", zero.features());
    assertArrayEquals(new double[][] {{0, 1, 0}}, rows(test.data()));
    Content given = read("1 1:1\n", new Features(OptionalInt.empty(), OptionalInt.of(0)));
    assertArrayEquals(new double[][] {{0, 1}}, rows(given.data()));
    refused("line 2: feature 0, but", "1 1:1\n1 0:1\n", features(5, 1));
  }

  @Test
  void theNumberOfFeaturesMayBeGiven() throws IOException {
    assertEquals(9, read("1 1:1\n", features(9, 1)).data().x().columns());
    refused("line 1: feature 3 is beyond the 2 features", "1 3:1\n1 1:1\n", features(2, 1));
    refused("line 1: feature 2 is beyond the 2 features", "1 2:1\n1 0:1\n", features(2, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 1:1\\n1 3:1 2:1 | line 2: feature 2 follows feature 3",
        "1 3:1 3:2         | line 1: feature 3 is there twice",
        "1:1 2:1           | line 1: begins with a feature",
        "cat 1:1           | line 1: the target 'cat' is not a number",
        "1,3 1:1           | line 1: the target '1,3' is not a number",
        "1 1:nan           | line 1: the value 'nan' is not finite",
        "1 1:1e999         | line 1: the value '1e999' is beyond the range",
        "1 1:              | line 1: the value is missing",
        "1 :5              | line 1: the feature is missing",
        "1 1               | line 1: feature 1 has no value",
        "1 -1:5            | line 1: the feature '-1' is not a whole number",
        "1 1.5:5           | line 1: the feature '1.5' is not a whole number",
        "1 1152921504606846976:5 | line 1: the feature '1152921504606846976' is above",
        "1 quid:5 1:1      | line 1: 'quid' is no feature",
        "# nothing         | holds no sample",
        "1\\n2             | all zeros",
      })
  void whatIsNone(String text, String part) {
    refused(part, text.replace("\\n", "\n"), Features.FOUND);
  }

  @Test
  void aWordWithoutEndIsRefused() {
    refused("line 2: has a word of more than", "1 1:1\n" + "9".repeat(5000), Features.FOUND);
  }
}
