package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code classify}, on two samples whose separators are (3, 4)/25 and (0, 1/4). */
final class ClassifyCommandTest {

  private static final double[][] ROWS = {{3, 4}, {-3, -4}};

  @TempDir private Path folder;

  private Object[] data(double[][] rows, double... target) {
    Path x = folder.resolve("X.npy");
    Path y = folder.resolve("y.npy");
    NpyWriter.write(x, rows);
    NpyWriter.write(y, target);
    return new Object[] {"classify", "--x", x, "--y", y, "--test-x", x, "--test-y", y};
  }

  private static Cli.Result run(Object[] start, Object... more) {
    return Cli.run(Stream.of(start, more).flatMap(Arrays::stream).toArray());
  }

  private static JsonNode json(Object[] start, Object... more) {
    Object[] all = Stream.of(more, new Object[] {"--json", "-"}).flatMap(Arrays::stream).toArray();
    return JsonMapper.builder().build().readTree(run(start, all).expectSuccess());
  }

  /** The separator of maximum ℓ∞ margin is (1, 1)/7, the first step of either goes along it. */
  @ParameterizedTest
  @ValueSource(strings = {"sign", "adam"})
  void descentsPerEntryGoToTheMaximumLargestMargin(String method) {
    for (double scale : new double[] {1, 0x1p600}) {
      double[][] rows = {{3 * scale, 4 * scale}, {-3 * scale, -4 * scale}};
      JsonNode result = json(data(rows, 1, -1), "--method", method, "--steps", 10);
      assertEquals(
          7 * scale, result.get("maxMarginLargest").get("margin").asDouble(), 1e-14 * scale);
      assertEquals(1 / (7 * scale), result.get("eta").asDouble(), 1e-15 / scale);
      for (int k = 1; k < result.get("states").size(); k++) {
        JsonNode state = result.get("states").get(k);
        assertEquals(1, state.get("largestMarginShare").asDouble(), 1e-12);
      }
    }
    String out = run(data(ROWS, 1, -1), "--method", method).expectSuccess();
    assertTrue(out.contains("of ℓ∞ maximum") && out.contains("by all three"), out);
    String other = run(data(ROWS, 1, -1)).expectSuccess();
    assertFalse(other.contains("ℓ∞"), other);
    String refused = run(data(ROWS, 1, -1), "--method", method, "--model", "dln").expectOneLine(2);
    assertTrue(refused.contains("linear model"), refused);
  }

  @Test
  void signsAndBitsAreTheSameClasses() {
    JsonNode signs = json(data(ROWS, 1, -1));
    JsonNode bits = json(data(ROWS, 1, 0));
    JsonNode standardized = json(data(ROWS, 1, 0), "--standardize");
    assertEquals(signs.get("states"), bits.get("states"));
    assertEquals(5, signs.get("maxMarginL2").get("margin").asDouble(), 1e-13);
    assertEquals(4, signs.get("maxMarginL1").get("margin").asDouble(), 1e-13);
    assertEquals(1, signs.get("maxMarginL1").get("entries").asInt());
    for (JsonNode result : new JsonNode[] {signs, bits, standardized}) {
      assertEquals(0, result.get("maxMarginL2").get("testError").asDouble());
      JsonNode last = result.get("states").get(result.get("states").size() - 1);
      assertEquals(0, last.get("angleToL2").asDouble(), 1e-7);
      assertEquals(0, last.get("testError").asDouble());
    }
    assertTrue(signs.get("states").get(0).get("testError").isNull());
  }

  @Test
  void saysHowTargetsAreRead() {
    assertTrue(run(data(ROWS, 1, 0)).expectSuccess().contains("0 and 1 are the classes -1 and 1"));
    assertTrue(run(data(ROWS, 1, -1)).expectSuccess().contains("targets -1 and 1 are the classes"));
  }

  @Test
  void lossesBelowTheRangeOfDoublesArePrinted() {
    String out = run(data(ROWS, 1, -1), "--method", "normalized", "--steps", 2000).expectSuccess();
    // The margin grows by 25 eta = 4 a step.
    assertTrue(out.lines().anyMatch(line -> line.matches(" *2000  \\S*e-34\\d\\d .*")), out);
  }

  @Test
  void theNetworkGoesToTheL1MarginWithEveryMethod() {
    for (String method : new String[] {"gd", "sgd", "normalized"}) {
      JsonNode states = json(data(ROWS, 1, -1), "--model", "dln", "--method", method).get("states");
      JsonNode last = states.get(states.size() - 1);
      assertTrue(
          last.get("angleToL1").asDouble() < last.get("angleToL2").asDouble(), last::toString);
    }
  }

  @Test
  void aDescentThatLeavesTheDoublesEndsEarlyAndSaysSo() {
    Object[] fast = data(ROWS, 1, -1);
    String out = run(fast, "--model", "dln", "--method", "normalized").expectSuccess();
    assertTrue(out.contains("ended early"), out);
    JsonNode result = json(fast, "--model", "dln", "--method", "normalized");
    assertTrue(!result.get("complete").asBoolean());
    assertTrue(json(fast).get("complete").asBoolean());
  }

  @Test
  void outputsAreWritten() throws IOException {
    Path csv = folder.resolve("out.csv");
    Path theta = folder.resolve("theta.npy");
    Path plot = folder.resolve("out.png");
    run(data(ROWS, 1, -1), "--csv-out", csv, "--save-theta", theta, "--plot", plot, "--points", 4)
        .expectSuccess();
    assertEquals(6, Files.readAllLines(csv).size());
    assertEquals(5, NpyReader.readMatrix(theta).rows());
    assertEquals(1440, ImageIO.read(plot.toFile()).getWidth());
  }

  /** 20 samples of 30 features, turned to one side of a plane, times a power of two. */
  private Object[] gaussian(int power) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    double[][] rows = new double[20][30];
    double[] y = new double[20];
    for (int i = 0; i < 20; i++) {
      for (int j = 0; j < 30; j++) {
        rows[i][j] = Math.scalb(random.nextGaussian(), power);
      }
      y[i] = rows[i][0] > rows[i][1] ? 1 : -1;
    }
    return data(rows, y);
  }

  @ParameterizedTest
  @ValueSource(ints = {-900, -540, 540, 900})
  void aPowerOfTwoChangesNothingButTheUnit(int power) {
    for (String method : new String[] {"gd", "normalized", "sgd"}) {
      Object[] few = {"--steps", 200, "--points", 3, "--method", method};
      JsonNode plain = json(gaussian(0), few);
      JsonNode scaled = json(gaussian(power), few);
      for (int k = 0; k < 4; k++) {
        JsonNode was = plain.get("states").get(k);
        JsonNode is = scaled.get("states").get(k);
        for (String name : new String[] {"t", "logLoss", "margin", "testError"}) {
          assertEquals(was.get(name), is.get(name), name);
        }
        assertEquals(was.get("angleToL1").asDouble(), is.get("angleToL1").asDouble(), 1e-12);
        assertEquals(was.get("angleToL2").asDouble(), is.get("angleToL2").asDouble(), 1e-12);
        assertEquals(Math.scalb(was.get("l1").asDouble(), -power), is.get("l1").asDouble());
      }
      for (String separator : new String[] {"maxMarginL1", "maxMarginL2"}) {
        double margin = plain.get(separator).get("margin").asDouble();
        double other = scaled.get(separator).get("margin").asDouble();
        assertEquals(Math.scalb(margin, power), other, 1e-15 * other);
      }
    }
    String step = run(gaussian(power)).expectSuccess().lines().toList().get(2);
    assertTrue(step.matches("gd on the linear model, step \\d\\.\\d+e[+-]?\\d{3,4}"), step);
    String line = run(gaussian(power), "--eta", power > 0 ? 1e200 : 1e-200).expectOneLine(3);
    assertTrue(line.contains("--eta") && line.contains("rescale X"), line);
  }

  @Test
  void rowsOfAllSizesAreSeparated() {
    double[][] rows = {{3e8, 4e8}, {3e-8, -4e-8}, {-1e-4, 2e-4}, {-5e3, -1e3}};
    JsonNode json = json(data(rows, 1, 1, -1, -1), "--steps", 10);
    // Only (3, -4) w >= 1e8 and (3, 4) w >= 1e-8 bind: w = (1e8 + 1e-8, 1e-8 - 1e8 ...)/6, /8.
    assertTrue(json.get("maxMarginL2").get("gap").asDouble() <= 1e-12);
    assertTrue(json.get("maxMarginL1").get("gap").asDouble() <= 1e-12);
    assertEquals(2, json.get("maxMarginL2").get("supportVectors").asInt());
  }

  @Test
  void oneClassIsRefused() {
    String line = run(data(ROWS, 1, 1)).expectOneLine(3);
    assertTrue(line.contains("y holds one class only, 1 in all 2 rows"), line);
    line = run(data(ROWS, 0, 0)).expectOneLine(3);
    assertTrue(line.contains("y holds one class only, 0 in all 2 rows"), line);
    line = run(data(ROWS, -1, -1), "--standardize").expectOneLine(3);
    assertTrue(line.contains("y holds one class only, -1 in all 2 rows"), line);
    line = Cli.run("classify", "--n", 10, "--d", 5, "--sparsity", 0).expectOneLine(3);
    assertTrue(line.contains("10 synthetic targets have one sign"), line);
  }

  @Test
  void whatWouldSeparateTheClassesIsNamed() {
    double[][] line = {{1}, {2}, {3}, {4}};
    String both = run(data(line, -1, -1, 1, 1)).expectOneLine(3);
    assertTrue(both.contains("2 signed samples have a convex combination that is 0"), both);
    assertTrue(both.endsWith("add a column of ones to X, or give --standardize"), both);
    run(data(line, -1, -1, 1, 1), "--standardize").expectSuccess();
    double[][] withOnes = {{1, 1}, {2, 1}, {3, 1}, {4, 1}};
    run(data(withOnes, -1, 1, 1, 1)).expectSuccess();
    // The mean is 2.5, on the side of 2.
    String ones = run(data(line, -1, 1, 1, 1)).expectOneLine(3);
    assertTrue(
        ones.endsWith("one with an intercept separates them: add a column of ones to X"), ones);
    ones = run(data(line, -1, 1, 1, 1), "--standardize").expectOneLine(3);
    assertTrue(ones.endsWith("add a column of ones to X"), ones);
    String none = run(data(line, -1, 1, 1, -1)).expectOneLine(3);
    assertTrue(none.endsWith("add features or remove samples"), none);
    String zero = run(data(new double[][] {{1}, {0}}, 1, -1)).expectOneLine(3);
    assertTrue(zero.contains("sample 1 (counted from 0) has only zeros"), zero);
    assertTrue(zero.contains("add a column of ones"), zero);
  }

  /** A column of nanosecond timestamps, in samples too many to be separated in integers. */
  @Test
  void whatIsNotCertifiedIsAFailureAndStandardizingIsNamedWhereItHelps() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    double[][] rows = new double[60][700];
    double[] y = new double[60];
    for (int i = 0; i < 60; i++) {
      Arrays.setAll(rows[i], _ -> random.nextGaussian());
      y[i] = rows[i][1] > rows[i][2] ? 1 : -1;
      rows[i][0] = 1.7e18 + 1e15 * random.nextDouble();
    }
    String line = run(data(rows, y), "--steps", 10).expectOneLine(4);
    assertTrue(line.contains("the maximum margin could not be certified"), line);
    assertTrue(line.endsWith("or give --standardize, which helps here"), line);
    run(data(rows, y), "--steps", 10, "--standardize").expectSuccess();
  }

  @Test
  void whatRoundingDoesIsMeasuredAndSaidFirst() {
    Object[] chaotic = {
      "classify", "--n", 40, "--d", 100, "--sparsity", 3, "--model", "dln", "--points", 3
    };
    List<String> lines = run(chaotic, "--method", "normalized").expectSuccess().lines().toList();
    assertTrue(
        lines.get(3).startsWith("chaotic: a step larger by its last bit turns"), lines::toString);
    JsonNode sensitivity = json(chaotic, "--method", "normalized").get("sensitivity");
    double turn = sensitivity.get("turn").asDouble();
    assertTrue(turn > 1e-3 && turn < 0.2, () -> "turn " + turn);
    assertTrue(sensitivity.get("logLoss").asDouble() > 1e-4);
    assertTrue(json(chaotic).get("sensitivity").isNull());
    Object[] linear = {
      "classify", "--n", 40, "--d", 100, "--sparsity", 3, "--method", "normalized"
    };
    assertEquals(0, json(linear).get("sensitivity").get("turn").asDouble(), 1e-10);
    assertTrue(!run(linear).expectSuccess().contains("chaotic"));
  }

  /** What least squares makes of labels is not asked for. */
  @Test
  void labelsAreNotInterpolated() {
    double[][] rows = {{1, 2}, {2, 1}, {-1, -2}, {-3, -1}};
    String out = run(data(rows, 1, 1, -1, -1)).expectSuccess();
    assertFalse(out.contains("interpolate"), out);
    assertTrue(out.contains("the training set is separated by both"), out);
  }

  @Test
  void aBatchAboveTheSamplesIsSaid() {
    String out = run(data(ROWS, 1, -1), "--method", "sgd", "--batch", 9).expectSuccess();
    assertTrue(out.contains("mini-batches of 2 samples, not 9"), out);
    assertTrue(!run(data(ROWS, 1, -1), "--batch", 9).expectSuccess().contains("mini-batches"));
  }

  @Test
  void whatIsNoClassIsRefused() {
    String line = run(data(ROWS, 1, 2)).expectOneLine(3);
    assertTrue(line.contains("y holds 2.0 at row 1") && line.contains("-1 and 1"), line);
    line = run(data(new double[][] {{1, 2}, {2, 4}}, 1, -1)).expectOneLine(3);
    assertTrue(line.contains("not separable"), line);
    run(data(ROWS, 1, -1), "--points", 1).expectOneLine(2);
    run(data(ROWS, 1, -1), "--eta", -1).expectOneLine(3);
  }
}
