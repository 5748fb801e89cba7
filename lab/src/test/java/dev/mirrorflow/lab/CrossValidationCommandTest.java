package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.data.SyntheticProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code limit --cv} and {@code --intercept}. */
final class CrossValidationCommandTest {

  private static final int N = 20;
  private static final int D = 30;

  @TempDir private Path folder;

  private Cli.Result limit(Object... options) {
    List<Object> words = new ArrayList<>(List.of("limit", "--alphas", "1e-3:1:3"));
    words.addAll(List.of(options));
    return Cli.run(words.toArray());
  }

  @Test
  void choosesAlphaInTableJsonCsvAndPlot() throws IOException {
    Path json = folder.resolve("cv.json");
    Path csv = folder.resolve("cv.csv");
    Path plot = folder.resolve("cv.svg");
    String out =
        limit(
                "--n",
                N,
                "--d",
                D,
                "--sparsity",
                2,
                "--noise",
                0.3,
                "--cv",
                4,
                "--seed",
                3,
                "--json",
                json,
                "--csv-out",
                csv,
                "--plot",
                plot)
            .expectSuccess();
    assertTrue(out.contains("4-fold cross-validation, seed 3:"), out);
    JsonNode root = JsonMapper.shared().readTree(json);
    JsonNode choice = root.path("crossValidation");
    assertEquals(4, choice.path("folds").asInt());
    double least = Double.POSITIVE_INFINITY;
    double best = 0;
    for (JsonNode point : root.path("points")) {
      double error = point.path("cvError").asDouble();
      assertTrue(error > 0 && point.path("cvStandardError").asDouble() > 0, point.toString());
      best = error < least ? point.path("alpha").asDouble() : best;
      least = Math.min(least, error);
    }
    assertEquals(best, choice.path("best").asDouble());
    assertTrue(choice.path("oneStandardError").asDouble() <= best);
    List<String> lines = Files.readAllLines(csv);
    assertTrue(lines.getFirst().endsWith(",failure,cv_error,cv_standard_error"), lines.getFirst());
    assertTrue(Files.readString(plot).contains("<svg"));
    for (String line : out.lines().filter(text -> text.endsWith("best")).toList()) {
      assertEquals(best, Double.parseDouble(line.strip().split(" ", 2)[0]), 1e-2 * best);
    }
  }

  @Test
  void anInterceptTakesAwayWhatAllSamplesShare() {
    double[][] x = new double[N][D];
    double[] y = new SyntheticProblem(N, D, 2, 0, 0, 1).training().y();
    double[] moved = new double[N];
    double[][] shifted = new double[N][D];
    for (int i = 0; i < N; i++) {
      new SyntheticProblem(N, D, 2, 0, 0, 1).training().x().copyRow(i, x[i]);
      moved[i] = y[i] + 7;
      for (int j = 0; j < D; j++) {
        shifted[i][j] = x[i][j] + j;
      }
    }
    double[][] plain = theta("plain", x, y);
    double[][] other = theta("other", shifted, moved);
    for (int k = 0; k < plain.length; k++) {
      for (int j = 0; j < D; j++) {
        assertEquals(plain[k][j], other[k][j], 1e-7);
      }
    }
  }

  /** Of the limits with an intercept, whose own training samples they predict. */
  private double[][] theta(String name, double[][] x, double[] y) {
    Path xFile = folder.resolve(name + "X.npy");
    Path yFile = folder.resolve(name + "y.npy");
    Path theta = folder.resolve(name + ".npy");
    NpyWriter.write(xFile, x);
    NpyWriter.write(yFile, y);
    String out =
        limit(
                "--x",
                xFile,
                "--y",
                yFile,
                "--test-x",
                xFile,
                "--test-y",
                yFile,
                "--intercept",
                "--save-theta",
                theta)
            .expectSuccess();
    assertTrue(out.contains("centred: features to mean 0; the mean of y, "), out);
    // The training samples as test samples: predictions with the intercept meet them.
    List<String> header =
        List.of(
            out.lines()
                .filter(l -> l.contains("Newton"))
                .findFirst()
                .orElseThrow()
                .strip()
                .split(" {2,}", -1));
    int column = header.indexOf("test error");
    for (String line : out.lines().filter(l -> l.matches(" *[0-9.e-]+ +[0-9]+ .*")).toList()) {
      assertTrue(Double.parseDouble(line.strip().split(" {2,}", -1)[column]) < 1e-20, line);
    }
    double[][] rows = new double[3][D];
    for (int k = 0; k < 3; k++) {
      NpyReader.readMatrix(theta).copyRow(k, rows[k]);
    }
    return rows;
  }

  @Test
  void saysWhatItIsNotFor() {
    assertTrue(
        Cli.run("limit", "--n", 9, "--d", 12, "--sparsity", 1, "--cv", 1)
            .expectOneLine(2)
            .contains("--cv must be at least 2, not 1"));
    assertTrue(
        Cli.run("limit", "--n", 9, "--d", 12, "--sparsity", 1, "--cv", 10)
            .expectOneLine(3)
            .contains("take from 2 to the number of samples, 9"));
    assertTrue(
        Cli.run("limit", "--x", "dct:16:64:1", "--sparsity", 2, "--cv", 3)
            .expectOneLine(2)
            .contains("--cv is of an X in memory"));
  }
}
