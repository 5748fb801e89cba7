package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.linalg.DesignMatrix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class SweepCommandTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder;

  @Test
  void writesAllOutputs() throws IOException {
    Path json = folder.resolve("r.json");
    Path csv = folder.resolve("r.csv");
    Path theta = folder.resolve("r.npy");
    Path plot = folder.resolve("r.png");
    String out =
        Cli.run(
                "sweep",
                "--n",
                20,
                "--d",
                60,
                "--sparsity",
                3,
                "--alphas",
                "0.01:1:3",
                "--json",
                json,
                "--csv-out",
                csv,
                "--save-theta",
                theta,
                "--plot",
                plot)
            .expectSuccess();
    assertTrue(out.contains("3 of 3 converged"), out);
    assertTrue(out.contains("3/3"), out);

    JsonNode points = read(json).get("points");
    assertEquals(3, points.size());
    DesignMatrix rows = NpyReader.readMatrix(theta);
    assertEquals(60, rows.columns());
    for (int k = 0; k < 3; k++) {
      double l1 = 0;
      for (int j = 0; j < 60; j++) {
        l1 += Math.abs(rows.get(k, j));
      }
      assertEquals(points.get(k).get("l1").asDouble(), l1, 1e-12 * l1);
      assertEquals("converged", points.get(k).get("status").asString());
    }
    // The bias: less l1 from a small α, less l2 from a large one, and the sparse truth from the
    // former.
    JsonNode small = points.get(0);
    JsonNode large = points.get(2);
    assertTrue(small.get("l1").asDouble() < large.get("l1").asDouble());
    assertTrue(small.get("l2").asDouble() > large.get("l2").asDouble());
    assertTrue(small.get("testError").asDouble() < large.get("testError").asDouble());

    assertEquals(4, Files.readAllLines(csv, StandardCharsets.UTF_8).size());
    assertTrue(ImageIO.read(plot.toFile()).getWidth() > 500);
    try (var files = Files.list(folder)) {
      assertEquals(4, files.count(), "temporary files are left");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gd", "sgd", "momentum", "nesterov"})
  void sameBytesForAnyNumberOfThreads(String method) throws IOException {
    String expectedJson = null;
    byte[] expectedTheta = null;
    for (int threads : new int[] {1, 2, 4}) {
      Path json = folder.resolve(threads + ".json");
      Path theta = folder.resolve(threads + ".npy");
      Cli.run(
              "sweep",
              "--n",
              12,
              "--d",
              40,
              "--sparsity",
              2,
              "--noise",
              0.1,
              "--method",
              method,
              "--max-iterations",
              500,
              "--alphas",
              "0.03:3:7",
              "--threads",
              threads,
              "--json",
              json,
              "--save-theta",
              theta)
          .expectSuccess();
      String text = Files.readString(json, StandardCharsets.UTF_8);
      String withoutTimings = text.substring(0, text.indexOf("\"timings\""));
      if (expectedJson == null) {
        expectedJson = withoutTimings;
        expectedTheta = Files.readAllBytes(theta);
      }
      assertEquals(expectedJson, withoutTimings);
      assertArrayEquals(expectedTheta, Files.readAllBytes(theta));
    }
  }

  @Test
  void jsonOnStdoutIsAlone() {
    String out =
        Cli.run("sweep", "--n", 10, "--d", 20, "--alphas", "1,0.1", "--json", "-").expectSuccess();
    JsonNode points = JSON.readTree(out).get("points");
    assertEquals(1.0, points.get(0).get("alpha").asDouble());
    assertEquals(0.1, points.get(1).get("alpha").asDouble());
  }

  @Test
  void divergedPointsAreNullAndNanAndTheOthersStay() throws IOException {
    Path json = folder.resolve("r.json");
    Path theta = folder.resolve("r.npy");
    Path csv = folder.resolve("r.csv");
    Path plot = folder.resolve("r.png");
    // The step is stable for the small α only: there the curvature 2α² λmax is what θ needs.
    Cli.Result result =
        Cli.run(
            "sweep",
            "--n",
            20,
            "--d",
            60,
            "--sparsity",
            3,
            "--alphas",
            "0.1,30",
            "--step",
            0.02,
            "--json",
            json,
            "--save-theta",
            theta,
            "--csv-out",
            csv,
            "--plot",
            plot);
    String line = result.expectOneLine(4);
    assertTrue(line.contains("1 of 2") && line.contains("alpha = 30.0"), line);
    JsonNode points = read(json).get("points");
    assertEquals("converged", points.get(0).get("status").asString());
    assertEquals("diverged", points.get(1).get("status").asString());
    assertTrue(points.get(1).get("l1").isNull());
    assertTrue(points.get(1).get("testError").isNull());
    double stable = points.get(1).get("largestStableStep").asDouble();
    assertTrue(stable > 0 && stable < 0.02, "stable step " + stable);
    assertTrue(Files.exists(csv) && Files.exists(plot) && Files.exists(theta));
    byte[] bytes = Files.readAllBytes(theta);
    assertTrue(bytes.length > 2 * 60 * 8);
  }

  @Test
  void outOfBudgetIsAWarning() {
    String out =
        Cli.run("sweep", "--n", 20, "--d", 60, "--alphas", "0.001,1", "--max-iterations", 3)
            .expectSuccess();
    assertTrue(out.contains("0 of 2 converged"), out);
    assertTrue(out.contains("warning: not converged"), out);
  }

  @Test
  void standardizedTestErrorIsThatOfTheOriginalTargets() {
    // y = 3 + x_1 - x_2 exactly, in units that differ widely: an intercept and scales are needed.
    int n = 12;
    double[][] rows = new double[n][3];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      rows[i][0] = 1000 + 100 * Math.sin(i);
      rows[i][1] = 0.01 * Math.cos(3 * i);
      rows[i][2] = 5;
      y[i] = 3 + (rows[i][0] - 1000) / 100 - 100 * rows[i][1];
    }
    Path x = folder.resolve("X.npy");
    Path targets = folder.resolve("y.npy");
    NpyWriter.write(x, rows);
    NpyWriter.write(targets, y);
    String out =
        Cli.run(
                "sweep",
                "--x",
                x,
                "--y",
                targets,
                "--test-x",
                x,
                "--test-y",
                targets,
                "--standardize",
                "--alphas",
                "1",
                "--json",
                "-")
            .expectSuccess();
    JsonNode result = JSON.readTree(out);
    assertEquals("converged", result.get("points").get(0).get("status").asString());
    assertTrue(result.get("points").get(0).get("testError").asDouble() < 1e-8, out);
    assertEquals(1, result.get("problem").get("constantFeatures").asInt());
  }

  @Test
  void moreSamplesThanFeaturesConvergeToTheLeastLoss() {
    String out =
        Cli.run("sweep", "--n", 60, "--d", 5, "--sparsity", 2, "--noise", 1, "--alphas", "0.1,1")
            .expectSuccess();
    assertTrue(
        out.contains("X cannot interpolate y (rank 5 of 5, with 60 samples to fit): the least"),
        out);
    assertTrue(out.contains("2 of 2 converged"), out);
  }

  @Test
  void wrongSignsAreCountedWhereAllTargetsAreSigns() {
    Path x = folder.resolve("X.npy");
    Path y = folder.resolve("y.npy");
    Path other = folder.resolve("other.npy");
    NpyWriter.write(x, new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 1, 1}});
    NpyWriter.write(y, new double[] {1, -1, 1, 1});
    NpyWriter.write(other, new double[] {1, -1, -1, 1});
    String out =
        Cli.run(
                "sweep",
                "--x",
                x,
                "--y",
                y,
                "--test-x",
                x,
                "--test-y",
                other,
                "--alphas",
                "1",
                "--json",
                "-")
            .expectSuccess();
    JsonNode point = JSON.readTree(out).get("points").get(0);
    assertEquals(0.25, point.get("classificationError").asDouble());
  }

  @Test
  void interruptEndsTheSweepWithWhatIsDone() {
    Thread.currentThread().interrupt();
    Cli.Result result = Cli.run("sweep", "--n", 20, "--d", 60, "--alphas", "1e-3:1:5");
    assertTrue(Thread.interrupted() || result.code() == 130);
    assertTrue(result.expectOneLine(130).contains("interrupted"), result.err());
    assertFalse(result.out().contains("5 of 5"), result.out());
  }

  private static JsonNode read(Path json) throws IOException {
    return JSON.readTree(Files.readString(json, StandardCharsets.UTF_8));
  }
}
