package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
