package dev.mirrorflow.landscape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.bias.BasisPursuit;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaddlePathTest {

  /** Case saddle_to_saddle_fixture: data of arXiv 2607.12332, exact fractions. */
  private static final LeastSquares FIXTURE =
      new LeastSquares(
          DesignMatrix.of(new double[] {1, 0.5, 0.7, 0}, new double[] {0.5, 1, 0.1, 0.7}),
          new double[] {1, 0});

  @Test
  void theFixtureIsReproduced() {
    SaddlePath path = SaddlePath.of(FIXTURE);
    List<Saddle> saddles = path.saddles();
    double[] tau = {0, 2, 8, 552.0 / 49};
    double[][] theta = {
      {0, 0, 0, 0}, {4.0 / 5, 0, 0, 0}, {0, 0, 7.0 / 5, 0}, {0, 0, 10.0 / 7, -10.0 / 49}
    };
    double[] loss = {0.25, 0.05, 0.005, 0};
    assertEquals(4, saddles.size());
    for (int k = 0; k < 4; k++) {
      assertEquals(tau[k], saddles.get(k).time(), 1e-12 * tau[k]);
      assertArrayEquals(theta[k], saddles.get(k).theta(4), 2e-12);
      assertEquals(loss[k], saddles.get(k).loss(), 1e-13);
    }
    assertArrayEquals(new int[] {2}, saddles.get(2).entering());
    assertArrayEquals(new int[] {0}, saddles.get(2).leaving());
    assertArrayEquals(new int[] {3}, saddles.get(3).entering());
    assertTrue(path.certificate().holds(1e-14), path.certificate()::toString);
  }

  /** With orthogonal columns each coordinate jumps once, at n/|x_jᵀy|, to its final value. */
  @Test
  void orthogonalColumnsJumpOneByOne() {
    double[] y = {3, -1, 0.5, 2};
    DesignMatrix x = DesignMatrix.zeros(4, 4);
    for (int j = 0; j < 4; j++) {
      x.set(j, j, 1 + j);
    }
    List<Saddle> saddles = SaddlePath.of(new LeastSquares(x, y)).saddles();
    int[] order = {3, 0, 1, 2};
    assertEquals(5, saddles.size());
    for (int k = 0; k < 4; k++) {
      int j = order[k];
      assertArrayEquals(new int[] {j}, saddles.get(k + 1).entering());
      assertEquals(4 / Math.abs((1 + j) * y[j]), saddles.get(k + 1).time(), 1e-14);
      assertEquals(y[j] / (1 + j), saddles.get(k + 1).theta(4)[j], 1e-15);
    }
  }

  @Test
  void theEndIsMinimalInTheL1NormOnAHundredProblems() {
    int leaving = 0;
    for (int seed = 0; seed < 100; seed++) {
      RandomGenerator random = TestProblems.random(seed);
      int n = 2 + random.nextInt(30);
      int d = n + 1 + random.nextInt(3 * n);
      LeastSquares problem =
          seed % 3 == 0
              ? TestProblems.sparseProblem(n, d, 1 + n / 5, seed)
              : TestProblems.gaussianProblem(n, d, seed);
      SaddlePath path = SaddlePath.of(problem);
      double expected = new BasisPursuit(problem).solve().objective();
      assertEquals(expected, path.end().l1(), 1e-9 * expected, "seed " + seed);
      assertTrue(path.certificate().holds(1e-9), path.certificate()::toString);
      assertTrue(path.end().loss() < 1e-20 * problem.lossAtZero());
      leaving += path.saddles().stream().mapToInt(saddle -> saddle.leaving().length).sum();
    }
    assertTrue(leaving > 50, "only " + leaving + " coordinates left a support");
  }

  /** Every saddle minimises R under its signs, against the definition; the loss falls. */
  @ParameterizedTest
  @CsvSource({"12, 40, 3", "25, 60, 4", "40, 20, 5"})
  void everySaddleIsAConstrainedMinimiser(int n, int d, int seed) {
    LeastSquares problem = TestProblems.gaussianProblem(n, d, seed);
    List<Saddle> saddles = SaddlePath.of(problem).saddles();
    double[] s = new double[d];
    double[] g = new double[d];
    for (int k = 0; k + 1 < saddles.size(); k++) {
      Saddle saddle = saddles.get(k);
      double[] theta = saddle.theta(d);
      problem.lossAndGradient(theta, new double[n], g);
      double rest = saddles.get(k + 1).time() - saddle.time();
      assertTrue(rest > 0);
      assertTrue(saddles.get(k + 1).loss() < saddle.loss());
      for (int j = 0; j < d; j++) {
        if (theta[j] != 0) {
          assertEquals(0, g[j], 1e-13);
          assertEquals(Math.signum(theta[j]), s[j], 1e-10);
        }
        s[j] -= rest * g[j];
        assertTrue(Math.abs(s[j]) < 1 + 1e-10, "s left [-1, 1] by " + (Math.abs(s[j]) - 1));
      }
    }
  }

  /** More rows than columns and noise: the end is the least-squares solution. */
  @Test
  void withoutAnInterpolatorItEndsAtLeastSquares() {
    LeastSquares problem = TestProblems.gaussianProblem(40, 15, 8);
    SaddlePath path = SaddlePath.of(problem);
    double[] expected = new dev.mirrorflow.model.LinearSolutions(problem).minimumNorm();
    assertEquals(0, TestProblems.relativeDistance(path.end().theta(15), expected), 1e-12);
    assertTrue(path.certificate().holds(1e-10), path.certificate()::toString);
  }

  @Test
  void equalColumnsAndZeroColumnsDoNotStopIt() {
    DesignMatrix once = TestProblems.gaussianDesign(8, 12, 9);
    DesignMatrix twice = DesignMatrix.zeros(8, 36);
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 12; j++) {
        twice.set(i, j, once.get(i, j));
        twice.set(i, j + 12, -once.get(i, j));
      }
    }
    double[] y = TestProblems.gaussian(8, 10);
    SaddlePath expected = SaddlePath.of(new LeastSquares(once, y));
    SaddlePath path = SaddlePath.of(new LeastSquares(twice, y));
    assertEquals(expected.saddles().size(), path.saddles().size());
    assertEquals(expected.end().time(), path.end().time(), 1e-9 * path.end().time());
    assertEquals(expected.end().l1(), path.end().l1(), 1e-12 * path.end().l1());
  }

  /** Signs make entries of s arrive together. */
  @Test
  void tiesJumpTogether() {
    for (int seed = 0; seed < 20; seed++) {
      RandomGenerator random = TestProblems.random(seed);
      DesignMatrix x = DesignMatrix.zeros(12, 30);
      double[] y = new double[12];
      for (int i = 0; i < 12; i++) {
        y[i] = random.nextBoolean() ? 1 : -1;
        for (int j = 0; j < 30; j++) {
          x.set(i, j, random.nextBoolean() ? 1 : -1);
        }
      }
      LeastSquares problem = new LeastSquares(x, y);
      SaddlePath path = SaddlePath.of(problem);
      double expected = new BasisPursuit(problem).solve().objective();
      assertEquals(expected, path.end().l1(), 1e-9 * expected, "seed " + seed);
    }
  }

  @Test
  void yOfZeroRestsForEver() {
    SaddlePath path =
        SaddlePath.of(new LeastSquares(TestProblems.gaussianDesign(3, 5, 1), new double[3]));
    assertEquals(1, path.saddles().size());
    assertTrue(path.certificate().holds(0));
  }

  @Test
  void thePathScalesInversely() {
    double[] scaled = {0x1p-300, 0};
    SaddlePath path = SaddlePath.of(new LeastSquares(FIXTURE.design(), scaled));
    assertEquals(552.0 / 49 * 0x1p300, path.end().time(), 1e-12 * 0x1p304);
    assertEquals(0x1p-300 * 80 / 49, path.end().l1(), 1e-12 * 0x1p-300);
  }

  @Test
  void twentyThousandFeatures() {
    int n = 100;
    int d = 20_000;
    LeastSquares problem = TestProblems.gaussianProblem(n, d, 17);
    SaddlePath path = SaddlePath.of(problem);
    assertTrue(path.certificate().holds(1e-10), path.certificate()::toString);
    assertTrue(path.end().loss() < 1e-20 * problem.lossAtZero());
  }
}
