package dev.mirrorflow.bench.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.bench.ProblemSize;
import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This project's side of each comparison, against plain sums and theorems. */
class ComparisonTest {

  @TempDir private Path folder;

  private double[] answer(String name, String size) {
    Comparison comparison = Comparison.named(name);
    comparison.writeData(ProblemSize.parse(size), folder);
    Task task = comparison.load(folder);
    task.run();
    double[] first = task.answer().clone();
    task.run();
    assertArrayEquals(first, task.answer(), name + " gives other bits when run again");
    return first;
  }

  @Test
  void theGradientIsThatOfTheDefinition() {
    double[] actual = answer("gradient", "5x40");
    assertArrayEquals(gradient(read("theta.npy")), actual, 1e-12);
  }

  @Test
  void theColumnsAreGradientsOneAfterTheOther() {
    double[] actual = answer("columns", "5x40");
    DesignMatrix thetas = NpyReader.readMatrix(folder.resolve("thetas.npy"));
    assertEquals(thetas.rows() * 40, actual.length);
    double[] theta = new double[40];
    for (int k = 0; k < thetas.rows(); k++) {
      thetas.copyRow(k, theta);
      assertArrayEquals(gradient(theta), Arrays.copyOfRange(actual, 40 * k, 40 * k + 40), 1e-12);
    }
  }

  @Test
  void theSweepReachesTheLossForEachAlpha() {
    double[] actual = answer("sweep", "10x40x2");
    LeastSquares problem = Inputs.read(folder);
    double tolerance = read("eta_loss.npy")[1];
    assertEquals(64, read("alphas.npy").length);
    for (int k = 0; k < 64; k++) {
      double loss = problem.loss(Arrays.copyOfRange(actual, 40 * k, 40 * k + 40));
      assertTrue(loss <= tolerance * (1 + 1e-12) && loss > 0, k + ": " + loss);
    }
  }

  @Test
  void theLimitInterpolates() {
    double[] actual = answer("limit", "10x40x2");
    LeastSquares problem = Inputs.read(folder);
    assertTrue(problem.loss(actual) <= 1e-18 * problem.lossAtZero());
    assertTrue(read("alpha_time.npy")[1] > 1, "the flow takes its time");
  }

  @Test
  void basisPursuitFindsTheSparseTheta() {
    double[] actual = answer("basis-pursuit", "30x60x3");
    assertArrayEquals(ProblemSize.parse("30x60x3").problem().thetaStar(), actual, 1e-9);
  }

  @Test
  void anUnknownNameListsTheOthers() {
    BadDataException e = assertThrows(BadDataException.class, () -> Comparison.named("gradients"));
    assertTrue(e.getMessage().endsWith("gradient, columns, sweep, limit, basis-pursuit"));
    assertEquals(2, SizedComparison.named("basis-pursuit").size());
    assertEquals("3x4x2", SizedComparison.named("limit:3x4x2").getFirst().size().toString());
  }

  private double[] read(String name) {
    return NpyReader.readVector(folder.resolve(name));
  }

  private double[] gradient(double[] theta) {
    DesignMatrix x = NpyReader.readMatrix(folder.resolve(Inputs.X));
    double[] y = read(Inputs.Y);
    double[] gradient = new double[theta.length];
    for (int i = 0; i < y.length; i++) {
      double residual = -y[i];
      for (int j = 0; j < theta.length; j++) {
        residual += x.get(i, j) * theta[j];
      }
      for (int j = 0; j < theta.length; j++) {
        gradient[j] += residual * x.get(i, j) / y.length;
      }
    }
    return gradient;
  }
}
