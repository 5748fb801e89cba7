package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.NpyFormat;
import dev.mirrorflow.data.NpyWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each bad input of the issue: exit code 2, 3 or 4, and one line that names place and remedy. */
final class BadInputTest {

  private static final double[][] ROWS = {{1, 2, 3}, {4, 5, 7}};

  @TempDir private Path folder;
  private Path x;
  private Path y;

  @BeforeEach
  void writeGoodData() {
    x = folder.resolve("X.npy");
    y = folder.resolve("y.npy");
    NpyWriter.write(x, ROWS);
    NpyWriter.write(y, new double[] {1, -1});
  }

  private Cli.Result sweep(Object... more) {
    Object[] start = {"sweep", "--x", x, "--y", y, "--alphas", "0.1,1"};
    Object[] all = Arrays.copyOf(start, start.length + more.length);
    System.arraycopy(more, 0, all, start.length, more.length);
    return Cli.run(all);
  }

  private static void assertNames(String line, String... parts) {
    for (String part : parts) {
      assertTrue(line.contains(part), "'" + part + "' is not in: " + line);
    }
  }

  @Test
  void goodDataIsAccepted() {
    sweep().expectSuccess();
  }

  @Test
  void missingFile() {
    x = folder.resolve("nowhere.npy");
    assertNames(sweep().expectOneLine(3), "nowhere.npy", "no such file", "check the path");
  }

  @Test
  void truncatedNpy() throws IOException {
    byte[] bytes = Files.readAllBytes(x);
    Files.write(x, Arrays.copyOf(bytes, bytes.length - 9));
    assertNames(sweep().expectOneLine(3), "X.npy", "truncated");
  }

  @Test
  void shapeMismatch() {
    NpyWriter.write(y, new double[] {1, -1, 1});
    assertNames(sweep().expectOneLine(3), "y.npy", "2 rows", "3 entries");
  }

  @Test
  void testSetOfOtherFeatures() {
    Path other = folder.resolve("other.npy");
    NpyWriter.write(other, new double[][] {{1, 2}, {3, 4}});
    sweep("--test-x", other, "--test-y", y).expectOneLine(3);
  }

  @Test
  void nanInX() {
    NpyWriter.write(
        x, new double[][] {{1, 2, 3}, {4, 5, Double.NaN}}, new NpyFormat(false, false, true));
    assertNames(sweep().expectOneLine(3), "X.npy", "NaN", "row 1", "column 2");
  }

  @Test
  void textInCsvCell() throws IOException {
    Path csv = folder.resolve("data.csv");
    Files.writeString(csv, "label,a,b\n1,2,3\n-1,high,5\n", StandardCharsets.UTF_8);
    Cli.Result result = Cli.run("sweep", "--csv", csv, "--target", "label", "--alphas", "0.1:1:2");
    assertNames(result.expectOneLine(3), "data.csv", "line 3", "'a'", "'high'");
  }

  @Test
  void unknownTarget() throws IOException {
    Path csv = folder.resolve("data.csv");
    Files.writeString(csv, "label,a,b\n1,2,3\n-1,4,5\n", StandardCharsets.UTF_8);
    Cli.Result result = Cli.run("sweep", "--csv", csv, "--target", "class", "--alphas", "1");
    assertNames(result.expectOneLine(3), "data.csv", "'class'", "label");
  }

  @Test
  void zeroX() {
    NpyWriter.write(x, new double[2][3]);
    assertNames(sweep().expectOneLine(3), "X.npy", "all zeros");
  }

  @Test
  void noSamples() {
    Cli.Result result = Cli.run("sweep", "--n", 0, "--d", 10, "--alphas", "0.1:1:2");
    assertNames(result.expectOneLine(3), "n = 0", "at least one sample");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1,0", "1,-2,3", "0:1:4", "-1:1:4", "NaN", "Infinity"})
  void alphasOfNoUse(String alphas) {
    String line = Cli.run("sweep", "--n", 5, "--d", 9, "--alphas", alphas).expectOneLine(3);
    assertNames(line, "--alphas", "positive and finite");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1:0.1:4",
        "0.1:1:0",
        "0.1:1:-3",
        "0.1:1",
        "0.1:1:4:5",
        "1:2:1",
        "1,,2",
        "",
        "x",
        "0.1:1:2.5",
        "0.1:1:99999999999"
      })
  void badAlphas(String alphas) {
    String line = Cli.run("sweep", "--n", 5, "--d", 9, "--alphas", alphas).expectOneLine(2);
    assertNames(line, "--alphas", "mirrorflow sweep --help");
  }

  @Test
  void unknownMethod() {
    assertNames(
        sweep("--method", "adam").expectOneLine(2), "'adam'", "gd, sgd, momentum, nesterov");
  }

  @ParameterizedTest
  @CsvSource({
    "--step, 0",
    "--step, -0.1",
    "--step, fast",
    "--step, edge:0",
    "--step, inverse-time:1",
    "--step, cosine:0.1:0",
    "--batch, 8",
    "--momentum, 0.5",
    "--tolerance, -1",
    "--max-iterations, -1",
    "--max-iterations, many",
    "--threads, 0",
    "--save-theta, theta.csv",
    "--plot, plot.pdf",
    "--n, 5",
    "--test-x, X.npy",
    "--csv, data.csv",
    "--no-such-option, 1",
  })
  void usageErrors(String option, String value) {
    assertNames(sweep(option, value).expectOneLine(2), "mirrorflow sweep --help");
  }

  @Test
  void aColumnOfAVector() {
    assertNames(sweep("--target", "label").expectOneLine(3), "unknown target column 'label'");
    sweep("--target", "0").expectSuccess();
  }

  @ParameterizedTest
  @CsvSource({
    "swep, sweep",
    "limits, limit",
    "sweep --alpahs 1, --alphas",
    "limit --dropp a, --drop",
    "basis-persuit, basis-pursuit",
  })
  void whatIsMeantIsAsked(String typed, String meant) {
    String line = Cli.run((Object[]) typed.split(" ")).expectOneLine(2);
    assertNames(line, "did you mean " + meant + "?", " --help'");
  }

  @Test
  void unknownOptionsAndCommands() {
    assertNames(Cli.run("sweeep").expectOneLine(2), "sweeep");
    assertNames(Cli.run().expectOneLine(2), "--help");
    assertNames(Cli.run("sweep", "--alphas", "1").expectOneLine(2), "no data");
    assertNames(Cli.run("fit", "--n", 5, "--d", 9).expectOneLine(2), "--model");
    assertNames(
        Cli.run("fit", "--model", "ridge", "--n", 5, "--d", 9).expectOneLine(2), "ols, dln");
    assertNames(
        Cli.run("fit", "--model", "dln", "--alpha", 0, "--n", 5, "--d", 9).expectOneLine(3),
        "--alpha");
  }

  @ParameterizedTest
  @CsvSource({"--json, r.json", "--csv-out, r.csv", "--save-theta, r.npy", "--plot, r.png"})
  void unwritableOutputIsFoundBeforeTheComputation(String option, String name) {
    Path missing = folder.resolve("missing").resolve(name);
    Path belowFile = y.resolve(name);
    // The data do not exist: had the sweep begun, that would be the complaint.
    x = folder.resolve("nowhere.npy");
    assertNames(sweep(option, missing).expectOneLine(3), "missing", "create it first");
    assertNames(sweep(option, belowFile).expectOneLine(3), "y.npy", "folder is a file");
  }

  @Test
  void folderOrSameFileAsOutput() {
    assertNames(sweep("--json", folder).expectOneLine(3), "is a folder");
    Path file = folder.resolve("out");
    assertNames(sweep("--json", file, "--csv-out", file).expectOneLine(2), "same file");
    assertFalse(Files.exists(file));
  }

  @Test
  void divergingStepNamesTheLargestStableOne() {
    Path json = folder.resolve("r.json");
    Cli.Result result = sweep("--step", 10, "--json", json);
    assertNames(result.expectOneLine(4), "largest stable step is about");
    assertTrue(result.out().contains("diverged"), result.out());
    assertTrue(Files.exists(json));
    String line =
        Cli.run("fit", "--model", "ols", "--x", x, "--y", y, "--step", 10).expectOneLine(4);
    assertNames(line, "largest stable step is about", "edge:0.5");
  }

  @Test
  void backtrackingWithMomentum() {
    sweep("--method", "momentum", "--step", "backtracking").expectOneLine(3);
  }

  @Test
  void outputFolderBelowAFile() {
    assertNames(
        Cli.run("generate", "--n", 4, "--d", 6, "--output", y.resolve("sub")).expectOneLine(3),
        "y.npy");
    assertNames(
        Cli.run("quickstart", "--no-bench", "--output", y.resolve("sub")).expectOneLine(3),
        "y.npy");
  }
}
