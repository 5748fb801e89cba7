package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.linalg.DesignMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code sweep}, {@code fit}, {@code flow} and {@code grid} on data and options at the ends of what
 * doubles hold: an answer, or one line that says why not; never a point less.
 */
final class HostileScalesTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder;

  @Test
  void aHugeXHasAnAnswer() throws IOException {
    Object[] data = data(new double[][] {{1e154, 2e154}}, 1);
    Path theta = folder.resolve("theta.npy");
    run("sweep", data, "--alphas", "0.1", "--save-theta", theta).expectSuccess();
    DesignMatrix rows = NpyReader.readMatrix(theta);
    assertEquals(0.2e-154, rows.get(0, 0), 1e-158);
    assertEquals(0.4e-154, rows.get(0, 1), 1e-158);
    run("fit", data, "--model", "ols").expectSuccess();
    run("landscape", data).expectSuccess();
    for (String flow :
        List.of("flow --model dln", "flow --model ols", "sweep --alphas 1 --method flow")) {
      String line = run(flow, data).expectOneLine(3);
      assertTrue(line.contains("X is too large for a flow: its largest entry is 2.0E154"), line);
      assertTrue(line.contains("divide X by a power of ten"), line);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sweep --alphas 0.1",
        "sweep --alphas 0.1 --method flow",
        "fit --model ols",
        "fit --model dln",
        "flow --model dln",
        "flow --model ols",
        "early-stopping",
        "descend --alphas 0.1"
      })
  void lossesThatNoDoubleHoldsAreBadData(String command) {
    Object[] words = command.split(" ", -1);
    String line = run("", words, "--n", 5, "--d", 20, "--noise", "1e200").expectOneLine(3);
    assertTrue(line.contains("y is too large: its largest entry is "), line);
    assertTrue(line.contains("divide y by a power of ten"), line);
  }

  @Test
  void targetsWhoseSquaresVanishAreBadData() throws IOException {
    Object[] data = data(new double[][] {{1, 2}, {3, 5}}, 1e-170, 2e-170);
    for (String command : List.of("sweep --alphas 0.1", "fit --model ols", "flow --model dln")) {
      String line = run("", command.split(" ", -1), data).expectOneLine(3);
      assertTrue(line.contains("y is too small: its largest entry is 2.0E-170, at row 1"), line);
    }
    Object[] small = data(new double[][] {{1, 2}, {3, 5}}, 1e-152, 2e-152);
    String line = run("fit", small, "--model", "ols", "--tolerance", "1e-20").expectOneLine(3);
    assertTrue(line.contains("y is too small for the tolerance 1.0E-20"), line);
  }

  @Test
  void zeroTargetsHaveTheAnswerZero() throws IOException {
    Object[] zero = data(new double[][] {{1, 2, 0}, {3, 5, 1}}, 0, 0);
    Object[] constant = data(new double[][] {{1, 2, 0}, {3, 5, 1}}, 3, 3);
    for (String command :
        List.of(
            "sweep --alphas 0.1,1",
            "sweep --alphas 0.1,1 --method flow",
            "sweep --alphas 0.1,1 --method flow --integrator dormand-prince",
            "fit --model ols",
            "fit --model dln",
            "flow --model ols",
            "flow --model ols --integrator dormand-prince",
            "flow --model dln",
            "flow --model dln --integrator dormand-prince --variables theta")) {
      Path theta = folder.resolve("zero.npy");
      run("", command.split(" ", -1), zero, "--save-theta", theta).expectSuccess();
      run("", command.split(" ", -1), constant, "--standardize").expectSuccess();
      if (!command.startsWith("fit")) {
        DesignMatrix rows = NpyReader.readMatrix(theta);
        assertTrue(rows.isZero(), command);
      }
    }
    Path start = folder.resolve("start.npy");
    NpyWriter.write(start, new double[] {1, 2, 3});
    String line = run("flow", zero, "--model", "ols", "--theta0", start).expectOneLine(3);
    assertTrue(line.contains("--until-loss") && line.contains("give --time"), line);
    run("flow", zero, "--model", "ols", "--theta0", start, "--time", 5).expectSuccess();
  }

  /** The points below rounding are rows with a θ all the same. */
  @Test
  void theFloorOfRoundingIsARow() throws IOException {
    Path json = folder.resolve("r.json");
    Path csv = folder.resolve("r.csv");
    Path theta = folder.resolve("r.npy");
    Object[] outputs = {"--json", json, "--csv-out", csv, "--save-theta", theta};
    Object[] flow = {"--method", "flow", "--tolerance", "1e-36", "--n", 10, "--d", 30};
    Cli.Result result = run("sweep", flow, "--alphas", "1e-3,1", outputs);
    String line = result.expectOneLine(4);
    assertTrue(line.contains("2 of 2 alphas did not come to the loss asked for"), line);
    assertTrue(line.contains("floor of rounding") && line.contains("raise --tolerance"), line);
    assertTrue(result.out().contains("0 of 2 converged"), result.out());
    assertEquals(3, Files.readAllLines(csv).size());
    JsonNode points = JSON.readTree(Files.readString(json)).get("points");
    assertEquals(2, points.size());
    for (JsonNode point : points) {
      assertEquals("floor", point.get("status").asString());
      assertTrue(point.get("trainLoss").asDouble() < 1e-25, point.toString());
      assertTrue(point.get("time").asDouble() < 1e30, point.toString());
    }
    DesignMatrix rows = NpyReader.readMatrix(theta);
    assertEquals(2, rows.rows());
    assertTrue(Double.isFinite(rows.get(0, 0)) && Double.isFinite(rows.get(1, 0)));

    Cli.Result alone = run("flow", "--model", "dln", "--n 10 --d 30 --until-loss 1e-40");
    assertTrue(alone.expectOneLine(4).contains("raise --until-loss"), alone.err());
    assertTrue(alone.out().contains("by the floor of rounding"), alone.out());
    assertFalse(alone.out().contains("Infinity"), alone.out());
    Cli.Result fit = run("fit --tolerance 1e-40 --n 20 --d 60 --noise 0.3 --model ols");
    assertTrue(fit.expectOneLine(4).contains("floor of rounding"), fit.err());
    assertFalse(fit.out().contains("warning"), fit.out());
  }

  /** Also where one of them cannot be integrated at all. */
  @Test
  void everyAlphaHasItsRowInTheOrderAskedFor() throws IOException {
    Path json = folder.resolve("r.json");
    Path theta = folder.resolve("r.npy");
    for (String method : List.of("gd", "flow", "flow --integrator dormand-prince")) {
      run(
              "sweep --n 10 --d 30 --alphas 3,1,2,1 --method " + method,
              "--json",
              json,
              "--save-theta",
              theta)
          .expectSuccess();
      JsonNode points = JSON.readTree(Files.readString(json)).get("points");
      DesignMatrix rows = NpyReader.readMatrix(theta);
      double[] asked = {3, 1, 2, 1};
      for (int k = 0; k < asked.length; k++) {
        assertEquals(asked[k], points.get(k).get("alpha").asDouble());
        double l1 = 0;
        for (int j = 0; j < 30; j++) {
          l1 += Math.abs(rows.get(k, j));
        }
        assertEquals(points.get(k).get("l1").asDouble(), l1, 1e-12 * l1, method + k);
      }
    }
    for (String alphas : List.of("1e170,1", "1e170,1,2,3,4,5,6,7,8")) {
      String by = " --method flow --integrator dormand-prince --n 10 --d 30";
      String line = run("sweep --alphas " + alphas + by, "--json", json).expectOneLine(4);
      int count = alphas.split(",", -1).length;
      assertTrue(line.contains("1 of " + count + " alphas failed; alpha = 1.00e+170"), line);
      JsonNode points = JSON.readTree(Files.readString(json)).get("points");
      assertEquals(count, points.size());
      assertEquals("failed", points.get(0).get("status").asString());
      assertEquals("converged", points.get(count - 1).get("status").asString());
    }
  }

  @Test
  void anAlphaBeyondDoublesSaysSo() {
    for (String command :
        List.of(
            "fit --model dln --alpha 1e154",
            "early-stopping --alpha 1e154",
            "sweep --alphas 1e154",
            "sweep --alphas 1e154,1,2,3,4,5,6,7,8")) {
      Cli.Result result = run(command + " --n 10 --d 30");
      String line = result.expectOneLine(4);
      assertFalse(line.contains("NaN") || line.contains("0.000"), line);
      if (!command.startsWith("early")) {
        assertTrue(line.contains("no step is stable; take a smaller alpha"), line);
      }
    }
  }

  @Test
  void theLargestBudgetEnds() {
    run("fit --model dln --n 10 --d 30 --max-iterations 9223372036854775807").expectSuccess();
  }

  /** ν would grow to 1e11 here; the loss rose to 141.8. */
  @Test
  void contradictoryRowsComeDownToLeastSquares() throws IOException {
    Object[] data =
        data(new double[][] {{1, 1}, {1, 1.000001}, {1, 0.999999}, {1, 1}}, 1, 2, 4, -1);
    Path json = folder.resolve("r.json");
    run("flow", data, "--model dln --alpha 1e-3 --time 1e11", "--json", json).expectSuccess();
    JsonNode result = JSON.readTree(Files.readString(json));
    assertEquals(1.375, result.get("result").get("trainLoss").asDouble(), 1e-9);
    double last = Double.POSITIVE_INFINITY;
    for (JsonNode point : result.get("trajectory")) {
      double loss = point.get("trainLoss").asDouble();
      assertTrue(loss <= last * (1 + 1e-9), last + " to " + loss);
      last = loss;
    }
  }

  /** A timestamp in nanoseconds beside a column of order 1: the least loss is 0. */
  @Test
  void aTimestampHidesNoColumn() throws IOException {
    Object[] data = data(new double[][] {{1.7e18, 1}, {1.7e18, -1}}, 1, -1);
    String out = run("sweep", data, "--alphas 0.1 --max-iterations 100").expectSuccess();
    assertFalse(out.contains("cannot interpolate") || out.contains(" converged\n"), out);
    assertTrue(out.contains("0 of 1 converged") && out.contains("try --standardize"), out);
    run("sweep", data, "--alphas 0.1 --standardize").expectSuccess();
    String line = run("flow", data, "--model ols").expectOneLine(4);
    assertTrue(line.contains("--standardize"), line);
  }

  @Test
  void factorisationsThatFailAreRows() throws IOException {
    Path csv = folder.resolve("w.csv");
    String command = "factorise --size 4 --rank 1 --measurements 3 --commuting --alphas 1e160,1";
    Cli.Result result = run(command, "--csv-out", csv);
    String line = result.expectOneLine(4);
    assertTrue(line.contains("1 of 2 alphas") && line.contains("take an alpha nearer to 1"), line);
    List<String> lines = Files.readAllLines(csv);
    assertEquals(3, lines.size(), "" + lines);
    String said = "the loss at U = αI is beyond the range of doubles; take an alpha nearer to 1";
    assertEquals("1.0E160,,,,,,," + said, lines.get(1));
    List<String> ended = List.of(lines.get(2).split(",", -1));
    assertEquals("", ended.getLast());
    assertFalse(ended.subList(0, 7).contains(""), "" + ended);
    assertTrue(
        run(command.replace("1e160,1", "1e160"))
            .expectOneLine(4)
            .contains("take an alpha nearer to 1"));
  }

  @Test
  void aBatchAboveTheSamplesIsRefused() {
    for (String command : List.of("fit --model ols", "sweep --alphas 1", "early-stopping")) {
      String line = run(command + " --n 10 --d 30 --method sgd --batch 11").expectOneLine(3);
      assertTrue(line.contains("--batch 11 is more than the "), line);
    }
    run("fit --model ols --n 10 --d 30 --method sgd").expectSuccess();
  }

  @Test
  void gridsHaveEveryPointAndEveryAxis() throws IOException {
    Path grid = folder.resolve("g.json");
    Path csv = folder.resolve("g.csv");
    String points = "\"n\": 10, \"d\": 30, \"k\": 2, \"alpha\": ";
    Files.writeString(
        grid, "{" + points + "[1, 1e154], \"method\": [\"gd\", \"flow\"], \"tolerance\": 1e-36}");
    Cli.Result result = run("grid", grid, "--csv-out", csv);
    assertTrue(result.expectOneLine(4).contains("4 of 4 points failed"), result.err());
    List<String> lines = Files.readAllLines(csv);
    assertEquals(5, lines.size());
    assertTrue(lines.stream().anyMatch(l -> l.contains(",floor,")), lines.toString());
    assertFalse(lines.stream().anyMatch(l -> l.contains("unexpected")), lines.toString());

    Files.writeString(
        grid, "{" + points + "1, \"method\": [\"gd\", \"momentum\"], \"momentum\": [0.5, 0.9, 1]}");
    assertTrue(
        run("grid", grid, "--csv-out", csv).expectOneLine(4).contains("1 of 4 points failed"));
    lines = Files.readAllLines(csv);
    assertEquals(5, lines.size());
    int column = List.of(lines.getFirst().split(",", -1)).indexOf("momentum");
    List<String> cells = lines.stream().skip(1).map(l -> l.split(",", -1)[column]).toList();
    assertEquals(List.of("", "0.5", "0.9", "1.0"), cells);

    for (String setting : List.of("maxIterations", "tolerance")) {
      Files.writeString(grid, "{" + points + "1, \"" + setting + "\": [1, 2]}");
      String line = run("grid", grid).expectOneLine(3);
      assertTrue(line.contains(setting + " is no axis but one number for all points"), line);
    }
    Files.writeString(grid, "{" + points + "1, \"method\": \"sgd\", \"batch\": [10, 11]}");
    assertTrue(run("grid", grid).expectOneLine(4).contains("batch = 11 is more than the n = 10"));
    Files.writeString(grid, "{" + points + "1, \"method\": \"sgd\"}");
    run("grid", grid).expectSuccess();
    Files.writeString(grid, "{" + points + "1, \"noise\": [0, 1e200]}");
    assertTrue(run("grid", grid).expectOneLine(4).contains("y is too large"));
  }

  private Object[] data(double[][] x, double... y) throws IOException {
    Path matrix = Files.createTempFile(folder, "x", ".npy");
    Path target = Files.createTempFile(folder, "y", ".npy");
    NpyWriter.write(matrix, DesignMatrix.of(x));
    NpyWriter.write(target, y);
    return new Object[] {"--x", matrix, "--y", target};
  }

  /** Words, or arrays of words; what has spaces is several. */
  private static Cli.Result run(Object... parts) {
    List<Object> words = new ArrayList<>();
    for (Object part : parts) {
      Stream<?> several =
          part instanceof Object[] array
              ? Stream.of(array)
              : part instanceof String text ? Stream.of(text.split(" ", -1)) : Stream.of(part);
      several.filter(word -> !word.toString().isEmpty()).forEach(words::add);
    }
    return Cli.run(words.toArray());
  }
}
