package dev.mirrorflow.landscape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.flow.DualFlow;
import dev.mirrorflow.flow.FlowOptions;
import dev.mirrorflow.flow.FlowRun;
import dev.mirrorflow.flow.Rodas4;
import dev.mirrorflow.flow.Tolerance;
import dev.mirrorflow.flow.Trajectory;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data whose rows, columns or units are far apart; the values are exact fractions. */
class SaddlePathAccuracyTest {

  private static SaddlePath path(double[] y, double[]... rows) {
    SaddlePath path = SaddlePath.of(new LeastSquares(DesignMatrix.of(rows), y));
    assertTrue(path.certificate().holds(SaddlePath.TOLERANCE), path.certificate()::toString);
    return path;
  }

  private static double[] end(double[] y, double[]... rows) {
    return path(y, rows).end().theta(rows[0].length);
  }

  @Test
  void nearlyEqualColumnsAreToldApart() {
    double near = 1 + 0x1p-30;
    double[] theta =
        end(new double[] {1, 1 - 0x1p-30}, new double[] {1, 1, 1}, new double[] {1, 1, near});
    // θ3 = -1 and θ1 + θ2 = 2; the first two columns are equal.
    assertArrayEquals(new double[] {1, 1, -1}, theta, 1e-15);
  }

  @Test
  void aSmallRowIsNoRounding() {
    double[] theta =
        end(new double[] {3e4, 0.02}, new double[] {1e4, 2e4, 0}, new double[] {0.01, 0, 0.01});
    assertArrayEquals(new double[] {2, 0.5, 0}, theta, 1e-14);
    double[] far =
        end(new double[] {3e8, 2e-8}, new double[] {1e8, 2e8, 0}, new double[] {1e-8, 0, 1e-8});
    assertArrayEquals(new double[] {2, 0.5, 0}, far, 1e-14);
  }

  @Test
  void squaresMayOverAndUnderflow() {
    assertArrayEquals(new double[] {1e-160}, end(new double[] {1}, new double[] {1e160}), 1e-175);
    assertArrayEquals(new double[] {1e160}, end(new double[] {1}, new double[] {1e-160}), 1e145);
    double[] large = {1e300, 0};
    assertArrayEquals(large, end(new double[] {1e300}, new double[] {1, 0.5}), 1e285);
    double[] small = {1e-300, 0};
    assertArrayEquals(small, end(new double[] {1e-300}, new double[] {1, 0.5}), 1e-315);
  }

  @Test
  void aTimeBeyondTheDoublesIsSaid() {
    LeastSquares problem =
        new LeastSquares(DesignMatrix.of(new double[] {0x1p-600}), new double[] {0x1p-600});
    assertTrue(
        assertThrows(BadDataException.class, () -> SaddlePath.of(problem))
            .getMessage()
            .contains("leaves the range of doubles"));
  }

  /** Generic rows of any size have an interpolator, and the path ends there. */
  @Test
  void rowsOfVeryDifferentSizeAreInterpolated() {
    double[] sizes = {1e-5, 0.1, 1e5};
    for (int seed = 0; seed < 10; seed++) {
      double[][] rows = new double[3][];
      double[] y = TestProblems.gaussian(3, 100 + seed);
      for (int i = 0; i < 3; i++) {
        double size = sizes[i];
        rows[i] =
            Arrays.stream(TestProblems.gaussian(6, 10L * seed + i)).map(v -> size * v).toArray();
      }
      SaddlePath path = path(y, rows);
      double[] theta = path.end().theta(6);
      for (int i = 0; i < 3; i++) {
        double fitted = 0;
        double terms = Math.abs(y[i]);
        for (int j = 0; j < 6; j++) {
          fitted += rows[i][j] * theta[j];
          terms += Math.abs(rows[i][j] * theta[j]);
        }
        assertEquals(y[i], fitted, 1e-15 * terms, "seed " + seed);
      }
      assertTrue(path.end().loss() < 1e-25 * path.saddles().getFirst().loss());
    }
  }

  @Test
  void whatDoublesDoNotProveIsNotCertified() {
    PathCertificate away = new PathCertificate(2e-15, 1e-15, 0, 0, 0);
    assertFalse(away.holds(1));
    assertFalse(new PathCertificate(Double.NaN, 1e-15, 0, 0, 0).holds(1));
    assertFalse(new PathCertificate(0, 1e-15, 0, 0, 1e-8).holds(1e-9));
  }

  /** θ* has three entries, and the rounding of Xθ* asks for no others. */
  @Test
  void entriesAtTheLevelOfRoundingAreZero() {
    for (int seed = 1; seed <= 20; seed++) {
      SaddlePath path = SaddlePath.of(TestProblems.sparseProblem(20, 60, 3, seed));
      double[] values = path.end().values();
      double largest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
      for (double value : values) {
        assertTrue(Math.abs(value) > 1e-12 * largest, "seed " + seed + ": " + value);
      }
    }
    double[] theta =
        end(new double[] {0, -2}, new double[] {0, -1, 3, 1, 1}, new double[] {-2, 1, 3, -1, 1});
    assertArrayEquals(new double[] {1, 0, 0, 0, 0}, theta);
  }

  @Test
  void equalColumnsShareEvenly() {
    SaddlePath two = path(new double[] {2, 2}, new double[] {1, 1}, new double[] {1, 1});
    assertArrayEquals(new double[] {1, 1}, two.end().theta(2), 1e-15);
    assertArrayEquals(new int[] {0, 1}, two.equalColumns().getFirst());
    // As the flow from a small α does.
    LeastSquares problem =
        new LeastSquares(
            DesignMatrix.of(new double[] {1, 1}, new double[] {1, 1}), new double[] {2, 2});
    Trajectory flow =
        FlowRun.run(
                DualFlow.ofAlpha(problem, 1e-3),
                new Rodas4(new Tolerance(1e-8, 1e-10)),
                FlowOptions.until(100).recording(new double[] {100}, true))
            .trajectory();
    assertArrayEquals(flow.theta(flow.size() - 1), two.end().theta(2), 1e-6);
    SaddlePath opposite = path(new double[] {3}, new double[] {1, 0.5, -1, 1});
    assertArrayEquals(new double[] {1, 0, -1, 1}, opposite.end().theta(4), 1e-15);
    assertEquals(1, opposite.equalColumns().size());
    assertEquals(3, opposite.end().l1(), 1e-15);
  }

  /** x1 + x2 = x3 + x4, and (1, 1, 0, 0) and (0, 0, 1, 1) fit y. */
  @Test
  void otherTiesAreNamed() {
    SaddlePath tied =
        path(
            new double[] {2, 2, 0, 0},
            new double[] {1, 1, 1, 1},
            new double[] {1, 1, 1, 1},
            new double[] {1, -1, 0, 0},
            new double[] {0, 0, 1, -1});
    assertEquals(2, tied.end().l1(), 1e-15);
    assertEquals(4 - tied.end().support().length, tied.end().tied().length);
    assertEquals(
        0, path(new double[] {1, 1}, new double[] {1, 0}, new double[] {0, 1}).end().tied().length);
  }

  @ParameterizedTest
  @ValueSource(ints = {-900, -501, -30, 1, 480, 900})
  void powersOfTwoScaleTheBits(int power) {
    for (int seed = 0; seed < 5; seed++) {
      double[][] rows = {
        TestProblems.gaussian(7, seed),
        TestProblems.gaussian(7, seed + 50),
        TestProblems.gaussian(7, seed + 90)
      };
      double[] y = TestProblems.gaussian(3, seed + 70);
      List<Saddle> expected = path(y, rows).saddles();
      List<Saddle> large = path(scaled(y, power), rows).saddles();
      List<Saddle> wide =
          path(y, Arrays.stream(rows).map(row -> scaled(row, power)).toArray(double[][]::new))
              .saddles();
      assertEquals(expected.size(), large.size());
      assertEquals(expected.size(), wide.size());
      for (int k = 0; k < expected.size(); k++) {
        double time = Math.scalb(expected.get(k).time(), -power);
        assertEquals(time, large.get(k).time());
        assertEquals(time, wide.get(k).time());
        assertArrayEquals(scaled(expected.get(k).values(), power), large.get(k).values());
        assertArrayEquals(scaled(expected.get(k).values(), -power), wide.get(k).values());
      }
    }
  }

  private static double[] scaled(double[] values, int power) {
    return Arrays.stream(values).map(value -> Math.scalb(value, power)).toArray();
  }

  /** Also where more digits than those of doubles are needed. */
  @Test
  void permutationsPermute() {
    for (int seed = 0; seed < 20; seed++) {
      RandomGenerator random = TestProblems.random(seed);
      double[][] rows = new double[4][];
      for (int i = 0; i < 4; i++) {
        rows[i] = scaled(TestProblems.gaussian(8, 4L * seed + i), random.nextInt(-20, 20));
      }
      double[] y = TestProblems.gaussian(4, 1000 + seed);
      double[] theta = end(y, rows);
      double[][] turned = new double[4][8];
      double[] turnedY = new double[4];
      for (int i = 0; i < 4; i++) {
        turnedY[(i + 1) % 4] = y[i];
        for (int j = 0; j < 8; j++) {
          turned[(i + 1) % 4][(3 * j + 1) % 8] = rows[i][j];
        }
      }
      double[] other = end(turnedY, turned);
      double size = Arrays.stream(theta).map(Math::abs).max().orElseThrow();
      for (int j = 0; j < 8; j++) {
        assertEquals(theta[j], other[(3 * j + 1) % 8], 1e-10 * size);
      }
    }
  }

  @Test
  void anInterruptEndsIt() {
    LeastSquares easy = TestProblems.gaussianProblem(30, 60, 1);
    DesignMatrix rows = DesignMatrix.zeros(30, 60);
    for (int i = 0; i < 30; i++) {
      for (int j = 0; j < 60; j++) {
        rows.set(i, j, Math.scalb(easy.design().get(i, j), 3 * i));
      }
    }
    for (LeastSquares problem : List.of(easy, new LeastSquares(rows, easy.target()))) {
      Thread.currentThread().interrupt();
      try {
        assertEquals(
            "interrupted",
            assertThrows(ComputationException.class, () -> SaddlePath.of(problem)).getMessage());
      } finally {
        assertTrue(Thread.interrupted());
      }
    }
  }
}
