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

/** {@code flow} and {@code sweep --method flow}. */
final class FlowCommandTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int D = 30;

  @TempDir private Path folder;

  private static Cli.Result onProblem(String command, String options, Object... more) {
    Object[] problem = {command, "--n", 10, "--d", D, "--sparsity", 2};
    Object[] words = options.isEmpty() ? new Object[0] : options.split(" ");
    return Cli.run(Stream.of(problem, words, more).flatMap(Arrays::stream).toArray());
  }

  private static JsonNode json(String options) {
    return JSON.readTree(onProblem("flow", options, "--json", "-").expectSuccess());
  }

  @Test
  void tableShowsTheWayAndTheEnd() {
    String out = onProblem("flow", "--model dln --integrator dormand-prince").expectSuccess();
    List<String> lines = out.lines().toList();
    String header = lines.stream().filter(l -> l.contains("train loss")).findFirst().orElseThrow();
    for (String column : List.of("  t", "‖θ‖₁", "‖θ‖₂", "test error", "support", "drift of I")) {
      assertTrue(header.contains(column), out);
    }
    assertTrue(lines.get(lines.indexOf(header) + 1).strip().startsWith("0.000 "), out);
    assertTrue(out.contains("by the loss to end at"), out);
    assertTrue(out.matches("(?s).*\\d+ evaluations, \\d+ steps accepted, \\d+ rejected.*"), out);
    assertTrue(out.contains("relative distance to the limit of the flow"), out);
    // The dual variables have I built in: there is nothing to drift.
    assertFalse(onProblem("flow", "--model dln").expectSuccess().contains("drift"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--model ols",
        "--model ols --integrator dormand-prince --tolerance 1e-9",
        "--model dln",
        "--model dln --alpha 10",
        "--model dln --alpha 1e-3",
        "--model dln --alpha 1e100",
        "--model dln --alpha 0.5 --integrator dormand-prince --tolerance 1e-9",
        "--model dln --alpha 0.5 --integrator dormand-prince --variables theta --tolerance 1e-9",
        "--model dln --alpha 0.5 --integrator dormand-prince --variables dual --tolerance 1e-9",
      })
  void endsAtTheLimit(String options) {
    JsonNode result = json(options + " --until-loss 1e-16").get("result");
    assertEquals("loss", result.get("end").asString());
    double distance = result.get("relativeDistanceToLimit").asDouble();
    assertTrue(distance < 1e-6, "distance " + distance);
  }

  @ParameterizedTest
  @CsvSource({
    "--model ols --time 2, --integrator rk4 --step 0.01, 1e-6",
    "--model ols --time 2, --integrator euler --step 0.001, 1e-2",
    "--model dln --alpha 0.5 --time 2, --integrator rk4 --step 0.01, 1e-5",
    "--model dln --alpha 0.5 --time 2, --integrator euler --step 0.001, 1e-2",
    "--model dln --alpha 0.5 --time 2, --integrator rk4 --step 0.01 --variables theta, 1e-5",
    "--model dln --alpha 0.5 --time 2, --integrator rk4 --step 0.01 --variables dual, 1e-5",
    "--model dln --alpha 0.5 --time 2, --integrator dormand-prince --variables uv, 1e-5",
  })
  void everyWayTakesTheSameTrajectory(String flow, String way, double slack) {
    JsonNode expected = json(flow);
    JsonNode actual = json(flow + " " + way);
    assertEquals("time", actual.get("result").get("end").asString());
    assertEquals(2, actual.get("result").get("time").asDouble());
    JsonNode records = actual.get("trajectory");
    assertEquals(expected.get("trajectory").size(), records.size());
    for (int i = 0; i < records.size(); i++) {
      JsonNode record = expected.get("trajectory").get(i);
      assertEquals(record.get("time"), records.get(i).get("time"));
      for (String value : List.of("trainLoss", "l1", "l2", "testError")) {
        double size = record.get(value).asDouble();
        assertEquals(size, records.get(i).get(value).asDouble(), slack * size, value + " at " + i);
      }
    }
  }

  @Test
  void writesAllOutputs() throws IOException {
    Path json = folder.resolve("r.json");
    Path csv = folder.resolve("r.csv");
    Path theta = folder.resolve("r.npy");
    Path plot = folder.resolve("r.png");
    onProblem(
            "flow",
            "--model dln --alpha 0.1 --integrator dormand-prince --per-decade 3",
            "--json",
            json,
            "--csv-out",
            csv,
            "--save-theta",
            theta,
            "--plot",
            plot)
        .expectSuccess();
    JsonNode read = JSON.readTree(Files.readString(json, StandardCharsets.UTF_8));
    assertEquals("mirrorflow-flow-1", read.get("format").asString());
    assertEquals("uv", read.get("flow").get("variables").asString());
    assertEquals(1e-6, read.get("flow").get("tolerance").asDouble());
    assertEquals(1e-10, read.get("flow").get("untilLoss").asDouble());
    JsonNode records = read.get("trajectory");
    List<String> lines = Files.readAllLines(csv, StandardCharsets.UTF_8);
    assertEquals(records.size() + 1, lines.size());
    List<String> columns = List.of(lines.get(0).split(","));
    DesignMatrix rows = NpyReader.readMatrix(theta);
    assertEquals(records.size(), rows.rows());
    assertEquals(D, rows.columns());
    for (int i = 0; i < records.size(); i++) {
      String[] cells = lines.get(i + 1).split(",", -1);
      assertEquals(columns.size(), cells.length);
      double time = records.get(i).get("time").asDouble();
      assertEquals(time, Double.parseDouble(cells[columns.indexOf("time")]));
      double drift = Double.parseDouble(cells[columns.indexOf("invariant_drift")]);
      assertTrue(drift >= 0 && drift < 1e-3, "drift " + drift);
      double l1 = 0;
      for (int j = 0; j < D; j++) {
        l1 += Math.abs(rows.get(i, j));
      }
      assertEquals(records.get(i).get("l1").asDouble(), l1, 1e-12 * l1);
    }
    // Three times a decade, from the start to the end.
    assertEquals(0, records.get(0).get("time").asDouble());
    double ratio = records.get(5).get("time").asDouble() / records.get(2).get("time").asDouble();
    assertEquals(10, ratio, 1e-6);
    assertTrue(ImageIO.read(plot.toFile()).getWidth() > 1000);
    try (var files = Files.list(folder)) {
      assertEquals(4, files.count(), "temporary files are left");
    }
  }

  @Test
  void plotsAsSvg() throws IOException {
    Path plot = folder.resolve("r.svg");
    onProblem("flow", "--model ols", "--plot", plot).expectSuccess();
    String svg = Files.readString(plot, StandardCharsets.UTF_8);
    assertTrue(svg.contains("<svg") && svg.contains("</svg>"), svg.substring(0, 200));
    // Two panels side by side, with a line in each of the three colours.
    assertTrue(svg.contains("viewBox=\"0 0 1440 520\""), svg.substring(0, 400));
    for (String colour : List.of("rgb(44,140,44)", "rgb(31,119,180)", "rgb(214,39,40)")) {
      assertTrue(svg.contains("stroke:" + colour), colour);
    }
  }

  @Test
  void fromTheta0ToItsProjection() {
    double[] theta0 = new double[D];
    for (int j = 0; j < D; j++) {
      theta0[j] = Math.sin(j);
    }
    Path start = folder.resolve("start.npy");
    Path theta = folder.resolve("theta.npy");
    NpyWriter.write(start, theta0);
    String out =
        onProblem("flow", "--model ols --time 1000", "--theta0", start, "--save-theta", theta)
            .expectSuccess();
    DesignMatrix rows = NpyReader.readMatrix(theta);
    double[] first = new double[D];
    rows.copyRow(0, first);
    assertArrayEquals(theta0, first);
    assertTrue(out.matches("(?s).*limit of the flow: (0\\.0+e\\+00|\\d\\.\\d+e-1[0-9]).*"), out);
  }

  @Test
  void sameBytesWhenRunTwice() {
    String options = "--model dln --alpha 0.01 --json -";
    String one = onProblem("flow", options).expectSuccess();
    String two = onProblem("flow", options).expectSuccess();
    assertEquals(
        one.substring(0, one.indexOf("\"timings\"")), two.substring(0, two.indexOf("\"timings\"")));
  }

  @Test
  void contradictoryRowsHaveNoLimitButAFlow() throws IOException {
    Path csv = folder.resolve("data.csv");
    Files.writeString(csv, "y,a,b,c\n1,1,2,3\n2,1,2,3\n", StandardCharsets.UTF_8);
    String out = Cli.run("flow", "--model", "dln", "--csv", csv, "--target", "y").expectSuccess();
    assertTrue(out.contains("by the loss to end at"), out);
    assertFalse(out.contains("the limit of the flow is not known"), out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--model ols --integrator rodas4 | use exact or dormand-prince",
        "--model ols --variables uv | --model dln",
        "--model ols --variables dual | --model dln",
        "--model ols --alpha 1 | --model dln",
        "--model dln --integrator exact | use rodas4",
        "--model dln --integrator rodas4 --variables uv | use dormand-prince on uv",
        "--model dln --variables theta | use dormand-prince on theta",
        "--model dln --integrator euler | needs --step",
        "--model dln --integrator rk4 --tolerance 1e-6 --step 1 | takes --step",
        "--model dln --step 0.1 | takes --tolerance",
        "--model ols --step 0.1 | makes no steps",
        "--model ols --tolerance 1e-6 | no error to control",
        "--model ols --max-steps 10 | makes no steps",
        "--model dln --integrator euler --step 0 | --step must be positive",
        "--model dln --tolerance 0 | between 0 and 1",
        "--model dln --tolerance NaN | between 0 and 1",
        "--model dln --max-steps 0 | at least 1",
        "--model dln --time 0 | --time must be positive",
        "--model dln --time Infinity | --time must be positive",
        "--model dln --until-loss -1 | --until-loss must be",
        "--model dln --until-loss 0 | give --time",
        "--model dln --per-decade 0 | --per-decade",
        "--model dln --integrator heun | exact, euler, rk4, dormand-prince, rodas4",
        "--model dln --variables w | uv, theta, dual",
        "--model dln --plot r.pdf | .png or .svg",
        "--alpha 1 | --model",
      })
  void usageErrors(String options, String says) {
    String line = onProblem("flow", options).expectOneLine(2);
    assertTrue(line.contains(says) && line.contains("mirrorflow flow --help"), line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--model dln --max-steps 5 | budget of 5 steps",
        "--model dln --integrator dormand-prince --max-steps 5 | use rodas4",
        "--model ols --integrator dormand-prince --max-steps 5 | use the exact flow",
        "--model ols --integrator euler --step 100 | smaller step",
        "--model dln --alpha 1 --integrator euler --step 100 | smaller step",
        "--model dln --alpha 1 --integrator rk4 --step 100 | smaller step",
      })
  void failedComputations(String options, String says) {
    Path json = folder.resolve("r.json");
    String line = onProblem("flow", options, "--json", json).expectOneLine(4);
    assertTrue(line.contains(says), line);
    assertFalse(Files.exists(json));
  }

  @Test
  void alphaOutOfTheRangeOfTheVariables() {
    String line =
        onProblem(
                "flow", "--model dln --alpha 1e-170 --integrator dormand-prince --variables theta")
            .expectOneLine(3);
    assertTrue(line.contains("use the dual flow"), line);
  }

  @Test
  void interruptEndsItBeforeTheProblemIsMade() {
    Thread.currentThread().interrupt();
    Cli.Result result = onProblem("flow", "--model dln");
    assertTrue(Thread.interrupted());
    assertTrue(result.expectOneLine(130).contains("interrupted after 0 of"), result.err());
  }

  /** The interrupt comes with the title, once the data are there: the flow says what is done. */
  @Test
  void interruptEndsTheFlowWithWhatIsDone() throws IOException {
    Path csv = folder.resolve("rows.csv");
    Path json = folder.resolve("interrupted.json");
    Files.writeString(csv, "y,a,b,c\n1,1,2,3\n2,1,-2,4\n", StandardCharsets.UTF_8);
    Object[] command = {"flow", "--model", "dln", "--csv", csv, "--target", "y", "--json", json};
    Cli.Result result = Cli.interruptedAt("diagonal network", command);
    assertTrue(Thread.interrupted());
    assertTrue(result.expectOneLine(130).contains("interrupted after 0 steps"), result.err());
    assertTrue(result.out().contains("with loss 1.250e+00 by an interrupt"), result.out());
    assertTrue(Files.readString(json).contains("\"trainLoss\": 1.25"), Files.readString(json));
  }

  @Test
  void sweepOfFlowsEndsAtTheLimits() throws IOException {
    Path theta = folder.resolve("flow.npy");
    Path limit = folder.resolve("limit.npy");
    String alphas = "--alphas 1e-8:100:6";
    String out =
        onProblem("sweep", "--method flow --tolerance 1e-16 " + alphas, "--save-theta", theta)
            .expectSuccess();
    assertTrue(out.contains("6 of 6 converged"), out);
    onProblem("limit", alphas, "--save-theta", limit).expectSuccess();
    DesignMatrix flows = NpyReader.readMatrix(theta);
    DesignMatrix limits = NpyReader.readMatrix(limit);
    for (int k = 0; k < 6; k++) {
      for (int j = 0; j < D; j++) {
        assertEquals(limits.get(k, j), flows.get(k, j), 1e-6);
      }
    }
  }

  /** As many α as lanes take, by each explicit method. */
  @ParameterizedTest
  @CsvSource({
    "dormand-prince, ''",
    "rk4, --step 0.02",
    "euler, --step 0.01",
  })
  void sweepOfFlowsByExplicitMethodsEndsAtTheLimits(String integrator, String step)
      throws IOException {
    Path theta = folder.resolve("flow.npy");
    Path limit = folder.resolve("limit.npy");
    String alphas = "--alphas 0.3:1:17";
    String json =
        onProblem(
                "sweep",
                (step + " --method flow --tolerance 1e-9 --json - --integrator ").strip()
                    + " "
                    + integrator
                    + " "
                    + alphas,
                "--save-theta",
                theta)
            .expectSuccess();
    JsonNode method = JSON.readTree(json).get("descent");
    assertEquals(integrator, method.get("integrator").asString());
    assertEquals("uv", method.get("variables").asString());
    assertEquals(step.isEmpty(), method.get("step") == null);
    onProblem("limit", alphas, "--save-theta", limit).expectSuccess();
    DesignMatrix flows = NpyReader.readMatrix(theta);
    DesignMatrix limits = NpyReader.readMatrix(limit);
    // Euler with a finite step ends near the limit of the flow only.
    double allowed = integrator.equals("euler") ? 0.02 : 1e-3;
    for (int k = 0; k < 17; k++) {
      for (int j = 0; j < D; j++) {
        assertEquals(limits.get(k, j), flows.get(k, j), allowed);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--integrator dormand-prince"})
  void sweepOfFlowsIsTheSameForAnyNumberOfThreads(String integrator) {
    String expected = null;
    for (int threads : new int[] {1, 2, 4}) {
      String text =
          onProblem(
                  "sweep",
                  ("--method flow --alphas 1e-2:2:9 --json - --threads "
                          + threads
                          + " "
                          + integrator)
                      .strip())
              .expectSuccess();
      String withoutTimings = text.substring(0, text.indexOf("\"timings\""));
      expected = expected == null ? withoutTimings : expected;
      assertEquals(expected, withoutTimings);
    }
    JsonNode point =
        JSON.readTree(expected.strip().replaceAll(",$", "") + "}").get("points").get(0);
    assertEquals("converged", point.get("status").asString());
    assertTrue(point.get("evaluations").asInt() >= 6 * point.get("iterations").asInt());
  }

  @Test
  void oneFailingFlowLeavesTheOthers() {
    Path csv = folder.resolve("r.csv");
    Path theta = folder.resolve("r.npy");
    Cli.Result result =
        onProblem(
            "sweep", "--method flow --alphas 0.1,1e200", "--csv-out", csv, "--save-theta", theta);
    String line = result.expectOneLine(4);
    assertTrue(line.contains("1 of 2 alphas failed; alpha = 1.00e+200"), line);
    assertTrue(result.out().contains("1 of 2 converged"), result.out());
    assertTrue(Files.exists(csv) && Files.exists(theta));
  }

  @ParameterizedTest
  @CsvSource({"--step, 0.1", "--batch, 4", "--sampling, with", "--momentum, 0.5"})
  void optionsOfADescentAreRefused(String option, String value) {
    String line = onProblem("sweep", "--method flow --alphas 1", option, value).expectOneLine(2);
    assertTrue(line.contains(option + " has no meaning with --method flow"), line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--integrator rk4                             | rk4 needs --step H",
        "--integrator euler --step edge:0.5           | euler needs --step H",
        "--integrator dormand-prince --step 0.1       | --step has no meaning",
        "--integrator exact                           | closed form of least squares",
        "--method gd --integrator rk4                 | --integrator needs --method flow",
      })
  void integratorsOfASweepAreChecked(String options, String message) {
    String method = options.contains("--method") ? "" : "--method flow ";
    String line = onProblem("sweep", method + "--alphas 1 " + options).expectOneLine(2);
    assertTrue(line.contains(message), line);
  }

  @Test
  void aFlowNeedsALossToEndAtAndSteps() {
    onProblem("sweep", "--method flow --alphas 1 --tolerance 0").expectOneLine(2);
    onProblem("sweep", "--method flow --alphas 1 --max-iterations 0").expectOneLine(2);
    String line = onProblem("fit", "--model dln --method flow").expectOneLine(2);
    assertTrue(line.contains("use mirrorflow flow"), line);
  }
}
