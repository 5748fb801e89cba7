package dev.mirrorflow.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.Norms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that keep a sparse X sparse, against the same X as an array. */
final class SparseLimitTest {

  private static final int N = 120;
  private static final int D = 3000;

  @TempDir private static Path folder;

  @BeforeAll
  static void writeData() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    double[][] x = new double[N][D];
    double[] y = new double[N];
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < N; i++) {
      StringBuilder entries = new StringBuilder();
      for (int j = 0; j < D; j++) {
        if (random.nextInt(10) == 0) {
          x[i][j] = random.nextGaussian();
          y[i] += j % 400 == 7 ? x[i][j] * (1 + j / 400) : 0;
          entries.append(' ').append(j + 1).append(':').append(x[i][j]);
        }
      }
      lines.append(y[i]).append(entries).append('\n');
    }
    Files.writeString(path("data.svm"), lines, UTF_8);
    NpyWriter.write(path("X.npy"), x);
    NpyWriter.write(path("y.npy"), y);
  }

  private static Path path(String name) {
    return folder.resolve(name);
  }

  private static Cli.Result run(String words) {
    return Cli.run(
        Stream.of(words.split(" "))
            .map(word -> word.matches(".*\\.(svm|npy)") ? path(word).toString() : word)
            .toArray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit --alphas 1e-3,0.1,10",
        "basis-pursuit",
        "basis-pursuit --lambda 1e-3,0.1",
      })
  void thetaIsThatOfTheArray(String command) {
    String dense = command + " --x X.npy --y y.npy --save-theta dense.npy";
    String sparse = command + " --svm data.svm --save-theta sparse.npy";
    run(dense).expectSuccess();
    String output = run(sparse).expectSuccess();
    assertTrue(output.contains("kept sparse"), output);
    assertSameTheta();
  }

  private static void assertSameTheta() {
    DesignMatrix expected = NpyReader.readMatrix(path("dense.npy"));
    DesignMatrix actual = NpyReader.readMatrix(path("sparse.npy"));
    double[] right = new double[D];
    double[] theta = new double[D];
    for (int k = 0; k < expected.rows(); k++) {
      expected.copyRow(k, right);
      actual.copyRow(k, theta);
      assertArrayEquals(right, theta, 1e-12 * Norms.max(right), "row " + k);
    }
  }

  /**
   * What reads X by rows: descents, flows and the saddle path, from any gradient that they take.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sweep --alphas 0.1,1 --max-iterations 300",
        "sweep --alphas 0.1:1:16 --max-iterations 100",
        "sweep --alphas 0.1,1 --method sgd --batch 10 --max-iterations 300",
        "sweep --alphas 0.1,1 --method momentum --max-iterations 100",
        "sweep --alphas 1,10 --method flow",
        "sweep --alphas 1e-3,0.1 --method limit",
        "saddles",
      })
  void descentsAreThoseOfTheArray(String command) {
    run(command + " --x X.npy --y y.npy --save-theta dense.npy").expectSuccess();
    String output = run(command + " --svm data.svm --save-theta sparse.npy").expectSuccess();
    assertTrue(output.contains("kept sparse"), output);
    assertSameTheta();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--method gd --max-iterations 20", "--method limit"})
  void whatChangesXMakesDescentsTakeAnArray(String method) {
    String output =
        run("sweep --svm data.svm --standardize --alphas 1,2 " + method).expectSuccess();
    assertTrue(output.contains("made dense"), output);
  }

  @Test
  void alphaComesFromTheDataHereToo() {
    String output = run("limit --svm data.svm").expectSuccess();
    assertTrue(output.contains("alpha from the data: 12 values"), output);
    assertTrue(output.contains("12 limits certified"), output);
  }

  @Test
  void whatNeedsAnArrayIsSaid() {
    String message = run("limit --svm data.svm --standardize").expectOneLine(2);
    assertTrue(message.contains("--standardize"), message);
    assertTrue(message.contains("mirrorflow convert"), message);
  }

  @Test
  void aClusterTakesASparseX() {
    for (String command : new String[] {"limit", "basis-pursuit"}) {
      String missing = run(command + " --svm data.svm --engine spark").expectOneLine(3);
      assertTrue(missing.contains("is not here"), missing);
      String engine = run(command + " --svm data.svm --engine flink").expectOneLine(2);
      assertTrue(engine.contains("local or spark"), engine);
    }
    String dense = run("basis-pursuit --x X.npy --y y.npy --engine spark").expectOneLine(2);
    assertTrue(dense.contains("of a sparse X"), dense);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dct:128:1024:3", "hadamard:128:1024:3"})
  void anXMayBeComputed(String x) {
    String output =
        run("basis-pursuit --sparsity 5 --save-theta theta.npy --x " + x).expectSuccess();
    assertTrue(output.contains("d = 1024 features, computed, y from a theta* of 5"), output);
    assertTrue(output.contains("5/5"), output);
    double[] theta = NpyReader.readVector(path("theta.npy"));
    assertEquals(5, Arrays.stream(theta).filter(t -> Math.abs(Math.abs(t) - 1) < 1e-12).count());
    assertEquals(5, Arrays.stream(theta).map(Math::abs).sum(), 1e-12);
    assertTrue(run("limit --alphas 1e-3 --x " + x).expectSuccess().contains("1 limit certified"));
    // What takes arrays only makes one of it.
    assertTrue(run("fit --model ols --x " + x).expectSuccess().contains("made an array"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--x dct:16:32              | dct:N:D:SEED",
        "--x hadamard:16:32:1:2     | hadamard:N:D:SEED",
        "--x dct:16:99999999999:1   | dct:N:D:SEED",
        "--x dct:16:33:1            | power of two",
        "--x dct:64:32:1            | no 64 rows",
        "--x dct:16:32:1 --n 4      | says n and d itself",
        "--x dct:16:32:1 --standardize | --standardize",
      })
  void aNameOfNoComputedXIsSaid(String options, String words) {
    Cli.Result result = run("limit --alphas 1 " + options);
    String message = result.expectOneLine(result.code());
    assertTrue(result.code() == 2 || result.code() == 3, message);
    assertTrue(message.contains(words), message);
  }
}
