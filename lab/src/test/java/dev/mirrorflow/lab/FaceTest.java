package dev.mirrorflow.lab;

import static dev.mirrorflow.Goal.relativeLoss;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mirrorflow.Alphas;
import dev.mirrorflow.Course;
import dev.mirrorflow.Limit;
import dev.mirrorflow.Problem;
import dev.mirrorflow.Run;
import dev.mirrorflow.Sweep;
import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.linalg.DesignMatrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The library's face and the command line mean the same: the same bits, said or by default. */
class FaceTest {

  @TempDir private static Path folder;

  private static Path x;
  private static Path y;
  private static Problem problem;

  @BeforeAll
  static void generate() {
    Cli.run("generate", "--n", 20, "--d", 50, "--sparsity", 2, "--output", folder.resolve("data"))
        .expectSuccess();
    x = folder.resolve("data").resolve("X.npy");
    y = folder.resolve("data").resolve("y.npy");
    problem = Problem.of(x, y);
  }

  private static Path theta() {
    return folder.resolve("theta.npy");
  }

  /** Runs a command on the data, and returns its JSON. */
  private static JsonNode json(String command, Object... options) throws IOException {
    Path out = folder.resolve(command + ".json");
    List<Object> arguments =
        new ArrayList<>(
            List.of(command, "--x", x, "--y", y, "--json", out, "--save-theta", theta()));
    arguments.addAll(List.of(options));
    Cli.run(arguments.toArray()).expectSuccess();
    return new ObjectMapper().readTree(out.toFile());
  }

  @Test
  void aDescentIsThatOfFit() throws IOException {
    JsonNode usual = json("fit", "--model", "dln");
    Run run = problem.descend().run();
    assertEquals(usual.at("/result/iterations").asLong(), run.iterations());
    assertArrayEquals(NpyReader.readVector(theta()), run.theta());
    JsonNode said =
        json(
            "fit",
            "--model",
            "dln",
            "--alpha",
            0.3,
            "--method",
            "sgd",
            "--batch",
            4,
            "--seed",
            7,
            "--tolerance",
            1e-6);
    Run same = problem.descend().alpha(0.3).sgd(4).seed(7).until(relativeLoss(1e-6)).run();
    assertEquals(said.at("/result/iterations").asLong(), same.iterations());
    assertArrayEquals(NpyReader.readVector(theta()), same.theta());
    json("fit", "--model", "ols", "--method", "nesterov");
    assertArrayEquals(
        NpyReader.readVector(theta()), problem.descend().linear().nesterov(0.9).run().theta());
  }

  @Test
  void aSweepIsThatOfSweep() throws IOException {
    json("sweep", "--method", "momentum", "--max-iterations", 3000);
    Sweep sweep = problem.sweep(Alphas.auto()).momentum(0.9).maxIterations(3000).threads(2).run();
    assertRows(sweep.points().stream().map(Sweep.Point::theta).toList());
  }

  @Test
  void limitsAreThoseOfLimit() throws IOException {
    json("limit");
    assertRows(problem.limits(Alphas.auto()).stream().map(Limit::theta).toList());
  }

  @Test
  void aFlowIsThatOfFlow() throws IOException {
    json("flow", "--model", "dln", "--alpha", 0.01);
    Course usual = problem.flow(0.01).run();
    assertRows(usual.points().stream().map(Course.Point::theta).toList());
    json("flow", "--model", "dln", "--alpha", 0.01, "--until-loss", 1e-4, "--tolerance", 1e-8);
    Course said = problem.flow(0.01).until(relativeLoss(1e-4)).tolerance(1e-8).run();
    assertRows(said.points().stream().map(Course.Point::theta).toList());
  }

  @Test
  void leastNormsAndTheLassoAreThoseOfBasisPursuit() throws IOException {
    json("basis-pursuit");
    assertArrayEquals(NpyReader.readVector(theta()), problem.basisPursuit().theta());
    json("basis-pursuit", "--lambda", "0.1,0.01");
    assertRows(problem.lassoPath(0.1, 0.01).stream().map(lasso -> lasso.theta()).toList());
  }

  /** The rows of the saved θ. */
  private static void assertRows(List<double[]> thetas) {
    DesignMatrix saved = NpyReader.readMatrix(theta());
    assertEquals(saved.rows(), thetas.size());
    double[] row = new double[saved.columns()];
    for (int k = 0; k < saved.rows(); k++) {
      saved.copyRow(k, row);
      assertArrayEquals(row, thetas.get(k), "row " + k);
    }
  }
}
