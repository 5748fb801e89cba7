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
