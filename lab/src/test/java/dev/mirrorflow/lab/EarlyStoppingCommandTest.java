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

/** {@code early-stopping}. */
final class EarlyStoppingCommandTest {

  private static final Object[] NOISY = {
    "early-stopping",
    "--n",
    60,
    "--d",
    150,
    "--sparsity",
    3,
    "--noise",
    0.5,
    "--max-iterations",
    3000
  };

  @TempDir private Path folder;

  private static Cli.Result run(Object... more) {
    return Cli.run(Stream.of(NOISY, more).flatMap(Arrays::stream).toArray());
  }

  private static JsonNode json(Object... more) {
    Object[] all = Stream.of(more, new Object[] {"--json", "-"}).flatMap(Arrays::stream).toArray();
    return JsonMapper.builder().build().readTree(run(all).expectSuccess());
  }

  @Test
  void zeroTargetsHaveTheAnswerZero() {
    Path x = folder.resolve("X.npy");
    Path y = folder.resolve("y.npy");
    Path theta = folder.resolve("theta.npy");
    double[][] rows = new double[10][3];
    for (int i = 0; i < 10; i++) {
      rows[i][i % 3] = 1 + i;
    }
    NpyWriter.write(x, rows);
    NpyWriter.write(y, new double[10]);
    Object[] command = {"early-stopping", "--x", x, "--y", y, "--save-theta", theta};
    String out = Cli.run(command).expectSuccess();
    assertTrue(out.contains("converged: the training loss reached its tolerance"), out);
    assertTrue(NpyReader.readMatrix(theta).isZero(), out);
  }

  @Test
  void theBestStopIsNearTheOracleAndTheEndIsNot() {
    JsonNode json = json();
    double best = json.get("best").get("squaredDistance").asDouble();
    double oracle = json.get("oracle").get("squaredDistance").asDouble();
    assertTrue(best < 2 * oracle, best + " against " + oracle);
    assertTrue(json.get("end").get("squaredDistance").asDouble() > 3 * best);
    assertEquals(3, json.get("best").get("supportFound").asInt());
    assertEquals(12, json.get("descent").get("heldOut").asInt());
  }

  @Test
  void theBestIsTheLeastOfTheTrace() {
    JsonNode json = json();
    double least = Double.POSITIVE_INFINITY;
    long at = -1;
    for (JsonNode point : json.get("trace")) {
      if (point.get("heldOutError").asDouble() < least) {
        least = point.get("heldOutError").asDouble();
        at = point.get("iteration").asLong();
      }
    }
    assertEquals(at, json.get("best").get("iteration").asLong());
    assertEquals(least, json.get("best").get("heldOutError").asDouble());
  }

  @Test
  void printsTheWayAndTheEstimates() {
    String out = run().expectSuccess();
    assertTrue(out.contains("48 samples to train on, 12 held out"), out);
    assertEquals(1, out.lines().filter(line -> line.endsWith(" best")).count(), out);
    assertTrue(out.contains("oracle") && out.contains("best stop"), out);
    assertEquals(out, run().expectSuccess(), "the same each time");
  }

  @Test
  void outputsAreWritten() throws IOException {
    Path csv = folder.resolve("out.csv");
    Path theta = folder.resolve("theta.npy");
    Path plot = folder.resolve("out.png");
    run("--csv-out", csv, "--save-theta", theta, "--plot", plot).expectSuccess();
    assertEquals(json().get("trace").size() + 1, Files.readAllLines(csv).size());
    assertEquals(150, NpyReader.readMatrix(theta).columns());
    assertEquals(1440, ImageIO.read(plot.toFile()).getWidth());
  }

  @Test
  void dataFromFilesHaveNoOracle() {
    Path x = folder.resolve("X.npy");
    Path y = folder.resolve("y.npy");
    NpyWriter.write(x, new double[][] {{1, 2, 0.5}, {0, 1, 1}, {1, 0, 1}});
    NpyWriter.write(y, new double[] {1, 2, 3});
    String out = Cli.run("early-stopping", "--x", x, "--y", y, "--held-out", 0.3).expectSuccess();
    assertTrue(!out.contains("oracle") && out.contains("2 samples to train on, 1 held out"), out);
  }

  @Test
  void aDescentThatDivergesSaysSo() {
    String line = run("--step", 5).expectOneLine(4);
    assertTrue(line.contains("diverged"), line);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    run("--held-out", 1).expectOneLine(2);
    run("--alpha", 0).expectOneLine(3);
    run("--method", "limit").expectOneLine(2);
    String line = run("--held-out", 0.001).expectOneLine(3);
    assertTrue(line.contains("leaves none"), line);
  }
}
