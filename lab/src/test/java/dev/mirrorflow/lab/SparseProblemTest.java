package dev.mirrorflow.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sparse X from files, through commands that take it as an array. */
final class SparseProblemTest {

  private static final String SVM = "1 1:2 4:-1\n-1 2:0.5\n1 1:1 2:3 5:1\n";
  private static final double[][] ROWS = {{2, 0, 0, -1, 0}, {0, 0.5, 0, 0, 0}, {1, 3, 0, 0, 1}};

  @TempDir private Path folder;

  @BeforeEach
  void writeData() throws IOException {
    text("a.svm", SVM);
    text("test.svm", "1 1:1\n-1 2:1\n");
    text("zero.svm", "1 0:2 3:-1\n");
    text(
        "a.mtx",
        """
        %%MatrixMarket matrix coordinate real general
        3 5 6
        1 1 2
        1 4 -1
        2 2 0.5
        3 1 1
        3 2 3
        3 5 1
        """);
    NpyWriter.write(path("X.npy"), ROWS);
    NpyWriter.write(path("y.npy"), new double[] {1, -1, 1});
    NpyWriter.write(path("test.npy"), new double[][] {{1, 0, 0, 0, 0}, {0, 1, 0, 0, 0}});
    NpyWriter.write(path("ty.npy"), new double[] {1, -1});
  }

  private void text(String name, String content) throws IOException {
    Files.writeString(path(name), content, UTF_8);
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  /** Runs a descent with the options, in which names of files are those of the folder. */
  private Cli.Result fit(String options) {
    String words = "fit --model ols " + options + " --save-theta t.npy";
    return Cli.run(
        Stream.of(words.split(" +"))
            .map(word -> word.contains(".") ? path(word).toString() : word)
            .toArray());
  }

  @ParameterizedTest
  @CsvSource({
    "--svm a.svm,                       ",
    "--x a.svm --y y.npy,               ",
    "--x a.mtx --y y.npy,               ",
    "--svm a.svm --standardize,         --standardize",
    "--svm a.svm --test-svm test.svm,   --test-x test.npy --test-y ty.npy",
    "--x X.npy --y y.npy --test-svm test.svm, --test-x test.npy --test-y ty.npy",
    "--x a.mtx --y y.npy --test-x test.npy --test-y ty.npy, --test-x test.npy --test-y ty.npy",
  })
  void endsWhereTheSameXAsAnArrayEnds(String sparse, String dense) throws IOException {
    String expected = fit("--x X.npy --y y.npy " + (dense == null ? "" : dense)).expectSuccess();
    double[] theta = NpyReader.readVector(path("t.npy"));
    String said = fit(sparse).expectSuccess();
    assertArrayEquals(theta, NpyReader.readVector(path("t.npy")));
    assertEquals(expected.contains("2 test samples"), said.contains("2 test samples"), said);
    assertEquals(
        !sparse.contains("X.npy"),
        said.contains("X is sparse (6 entries, 40.0%), made dense"),
        said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--svm a.svm --x X.npy --y y.npy          | 2 | give --svm alone",
        "--svm a.svm --csv a.csv --target y       | 2 | give --svm alone",
        "--x X.npy --y y.npy --features 5         | 2 | are of svmlight files",
        "--svm a.svm --features 0                 | 2 | --features must be at least 1",
        "--svm a.svm --index-base 2               | 2 | --index-base must be 0 or 1",
        "--test-svm test.svm --n 3 --d 5          | 2 | --test-svm needs training data",
        "--svm a.svm --test-svm a.svm --test-x test.npy --test-y y.npy | 2 | not both",
        "--svm a.svm --features 4                 | 3 | a.svm: line 3: feature 5 is beyond the 4",
        "--svm zero.svm --index-base 1            | 3 | zero.svm: line 1: feature 0",
        "--svm test.svm --test-svm a.svm          | 3 | a.svm: line 3: feature 5 is beyond the 2",
        "--svm a.svm --test-svm zero.svm          | 3 | zero.svm: line 1: feature 0",
        "--x a.mtx --y ty.npy                     | 3 | ty.npy: X has 3 rows but y has 2",
        "--x gone.svm --y y.npy                   | 3 | gone.svm: no such file",
        "--x gone.npz --y y.npy                   | 3 | gone.npz: no such file",
      })
  void whatDoesNotFit(String options, int code, String part) {
    String line = fit(options).expectOneLine(code);
    assertTrue(line.contains(part), line);
  }

  @Test
  void whatIsTooLargeAsAnArrayIsRefusedWithTheRemedy() throws IOException {
    text("wide.svm", "1 1:2\n-1 20000000:1\n".repeat(2000));
    String line = fit("--svm wide.svm").expectOneLine(3);
    assertTrue(line.contains("wide.svm: is sparse, but taken as an array here"), line);
    assertTrue(line.contains("4000 x 20000000 needs 596.0 GiB"), line);
    assertTrue(line.contains("or take limit, basis-pursuit, sweep, flow"), line);
  }

  @Test
  void aTestSetWithFeaturesOfItsOwnNeedsTheirNumber() {
    fit("--svm test.svm --test-svm a.svm --features 5").expectSuccess();
  }
}
