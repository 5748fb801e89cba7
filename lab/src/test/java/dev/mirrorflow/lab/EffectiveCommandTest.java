package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class EffectiveCommandTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Object[] PROBLEM = {"effective", "--n", 12, "--d", 40, "--sparsity", 2};

  @TempDir private Path folder;

  private static Cli.Result run(Object... more) {
    return Cli.run(Stream.of(PROBLEM, more).flatMap(Arrays::stream).toArray());
  }

  private static JsonNode points(Object... more) {
    Object[] json = {"--json", "-"};
    return JSON.readTree(
            run(Stream.of(more, json).flatMap(Arrays::stream).toArray()).expectSuccess())
        .get("points");
  }

  private static JsonNode end(JsonNode point, String name) {
    return StreamSupport.stream(point.get("ends").spliterator(), false)
        .filter(end -> end.get("end").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> ends(JsonNode point) {
    return StreamSupport.stream(point.get("ends").spliterator(), false)
        .map(end -> end.get("end").asString())
        .toList();
  }

  /** λ t = 0.5 · 1000 · 0.002: the end is that of α/e but for the size of the steps. */
  @Test
  void weightDecayThatEndsIsASmallerAlpha() {
    Object[] decay = {"--weight-decay", 0.5, "--weight-decay-steps", 1000, "--step", 0.002};
    JsonNode point =
        points(Stream.of(decay, new Object[] {"--alphas", 0.3}).flatMap(Arrays::stream).toArray())
            .get(0);
    JsonNode formula = end(point, "decay formula");
    assertEquals(0.3 / Math.E, formula.get("effectiveAlpha").asDouble(), 1e-12);
    assertTrue(formula.get("distanceToReached").asDouble() < 0.01, formula.toString());
    assertTrue(
        end(point, "gradient flow").get("distanceToReached").asDouble() > 0.1, point.toString());
    String refused = run("--weight-decay", 1, "--step", "polyak").expectOneLine(2);
    assertTrue(refused.contains("--weight-decay needs a constant step"), refused);
    assertTrue(run("--weight-decay", -1).expectOneLine(3).contains("not negative"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gd", "sgd", "momentum", "nesterov"})
  void theEndIsThePredictedOneForEachMethod(String method) {
    JsonNode point = points("--method", method, "--tolerance", "1e-19").get(0);
    assertEquals("converged", point.get("status").asString());
    assertTrue(end(point, "predicted").get("distanceToReached").asDouble() < 1e-8);
    assertTrue(end(point, "gradient flow").get("distanceToReached").asDouble() > 1e-4);
    assertTrue(end(point, "predicted").get("effectiveAlpha").asDouble() < 0.1);
    assertEquals(0.1, end(point, "gradient flow").get("effectiveAlpha").asDouble(), 1e-15);
    assertEquals(
        end(point, "predicted").get("l1").asDouble(),
        end(point, "reached").get("l1").asDouble(),
        1e-7);
  }

  @Test
  void singleSamplesAreSetApartFromFullBatchesAndModelledByPaths() {
    JsonNode point = points("--method", "sgd", "--batch", 1, "--step", 0.02, "--paths", 2).get(0);
    assertEquals(
        List.of(
            "reached",
            "predicted",
            "noise formula",
            "path 1",
            "path 2",
            "full batches",
            "gradient flow"),
        ends(point));
    double reached = Math.log(10 * end(point, "reached").get("effectiveAlpha").asDouble());
    for (String name : List.of("noise formula", "path 1", "path 2")) {
      double formula = Math.log(10 * end(point, name).get("effectiveAlpha").asDouble());
      assertEquals(1, formula / reached, 0.5, name);
    }
    double full = Math.log(10 * end(point, "full batches").get("effectiveAlpha").asDouble());
    assertTrue(full < 0 && full > reached / 4, full + " " + reached);
  }

  @Test
  void labelNoiseLowersTheEffectiveAlpha() {
    Object[] options = {"--method", "sgd", "--batch", 1, "--step", 0.02, "--tolerance", "1e-19"};
    Object[] noise = {"--label-noise", 0.5, "--label-noise-steps", 3000, "--paths", 1};
    JsonNode clean = points(options).get(0);
    JsonNode noisy = points(Stream.of(options, noise).flatMap(Arrays::stream).toArray()).get(0);
    double alpha = end(noisy, "reached").get("effectiveAlpha").asDouble();
    assertTrue(alpha < end(clean, "reached").get("effectiveAlpha").asDouble());
    assertTrue(end(noisy, "predicted").get("distanceToReached").asDouble() < 1e-8);
    double path = end(noisy, "path 1").get("effectiveAlpha").asDouble();
    assertEquals(1, Math.log(10 * path) / Math.log(10 * alpha), 0.3);
  }

  @Test
  void stepsUpToTheEdge() throws IOException {
    Path csv = folder.resolve("r.csv");
    Path theta = folder.resolve("r.npy");
    Path plot = folder.resolve("r.png");
    JsonNode points =
        points("--fractions", "0.2:0.8:3", "--csv-out", csv, "--save-theta", theta, "--plot", plot);
    assertEquals(3, points.size());
    double last = 1;
    for (int k = 0; k < 3; k++) {
      JsonNode point = points.get(k);
      double fraction = 0.2 * Math.pow(2, k);
      assertEquals(
          fraction, point.get("step").asDouble() / point.get("largestStableStep").asDouble(), 1e-9);
      assertEquals(fraction, point.get("sharpnessOverEdge").asDouble(), 0.1 * fraction);
      assertTrue(point.get("sharpness").size() > 10);
      double alpha = end(point, "reached").get("effectiveAlpha").asDouble();
      assertTrue(alpha < last);
      last = alpha;
    }
    assertEquals(3, NpyReader.readMatrix(theta).rows());
    List<String> lines = Files.readAllLines(csv, StandardCharsets.UTF_8);
    assertEquals(1 + 3 * 3, lines.size());
    assertEquals(lines.get(0).split(",").length, lines.get(1).split(",", -1).length);
    assertTrue(ImageIO.read(plot.toFile()).getWidth() > 1500);
  }

  @Test
  void momentumSaysLambdaAndWhereItsTheoryEnds() {
    String small = run("--method", "momentum", "--step", 0.001).expectSuccess();
    assertTrue(small.contains("momentum flow") && small.contains("lambda 0.100"), small);
    assertFalse(small.contains("changed sign"), small);
    String large = run("--method", "momentum", "--step", 0.02).expectSuccess();
    assertTrue(large.contains("changed sign"), large);
    assertFalse(large.contains("momentum flow"), large);
    assertTrue(large.contains("predicted"), large);
  }

  @Test
  void sameBytesWhenRunTwice() {
    Object[] options = {"--method", "sgd", "--step", 0.05, "--paths", 3, "--json", "-"};
    assertEquals(run(options).expectSuccess(), run(options).expectSuccess());
  }

  @Test
  void aDivergingStepIsSaidAndTheOthersStay() throws IOException {
    Path json = folder.resolve("r.json");
    Cli.Result result = run("--fractions", "0.5,5", "--json", json);
    String line = result.expectOneLine(4);
    assertTrue(line.contains("1 of 2 descents diverged"), line);
    assertTrue(result.out().contains("diverged after"), result.out());
    JsonNode points = JSON.readTree(Files.readString(json, StandardCharsets.UTF_8)).get("points");
    assertEquals("converged", points.get(0).get("status").asString());
    assertEquals(0, points.get(1).get("ends").size());
    Path csv = folder.resolve("r.csv");
    run("--fractions", "0.5,5", "--csv-out", csv).expectOneLine(4);
    String last = Files.readAllLines(csv).getLast();
    assertTrue(last.contains(",diverged,"), last);
  }

  /** The first α has no stable step, the second is beyond what α² can be. */
  @Test
  void anAlphaWithoutAStableStepIsARow() throws IOException {
    Path json = folder.resolve("r.json");
    Cli.Result result = run("--alphas", "1e154,0.1", "--json", json);
    String line = result.expectOneLine(4);
    assertTrue(line.contains("1 of 2 descents diverged; alpha = 1.00e+154: "), line);
    assertTrue(line.contains("no step is stable; take a smaller alpha"), line);
    JsonNode points = JSON.readTree(Files.readString(json)).get("points");
    assertEquals("diverged", points.get(0).get("status").asString());
    assertEquals("converged", points.get(1).get("status").asString());
    line = run("--alphas", "1e155").expectOneLine(3);
    assertTrue(line.contains("I is Infinity at 0, beyond the range of doubles"), line);
  }

  @Test
  void zeroTargetsHaveTheAnswerZero() {
    Path x = folder.resolve("X.npy");
    Path y = folder.resolve("y.npy");
    NpyWriter.write(x, new double[][] {{1, 2, 0.5}, {0, 1, 1}});
    NpyWriter.write(y, new double[2]);
    for (String method : List.of("gd", "sgd", "momentum")) {
      Object[] command = {"effective", "--x", x, "--y", y, "--method", method};
      String out = Cli.run(command).expectSuccess();
      assertTrue(out.contains("converged after 0 iterations"), out);
      assertFalse(out.contains("NaN"), out);
      assertTrue(out.lines().anyMatch(line -> line.matches(" *predicted +0.10000 +0.000 .*")), out);
    }
  }

  @Test
  void theBudgetIsSaid() {
    String out = run("--max-iterations", 3).expectSuccess();
    assertTrue(out.contains("raise --max-iterations"), out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--method limit                     | use mirrorflow limit",
        "--method flow                      | use mirrorflow flow",
        "--step 0.1 --fractions 0.5         | not both",
        "--fractions 0                      | fraction must be positive",
        "--fractions 1:0.1:3                | lower end comes first",
        "--paths 2                          | --paths needs --method sgd",
        "--method sgd --paths 2             | a constant step",
        "--label-noise 1                    | --label-noise needs --method sgd",
        "--method sgd --label-noise -1      | must be 0 or positive",
        "--method sgd --step 0.1 --paths -1 | must be 0 or more",
      })
  void wrongUsage(String options, String expected) {
    String line = run((Object[]) options.split(" ")).expectOneLine(2);
    assertTrue(line.contains(expected), line);
  }

  @Test
  void noInterpolatorIsBadData() {
    String line = Cli.run("effective", "--n", 20, "--d", 5, "--noise", 1).expectOneLine(3);
    assertTrue(line.contains("not in the range of X"), line);
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();
    Cli.Result result = run("--fractions", "0.1,0.2");
    assertTrue(Thread.interrupted() || result.code() == 130);
    assertTrue(result.expectOneLine(130).contains("interrupted"), result.err());
  }
}
