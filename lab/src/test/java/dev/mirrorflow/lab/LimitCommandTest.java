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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code limit} and {@code sweep --method limit}. */
final class LimitCommandTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Object[] PROBLEM = {"--n", 20, "--d", 60, "--sparsity", 3};

  @TempDir private Path folder;

  private static Cli.Result onProblem(String command, Object... more) {
    return Cli.run(
        Stream.of(new Object[] {command}, PROBLEM, more).flatMap(Arrays::stream).toArray());
  }

  private static JsonNode points(String command, Object... more) {
    Object[] all = Arrays.copyOf(more, more.length + 2);
    all[more.length] = "--json";
    all[more.length + 1] = "-";
    return JSON.readTree(onProblem(command, all).expectSuccess()).get("points");
  }

  private static void assertCertified(JsonNode point) {
    for (String name : List.of("primalResidual", "stationarity", "dualityGap")) {
      double value = point.get(name).asDouble(Double.NaN);
      assertTrue(value >= 0 && value <= 1e-9, name + " = " + value);
    }
  }

  @Test
  void tableHoldsALineForEachAlpha() {
    String out = onProblem("limit", "--alphas", "0.01:1:3").expectSuccess();
    List<String> lines = out.lines().toList();
    int header = lines.indexOf(lines.stream().filter(l -> l.contains("alpha")).findFirst().get());
    for (String column :
        List.of("Newton steps", "‖θ‖₁", "‖θ‖₂", "test error", "support", "residual", "gap")) {
      assertTrue(lines.get(header).contains(column), out);
    }
    assertTrue(lines.get(header + 1).strip().startsWith("0.0100 "), out);
    assertTrue(lines.get(header + 1).contains("3/3"), out);
    assertTrue(lines.get(header + 3).strip().startsWith("1.00 "), out);
    assertTrue(out.contains("3 limits certified to 1e-09"), out);
  }

  @Test
  void writesAllOutputs() throws IOException {
    Path json = folder.resolve("r.json");
    Path csv = folder.resolve("r.csv");
    Path theta = folder.resolve("r.npy");
    Path plot = folder.resolve("r.png");
    onProblem(
            "limit",
            "--alphas",
            "1,1e-6",
            "--json",
            json,
            "--csv-out",
            csv,
            "--save-theta",
            theta,
            "--plot",
            plot)
        .expectSuccess();
    JsonNode points = JSON.readTree(Files.readString(json, StandardCharsets.UTF_8)).get("points");
    DesignMatrix rows = NpyReader.readMatrix(theta);
    assertEquals(2, rows.rows());
    for (int k = 0; k < 2; k++) {
      double l1 = 0;
      for (int j = 0; j < 60; j++) {
        l1 += Math.abs(rows.get(k, j));
      }
      assertEquals(points.get(k).get("l1").asDouble(), l1, 1e-12 * l1);
      assertCertified(points.get(k));
    }
    // In the order asked for; a tiny α gives the 3-sparse ±1 truth, whose ℓ1 norm is 3.
    assertEquals(1e-6, points.get(1).get("alpha").asDouble());
    assertEquals(3, points.get(1).get("l1").asDouble(), 1e-3);
    assertTrue(points.get(0).get("l1").asDouble() > 4);
    List<String> lines = Files.readAllLines(csv, StandardCharsets.UTF_8);
    assertEquals(3, lines.size());
    assertEquals(lines.get(0).split(",").length, lines.get(1).split(",", -1).length);
    assertTrue(ImageIO.read(plot.toFile()).getWidth() > 500);
  }

  @Test
  void smallStepsDescendToIt() {
    JsonNode limits = points("limit", "--alphas", "0.05:2:4");
    JsonNode descents =
        points("sweep", "--alphas", "0.05:2:4", "--step", "edge:0.02", "--tolerance", "1e-12");
    for (int k = 0; k < 4; k++) {
      assertEquals("converged", descents.get(k).get("status").asString());
      for (String norm : List.of("l1", "l2")) {
        double expected = limits.get(k).get(norm).asDouble();
        assertEquals(expected, descents.get(k).get(norm).asDouble(), 5e-3 * expected);
      }
    }
  }

  @Test
  void extremeAlphas() {
    Path plot = folder.resolve("r.png");
    JsonNode points = points("limit", "--alphas", "1e150,1e-150,1e-300", "--plot", plot);
    for (JsonNode point : points) {
      assertCertified(point);
    }
    assertEquals(3, points.get(1).get("l1").asDouble(), 1e-9);
    assertEquals(3, points.get(2).get("l1").asDouble(), 1e-9);
    assertTrue(points.get(0).get("l2").asDouble() < Math.sqrt(3));
    assertTrue(Files.exists(plot));
    String out = onProblem("limit", "--alphas", "1e-300").expectSuccess();
    assertTrue(out.contains("1.00e-300") && out.contains("1 limit certified"), out);
  }

  @Test
  void sameBytesWhenRunTwiceAndAsAMethodOfSweep() throws IOException {
    byte[][] bytes = new byte[3][];
    for (int k = 0; k < 3; k++) {
      Path json = folder.resolve(k + ".json");
      Object[] options = {"--alphas", "1e-4:10:6", "--json", json};
      if (k < 2) {
        onProblem("limit", options).expectSuccess();
      } else {
        onProblem("sweep", "--method", "limit", "--alphas", "1e-4:10:6", "--json", json)
            .expectSuccess();
      }
      bytes[k] = Files.readAllBytes(json);
    }
    assertArrayEquals(bytes[0], bytes[1]);
    assertArrayEquals(bytes[0], bytes[2]);
  }

  @Test
  void saysThatXIsRankDeficient() {
    Path x = folder.resolve("X.npy");
    Path y = folder.resolve("y.npy");
    NpyWriter.write(x, new double[][] {{1, 2, 3}, {2, 4, 6}});
    NpyWriter.write(y, new double[] {1, 2});
    String out = Cli.run("limit", "--x", x, "--y", y, "--alphas", "0.1").expectSuccess();
    assertTrue(out.contains("note: X is rank deficient: rank 1 of 2"), out);
    assertFalse(onProblem("limit", "--alphas", "0.1").expectSuccess().contains("note:"));
  }

  @Test
  void contradictoryRows() throws IOException {
    Path csv = folder.resolve("data.csv");
    Files.writeString(csv, "y,a,b,c\n1,1,2,3\n2,1,2,3\n", StandardCharsets.UTF_8);
    Path json = folder.resolve("r.json");
    for (Object[] command : new Object[][] {{"limit"}, {"sweep", "--method", "limit"}}) {
      Object[] options = {"--csv", csv, "--target", "y", "--alphas", "0.1", "--json", json};
      Object[] all = Stream.of(command, options).flatMap(Arrays::stream).toArray();
      String out = Cli.run(all).expectSuccess();
      assertTrue(out.contains("no theta interpolates y: 0.32 of ‖y‖ is outside"), out);
      assertTrue(Files.readString(json).contains("\"distanceToRange\": 0.316"), out);
      Files.delete(json);
    }
  }

  @Test
  void aLimitThatFailsIsSaidFirstAndIsARowOfItsOwn() throws IOException {
    Path theta = folder.resolve("theta.npy");
    Path csv = folder.resolve("limits.csv");
    Cli.Result result =
        onProblem("limit", "--alphas", "1e200,1", "--save-theta", theta, "--csv-out", csv);
    assertEquals(4, result.code());
    String out = result.out();
    assertTrue(out.indexOf("NOT CERTIFIED") < out.indexOf("Newton steps"), out);
    assertTrue(out.contains("1 of 2 limits certified"), out);
    assertTrue(out.contains("a row of NaN in"), out);
    String rows = Files.readString(csv);
    assertTrue(rows.contains("the limit for alpha = 1.0E200 was not reached"), rows);
    assertEquals(3, rows.lines().count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1,0", "0:1:4", "NaN", "Infinity"})
  void badAlphas(String alphas) {
    String line = onProblem("limit", "--alphas", alphas).expectOneLine(3);
    assertTrue(line.contains("--alphas") && line.contains("mirrorflow limit --help"), line);
  }

  @Test
  void alphasThatAreNoNumbersAreWrongUsage() {
    String line = onProblem("limit", "--alphas", "x").expectOneLine(2);
    assertTrue(line.contains("must be a number"), line);
  }

  @Test
  void alphaWhoseSquareIsNotANumberFails() {
    String line = onProblem("limit", "--alphas", "1e308").expectOneLine(4);
    assertTrue(line.contains("alpha = 1.0E308"), line);
  }

  @ParameterizedTest
  @CsvSource({
    "--step, edge:0.5",
    "--batch, 4",
    "--sampling, with",
    "--momentum, 0.5",
    "--tolerance, 1e-8",
    "--max-iterations, 10",
    "--threads, 2",
  })
  void optionsOfADescentAreRefused(String option, String value) {
    String line =
        onProblem("sweep", "--method", "limit", "--alphas", "1", option, value).expectOneLine(2);
    assertTrue(line.contains(option + " has no meaning with --method limit"), line);
  }

  @Test
  void fitHasNoLimit() {
    String line = onProblem("fit", "--model", "dln", "--method", "limit").expectOneLine(2);
    assertTrue(line.contains("mirrorflow limit"), line);
  }
}
