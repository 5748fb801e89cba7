package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code initialise}. */
final class InitialiseCommandTest {

  private static final Object[] SMALL = {
    "initialise", "--n", 20, "--d", 60, "--sparsity", 2, "--alphas", "1e-4,0.1,10"
  };

  @TempDir private Path folder;

  private static Cli.Result run(Object... more) {
    return Cli.run(Stream.of(SMALL, more).flatMap(Arrays::stream).toArray());
  }

  private static JsonNode points(Object... more) {
    Object[] all = Stream.of(more, new Object[] {"--json", "-"}).flatMap(Arrays::stream).toArray();
    return JsonMapper.builder().build().readTree(run(all).expectSuccess()).get("points");
  }

  private static double at(JsonNode points, int k, String name) {
    return points.get(k).get(name).asDouble();
  }

  @Test
  void theTableIsThatOfTheLimits() {
    JsonNode points = points();
    SyntheticProblem synthetic = SyntheticProblem.of(20, 60, 2, 1);
    Dataset data = synthetic.training();
    double[] theta =
        new BregmanProjection(new LeastSquares(data.x(), data.y())).ofAlpha(0.1).theta();
    assertEquals(Norms.l1(theta) / 2, at(points, 1, "l1Ratio"), 1e-6);
    double error = Math.pow(Norms.relativeDistance(theta, synthetic.thetaStar()), 2);
    assertEquals(error, at(points, 1, "testError"), 0.2 * error);
    assertTrue(points.get(0).get("testErrorAfterLabels").isNull());
  }

  /** Remark 4: a sparse θ* asks for a small α, a dense one for a large. */
  @Test
  void sparseAndDenseWantOppositeStarts() {
    JsonNode points = points();
    assertTrue(at(points, 0, "testError") < 0.01 * at(points, 2, "testError"));
    assertTrue(at(points, 0, "testErrorDense") > at(points, 2, "testErrorDense"));
  }

  /** Remark 3. */
  @Test
  void smallStartsAreRichAndLargeOnesLazy() {
    JsonNode points = points();
    assertEquals(1, at(points, 0, "kernelChange"), 1e-3);
    assertTrue(at(points, 0, "alignment") < 0.7 && at(points, 0, "moved") > 10);
    assertTrue(at(points, 2, "kernelChange") < 1e-4 && at(points, 2, "moved") < 1e-2);
    assertTrue(at(points, 2, "distanceToLeastL2") < 1e-4);
  }

  @Test
  void depthIsSparserFromTheSameStart() {
    assertTrue(
        at(points("--depth", 3), 1, "l1Ratio") < at(points(), 1, "l1Ratio"), "at alpha = 0.1");
  }

  @Test
  void labelsAreForgottenAndCopiesAreNot() {
    JsonNode points = points("--corrupt", 2);
    double plain = at(points, 0, "testError");
    assertEquals(plain, at(points, 0, "testErrorAfterLabels"), 1e-6 * plain);
    assertTrue(at(points, 0, "testErrorAfterCopies") > 1);
    String out = run("--corrupt", 2).expectSuccess();
    assertTrue(out.contains("after copies") && out.contains("2 copies"), out);
    assertFalse(run().expectSuccess().contains("after copies"));
  }

  @Test
  void outputsAreWritten() throws IOException {
    Path csv = folder.resolve("out.csv");
    Path theta = folder.resolve("theta.npy");
    Path plot = folder.resolve("out.png");
    run("--csv-out", csv, "--save-theta", theta, "--plot", plot).expectSuccess();
    assertEquals(4, Files.readAllLines(csv).size());
    assertEquals(3, NpyReader.readMatrix(theta).rows());
    assertEquals(1440, ImageIO.read(plot.toFile()).getWidth());
  }

  @Test
  void dataWithoutATestSetHaveNoErrors() {
    Path x = folder.resolve("X.npy");
    Path y = folder.resolve("y.npy");
    NpyWriter.write(x, new double[][] {{1, 2, 0.5}, {0, 1, 1}});
    NpyWriter.write(y, new double[] {1, 2});
    String out = Cli.run("initialise", "--x", x, "--y", y, "--alphas", "0.1").expectSuccess();
    assertFalse(out.contains("test error"), out);
  }

  /** The second needs an α³ above 1e-12. */
  @ParameterizedTest
  @CsvSource({"2, 1e154", "5, 1e-8"})
  void anAlphaThatFailsIsARowThatSaysWhy(int depth, String failing) throws IOException {
    Path json = folder.resolve("out.json");
    Path csv = folder.resolve("out.csv");
    Path theta = folder.resolve("theta.npy");
    Path plot = folder.resolve("out.png");
    Cli.Result result =
        of(
            failing + ",1",
            "--depth",
            depth,
            "--json",
            json,
            "--csv-out",
            csv,
            "--save-theta",
            theta,
            "--plot",
            plot);
    assertEquals(4, result.code());
    assertEquals("", result.err());
    String said = "alpha = " + Double.parseDouble(failing) + " could not be certified";
    assertTrue(result.out().lines().skip(2).findFirst().orElseThrow().contains(said), result.out());
    assertTrue(result.out().contains("not all limits certified"), result.out());
    JsonNode points = JsonMapper.builder().build().readTree(Files.readString(json)).get("points");
    assertTrue(points.get(0).get("failure").asString().contains(said));
    assertTrue(points.get(0).get("l1Ratio").isNull() && points.get(0).get("alignment").isNull());
    assertTrue(points.get(1).get("failure").isNull());
    String alone = of("1", "--depth", depth, "--json", "-").expectSuccess();
    JsonNode one = JsonMapper.builder().build().readTree(alone).get("points");
    assertEquals(at(one, 0, "l1Ratio"), at(points, 1, "l1Ratio"), 1e-12);
    assertEquals(3, Files.readAllLines(csv).size());
    assertTrue(Files.readAllLines(csv).get(1).contains(said));
    assertTrue(Double.isNaN(NpyReader.readMatrix(theta).get(0, 59)));
    assertTrue(Double.isFinite(NpyReader.readMatrix(theta).get(1, 59)));

    String line = of(failing, "--depth", depth).expectOneLine(4);
    assertTrue(line.contains(said), line);
  }

  @Test
  void zeroTargetsHaveTheAnswerZero() {
    Path x = folder.resolve("X.npy");
    Path y = folder.resolve("y.npy");
    Path theta = folder.resolve("theta.npy");
    NpyWriter.write(x, new double[][] {{1, 2, 0.5}, {0, 1, 1}});
    NpyWriter.write(y, new double[2]);
    for (int depth : new int[] {2, 3}) {
      String out =
          Cli.run("initialise", "--x", x, "--y", y, "--depth", depth, "--save-theta", theta)
              .expectSuccess();
      assertTrue(out.contains("all limits certified") && !out.contains("NaN"), out);
      assertTrue(NpyReader.readMatrix(theta).isZero());
    }
  }

  /** Kernel and factors do not know the units of X and y. */
  @Test
  void theRegimeIsThatOfXInOtherUnits() {
    Path x = folder.resolve("X.npy");
    Path y = folder.resolve("y.npy");
    NpyWriter.write(x, new double[][] {{1, 2, 0.5}, {0, 1, 1}});
    NpyWriter.write(y, new double[] {1, 2});
    Object[] command = {"initialise", "--x", x, "--y", y, "--alphas", "0.1,1", "--json", "-"};
    JsonNode plain = pointsOf(command);
    double unit = 0x1p510;
    NpyWriter.write(x, new double[][] {{unit, 2 * unit, 0.5 * unit}, {0, unit, unit}});
    NpyWriter.write(y, new double[] {unit, 2 * unit});
    JsonNode scaled = pointsOf(command);
    for (String name : new String[] {"l1Ratio", "moved", "kernelChange", "alignment"}) {
      for (int k = 0; k < 2; k++) {
        assertEquals(at(plain, k, name), scaled.get(k).get(name).asDouble(), 1e-12, name);
      }
    }
  }

  private static JsonNode pointsOf(Object... command) {
    String out = Cli.run(command).expectSuccess();
    return JsonMapper.builder().build().readTree(out).get("points");
  }

  /** With other α. */
  private static Cli.Result of(String alphas, Object... more) {
    Object[] command = {"initialise", "--n", 20, "--d", 60, "--sparsity", 2, "--alphas", alphas};
    return Cli.run(Stream.of(command, more).flatMap(Arrays::stream).toArray());
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    run("--depth", 1).expectOneLine(2);
    run("--depth", 3, "--corrupt", 2).expectOneLine(2);
    run("--corrupt-share", 0.3).expectOneLine(2);
    run("--corrupt", 0).expectOneLine(3);
    String line = run("--corrupt", 4).expectOneLine(3);
    assertTrue(line.contains("at most 3 copies"), line);
    line = run("--depth", 40).expectOneLine(3);
    assertTrue(line.contains("alpha^depth"), line);
  }
}
