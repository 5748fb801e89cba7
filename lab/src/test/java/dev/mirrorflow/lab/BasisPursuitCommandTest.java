package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.linalg.DesignMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code basis-pursuit}, on a problem whose answer is fractions: (0, 0, 10/7, -10/49). */
final class BasisPursuitCommandTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final double[][] X = {{1, 0.5, 0.7, 0}, {0.5, 1, 0.1, 0.7}};

  @TempDir private Path folder;

  private Cli.Result run(double[][] rows, double[] target, Object... more) {
    Path x = folder.resolve("X.npy");
    Path y = folder.resolve("y.npy");
    NpyWriter.write(x, rows);
    NpyWriter.write(y, target);
    Object[] all = new Object[5 + more.length];
    System.arraycopy(new Object[] {"basis-pursuit", "--x", x, "--y", y}, 0, all, 0, 5);
    System.arraycopy(more, 0, all, 5, more.length);
    return Cli.run(all);
  }

  @Test
  void provesTheLeastNormAndNamesTheEntries() {
    JsonNode json = JSON.readTree(run(X, new double[] {1, 0}, "--json", "-").expectSuccess());
    assertEquals(80 / 49.0, json.get("objective").asDouble(), 1e-14);
    assertEquals("[2,3]", json.get("support").toString());
    assertEquals(10 / 7.0, json.get("values").get(0).asDouble(), 1e-14);
    assertEquals(-10 / 49.0, json.get("values").get(1).asDouble(), 1e-14);
    double bound = json.get("dual").get(0).asDouble();
    assertEquals(80 / 49.0, bound, 1e-14, "<p, y>, which no interpolator is below");
    for (String part : List.of("primalResidual", "dualExcess", "dualityGap")) {
      assertTrue(json.get("certificate").get(part).asDouble() <= 1e-14, part);
    }
  }

  @Test
  void writesThetaTheTableAndThePlot() throws IOException {
    Path theta = folder.resolve("theta.npy");
    Path csv = folder.resolve("entries.csv");
    Path plot = folder.resolve("plot.png");
    String out =
        run(X, new double[] {1, 0}, "--save-theta", theta, "--csv-out", csv, "--plot", plot)
            .expectSuccess();
    assertTrue(out.contains("certified to 1e-09"), out);
    DesignMatrix read = NpyReader.readMatrix(theta);
    double[] row = new double[4];
    read.copyRow(0, row);
    assertArrayEquals(new double[] {0, 0, 10 / 7.0, -10 / 49.0}, row, 1e-14);
    List<String> lines = Files.readAllLines(csv);
    assertEquals("coordinate,theta,subgradient,feature", lines.get(0));
    assertTrue(lines.get(1).startsWith("2,1.42857"), lines.get(1));
    assertTrue(lines.get(2).startsWith("3,-0.20408"), lines.get(2));
    assertTrue(ImageIO.read(plot.toFile()).getWidth() > 0);
  }

  @Test
  void showsTheLargestEntriesOnly() {
    String out = run(X, new double[] {1, 0}, "--top", 1).expectSuccess();
    assertTrue(out.contains("the 1 largest of 2 entries; --top shows more"), out);
    assertTrue(out.contains("2  1.4285714"), out);
  }

  @Test
  void saysHowFarTheTargetIsFromTheRange() {
    String out = run(new double[][] {{1}, {1}}, new double[] {1, 3}).expectSuccess();
    assertTrue(out.contains("no theta interpolates y: 0.45 of ‖y‖"), out);
    assertTrue(out.contains("least ℓ1 norm 2.000000000"), out);
  }

  @Test
  void theZeroTargetHasTheZeroInterpolator() {
    String out = run(X, new double[] {0, 0}).expectSuccess();
    assertTrue(out.contains("least ℓ1 norm 0.000000000"), out);
  }

  /** One column: θ = (xᵀy - nλ)/‖x‖², and 0 from λ = |xᵀy|/n on. */
  @Test
  void lassoThresholdsASingleColumn() throws IOException {
    Path csv = folder.resolve("lasso.csv");
    Path plot = folder.resolve("lasso.svg");
    Path theta = folder.resolve("theta.npy");
    double[][] x = {{3}, {4}};
    double[] y = {5, 10};
    JsonNode json = JSON.readTree(run(x, y, "--lambda", "30,2.5", "--json", "-").expectSuccess());
    assertEquals(27.5, json.get("largestLambda").asDouble(), 1e-14);
    assertEquals("[]", json.get("points").get(0).get("support").toString());
    JsonNode point = json.get("points").get(1);
    assertEquals(2, point.get("values").get(0).asDouble(), 1e-14);
    // Residuals -1 and 2: R = 5/4, and λ‖θ‖₁ = 5.
    assertEquals(6.25, point.get("objective").asDouble(), 1e-14);
    assertTrue(point.get("certified").asBoolean());
    String out =
        run(x, y, "--lambda", "2.5:30:2", "--csv-out", csv, "--plot", plot, "--save-theta", theta)
            .expectSuccess();
    assertTrue(out.contains("2 of 2 gaps within 1e-09"), out);
    assertTrue(Files.readString(csv).startsWith("lambda,entries,objective,duality_gap,"));
    assertTrue(Files.readString(plot).contains("</svg>"));
    assertEquals(2, NpyReader.readMatrix(theta).get(0, 0), 1e-14);
  }

  @Test
  void refusesALambdaThatIsNone() {
    String line = run(X, new double[] {1, 0}, "--lambda", "0,1").expectOneLine(2);
    assertTrue(line.contains("lambda"), line);
  }

  @Test
  void refusesToShowNothing() {
    assertTrue(run(X, new double[] {1, 0}, "--top", 0).expectOneLine(2).contains("--top"));
  }

  /** At a weight of 5 column 2 is too dear, and θ = (1, 0, 0, -5/7). */
  @Test
  void weightsChooseAmongInterpolators() {
    Path weights = folder.resolve("w.npy");
    NpyWriter.write(weights, new double[] {1, 1, 5, 1});
    JsonNode json =
        JSON.readTree(
            run(X, new double[] {1, 0}, "--weights", weights, "--json", "-").expectSuccess());
    assertEquals(12 / 7.0, json.get("objective").asDouble(), 1e-14);
    assertEquals("[0,3]", json.get("support").toString());
    assertEquals(weights.toString(), json.get("penalty").get("weights").asString());
    String out = run(X, new double[] {1, 0}, "--weights", weights).expectSuccess();
    assertTrue(out.contains("least weighted ℓ1 norm 1.714285714: certified"), out);
    NpyWriter.write(weights, new double[] {0, 1, 5, 1});
    String lasso =
        run(X, new double[] {1, 0}, "--weights", weights, "--lambda", "0.01,1").expectSuccess();
    assertTrue(lasso.contains("no penalised entry from lambda = 0.150000 on"), lasso);
  }

  @Test
  void normsAreWeightsWithoutAFile() {
    Path weights = folder.resolve("w.npy");
    double[] norms = new double[4];
    for (int j = 0; j < 4; j++) {
      norms[j] = Math.hypot(X[0][j], X[1][j]) / Math.sqrt(2);
    }
    NpyWriter.write(weights, norms);
    double[] objectives = new double[2];
    for (int k = 0; k < 2; k++) {
      Object given = k == 0 ? weights : "norms";
      JsonNode json =
          JSON.readTree(
              run(X, new double[] {1, 0}, "--weights", given, "--json", "-").expectSuccess());
      objectives[k] = json.get("objective").asDouble();
    }
    assertEquals(objectives[0], objectives[1], 1e-14);
    String computed =
        Cli.run("basis-pursuit", "--x", "dct:64:256:1", "--sparsity", 4, "--weights", "norms")
            .expectSuccess();
    assertTrue(computed.contains("weighted ℓ1 norm"), computed);
    String refused =
        Cli.run("basis-pursuit", "--x", "dct:64:256:1", "--sparsity", 4, "--nonnegative")
            .expectOneLine(2);
    assertTrue(refused.contains("--nonnegative needs --lambda or --noise-norm"), refused);
  }

  @Test
  void badWeightsAreNamedWithTheirFile() {
    Path weights = folder.resolve("w.npy");
    NpyWriter.write(weights, new double[] {1, 1});
    String line = run(X, new double[] {1, 0}, "--weights", weights).expectOneLine(3);
    assertTrue(line.contains("w.npy: has 2 weights, but X has 4 columns"), line);
    NpyWriter.write(weights, new double[] {1, 1, -2, 1});
    line = run(X, new double[] {1, 0}, "--weights", weights).expectOneLine(3);
    assertTrue(line.contains("w.npy: the weight of coordinate 2"), line);
    line = run(X, new double[] {1, 0}, "--weights", weights, "--json", weights).expectOneLine(2);
    assertTrue(line.contains("w.npy"), line);
  }

  @Test
  void signsAreKeptOrSaidToBeImpossible() {
    JsonNode json =
        JSON.readTree(
            run(X, new double[] {1, 0.5}, "--nonnegative", "--json", "-").expectSuccess());
    assertEquals(1, json.get("objective").asDouble(), 1e-14);
    assertEquals("[0]", json.get("support").toString());
    String line = run(X, new double[] {1, 0}, "--nonnegative").expectOneLine(4);
    assertTrue(line.contains("no theta >= 0 interpolates y"), line);
  }

  /** Columns of the identity: 5 and -3 shrink by 1 each. */
  @Test
  void noiseIsAllowedFor() {
    double[][] identity = {{1, 0}, {0, 1}};
    double[] y = {5, -3};
    String noise = "1.4142135623730951";
    JsonNode json =
        JSON.readTree(run(identity, y, "--noise-norm", noise, "--json", "-").expectSuccess());
    assertEquals(6, json.get("objective").asDouble(), 1e-14);
    assertEquals(4, json.get("values").get(0).asDouble(), 1e-14);
    assertEquals(-2, json.get("values").get(1).asDouble(), 1e-14);
    String out = run(identity, y, "--noise-norm", noise).expectSuccess();
    assertTrue(out.contains("least ℓ1 norm within ‖Xθ - y‖ <= 1.414"), out);
    String line =
        run(new double[][] {{1}, {1}}, new double[] {1, 3}, "--noise-norm", 1).expectOneLine(4);
    assertTrue(line.contains("the least is about 1.41421"), line);
  }

  @Test
  void contradictoryOptionsAreRefused() {
    String both = run(X, new double[] {1, 0}, "--noise-norm", 1, "--lambda", "1").expectOneLine(2);
    assertTrue(both.contains("--lambda or --noise-norm"), both);
    String none = run(X, new double[] {1, 0}, "--noise-norm", 0).expectOneLine(2);
    assertTrue(none.contains("for 0 leave it out"), none);
  }
}
