package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.Method;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.descent.Stopping;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.HyperbolicEntropy;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.LinearSolutions;
import dev.mirrorflow.sweep.AlphaSweep;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BregmanProjectionTest {

  /** Reference limits at 60 digits, rounded to double. */
  static Stream<Arguments> references() {
    return Stream.of(
        Arguments.of(
            "dln_n1_d2",
            new double[][] {{1.0, 2.0}},
            new double[] {3.0},
            1e+150,
            new double[] {0.6, 1.2}),
        Arguments.of(
            "dln_n1_d2",
            new double[][] {{1.0, 2.0}},
            new double[] {3.0},
            100.0,
            new double[] {0.599999999136, 1.200000000432}),
        Arguments.of(
            "dln_n1_d2",
            new double[][] {{1.0, 2.0}},
            new double[] {3.0},
            1.0,
            new double[] {0.5407895304103693, 1.2296052347948154}),
        Arguments.of(
            "dln_n1_d2",
            new double[][] {{1.0, 2.0}},
            new double[] {3.0},
            0.1,
            new double[] {0.08507342688337069, 1.4574632865583146}),
        Arguments.of(
            "dln_n1_d2",
            new double[][] {{1.0, 2.0}},
            new double[] {3.0},
            0.001,
            new double[] {0.0008659001241304531, 1.4995670499379348}),
        Arguments.of(
            "dln_n1_d2",
            new double[][] {{1.0, 2.0}},
            new double[] {3.0},
            1e-10,
            new double[] {8.660254037719386e-11, 1.4999999999566986}),
        Arguments.of(
            "dln_n1_d2",
            new double[][] {{1.0, 2.0}},
            new double[] {3.0},
            1e-150,
            new double[] {8.660254037844386e-151, 1.5}),
        Arguments.of(
            "dln_n2_d4_generic",
            new double[][] {{1.0, -2.0, 0.5, 3.0}, {0.25, 1.0, -1.0, 2.0}},
            new double[] {2.0, 0.7},
            10000.0,
            new double[] {
              0.139900626485202, -0.22847267228343054, 0.031453877727370926, 0.46247569669475047
            }),
        Arguments.of(
            "dln_n2_d4_generic",
            new double[][] {{1.0, -2.0, 0.5, 3.0}, {0.25, 1.0, -1.0, 2.0}},
            new double[] {2.0, 0.7},
            10.0,
            new double[] {
              0.13990029831578477, -0.2284726232060336, 0.03145406616575847, 0.4624758073964229
            }),
        Arguments.of(
            "dln_n2_d4_generic",
            new double[][] {{1.0, -2.0, 0.5, 3.0}, {0.25, 1.0, -1.0, 2.0}},
            new double[] {2.0, 0.7},
            1.0,
            new double[] {
              0.13686967467378103, -0.2280467441281979, 0.033146424440097105, 0.4634878749499249
            }),
        Arguments.of(
            "dln_n2_d4_generic",
            new double[][] {{1.0, -2.0, 0.5, 3.0}, {0.25, 1.0, -1.0, 2.0}},
            new double[] {2.0, 0.7},
            0.3,
            new double[] {
              0.08087988440435973, -0.23295216836588936, 0.04205874148333121, 0.4773954693740653
            }),
        Arguments.of(
            "dln_n2_d4_generic",
            new double[][] {{1.0, -2.0, 0.5, 3.0}, {0.25, 1.0, -1.0, 2.0}},
            new double[] {2.0, 0.7},
            0.01,
            new double[] {
              0.0016582887355939895,
              -0.27059088275453724,
              0.0009477399496867115,
              0.48556202526016273
            }),
        Arguments.of(
            "dln_n2_d4_generic",
            new double[][] {{1.0, -2.0, 0.5, 3.0}, {0.25, 1.0, -1.0, 2.0}},
            new double[] {2.0, 0.7},
            1e-06,
            new double[] {
              2.3077059305022005e-08, -0.271428563392633, 6.851311252826644e-09, 0.4857142822373397
            }),
        Arguments.of(
            "dln_n2_d4_generic",
            new double[][] {{1.0, -2.0, 0.5, 3.0}, {0.25, 1.0, -1.0, 2.0}},
            new double[] {2.0, 0.7},
            1e-30,
            new double[] {
              1.6608229077899362e-37, -0.2714285714285714, 9.519866313504303e-40, 0.4857142857142857
            }),
        Arguments.of(
            "dln_n2_d4_generic",
            new double[][] {{1.0, -2.0, 0.5, 3.0}, {0.25, 1.0, -1.0, 2.0}},
            new double[] {2.0, 0.7},
            1e-100,
            new double[] {
              1.660822907789936e-122,
              -0.2714285714285714,
              9.519866313504302e-130,
              0.4857142857142857
            }),
        Arguments.of(
            "large_alpha_rate",
            new double[][] {{1.0, 2.0, -1.0}, {0.0, 1.0, 3.0}},
            new double[] {1.0, 2.0},
            10.0,
            new double[] {0.20338867342656936, 0.6271191399600416, 0.45762695334665277}),
        Arguments.of(
            "large_alpha_rate",
            new double[][] {{1.0, 2.0, -1.0}, {0.0, 1.0, 3.0}},
            new double[] {1.0, 2.0},
            100.0,
            new double[] {0.20338983039276456, 0.6271186441173866, 0.4576271186275378}),
        Arguments.of(
            "large_alpha_rate",
            new double[][] {{1.0, 2.0, -1.0}, {0.0, 1.0, 3.0}},
            new double[] {1.0, 2.0},
            1000.0,
            new double[] {0.20338983050846302, 0.6271186440678016, 0.45762711864406613}));
  }

  @ParameterizedTest(name = "{0} at alpha {3}")
  @MethodSource("references")
  void equalsTheReference(String id, double[][] x, double[] y, double alpha, double[] theta) {
    LeastSquares problem = new LeastSquares(DesignMatrix.of(x), y);
    Projection projection = new BregmanProjection(problem).ofAlpha(alpha);
    assertTrue(
        TestProblems.relativeDistance(projection.theta(), theta) < 1e-10,
        () -> "distance " + TestProblems.relativeDistance(projection.theta(), theta));
  }

  @Test
  void aWholePathFromTheL2ToTheL1InterpolatorIsCertified() {
    LeastSquares problem = TestProblems.sparseProblem(60, 300, 8, 51);
    double[] alphas = AlphaSweep.logSpaced(1e-10, 1e2, 64);
    List<Projection> path = new BregmanProjection(problem).path(alphas);
    int steps = 0;
    for (Projection point : path) {
      assertTrue(point.certificate().holds(1e-9), () -> point.certificate().toString());
      steps += point.newtonSteps();
    }
    assertTrue(steps <= 8 * 64, "Newton steps " + steps);
    assertTrue(
        TestProblems.relativeDistance(
                path.getLast().theta(), new LinearSolutions(problem).minimumNorm())
            < 1e-6);
    assertTrue(
        TestProblems.relativeDistance(path.getFirst().theta(), TestProblems.sparseTheta(300, 8))
            < 1e-3);
  }

  @Test
  void extremeAlphaIsCertifiedOnSparseAndOnDenseData() {
    for (LeastSquares problem :
        List.of(
            TestProblems.sparseProblem(40, 150, 4, 52),
            TestProblems.gaussianProblem(30, 120, 53))) {
      for (double alpha : new double[] {1e150, 1e-30, 1e-150, 1e-300}) {
        Projection point = new BregmanProjection(problem).ofAlpha(alpha);
        assertTrue(point.certificate().holds(1e-9), () -> point.certificate().toString());
      }
    }
  }

  /** Gradient descent with small steps ends where the flow does, up to O(η). */
  @Test
  void descentFromAnyStartEndsAtTheProjection() {
    LeastSquares problem = TestProblems.gaussianProblem(12, 40, 54);
    double[] u0 = TestProblems.gaussian(40, 55);
    double[] v0 = TestProblems.gaussian(40, 56);
    double[] theta0 = dev.mirrorflow.model.DiagonalNetwork.theta(u0, v0);
    double[] invariant = dev.mirrorflow.model.DiagonalNetwork.invariant(u0, v0);
    double[] limit = new BregmanProjection(problem).of(theta0, invariant).theta();
    double coarse = distanceOfDescent(problem, u0, v0, 2e-3, limit);
    double fine = distanceOfDescent(problem, u0, v0, 1e-3, limit);
    assertTrue(fine < 0.02, "distance " + fine);
    assertEquals(0.5, fine / coarse, 0.1);
  }

  private static double distanceOfDescent(
      LeastSquares problem, double[] u0, double[] v0, double eta, double[] limit) {
    Descent plan =
        new Descent(
            new Method.GradientDescent(),
            new Batches.Full(),
            new StepRule.Constant(eta),
            new Stopping(1e-22, 0, 500_000));
    return TestProblems.relativeDistance(
        plan.run(problem, new Start.Network(u0, v0)).theta(), limit);
  }

  @Test
  void redundantRowsAreReducedAndSaidAndContradictoryOnesMeetAtTheirMean() {
    DesignMatrix x = TestProblems.gaussianDesign(6, 20, 57);
    double[] row = new double[20];
    x.copyRow(0, row);
    x.setRow(4, row);
    double[] y = TestProblems.gaussian(6, 58);
    y[4] = y[0];
    BregmanProjection solver = new BregmanProjection(new LeastSquares(x, y));
    assertTrue(solver.note().contains("rank 5 of 6"), solver.note());
    assertTrue(solver.ofAlpha(0.1).certificate().holds(1e-9));
    y[4] = y[0] + 1;
    BregmanProjection contradictory = new BregmanProjection(new LeastSquares(x, y));
    double[] fitted = new double[6];
    x.multiply(contradictory.ofAlpha(0.1).theta(), fitted);
    y[0] += 0.5;
    y[4] -= 0.5;
    assertTrue(TestProblems.relativeDistance(fitted, y) < 1e-12);
  }

  @Test
  void badStartsAreRefused() {
    BregmanProjection solver = new BregmanProjection(TestProblems.gaussianProblem(3, 5, 59));
    assertThrows(BadDataException.class, () -> solver.ofAlpha(0));
    assertThrows(BadDataException.class, () -> solver.ofAlpha(Double.NaN));
    assertThrows(BadDataException.class, () -> solver.of(new double[5], new double[5]));
    assertThrows(BadDataException.class, () -> solver.of(new double[4], new double[5]));
  }

  /** No Newton step is made, and the proof holds. */
  @Test
  void aStartThatFitsIsWhereTheFlowEnds() {
    double[] theta0 = {0.5, -0.25, 1};
    LeastSquares problem =
        new LeastSquares(
            DesignMatrix.of(new double[][] {{1, 2, -1}, {0, 1, 1}}), new double[] {-1, 0.75});
    Projection limit = new BregmanProjection(problem).of(theta0, new double[] {100, 25, 200});
    assertArrayEquals(theta0, limit.theta(), 1e-15);
    assertTrue(limit.certificate().holds(1e-14));
  }

  /**
   * More samples than features, and as many of each: no descent is made, and every start ends at
   * the least squares.
   */
  @ParameterizedTest
  @CsvSource({"90, 30", "30, 30", "12, 4"})
  void oneThetaThatInterpolatesIsTheLimitOfEveryStart(int n, int d) {
    LeastSquares problem = TestProblems.gaussianProblem(n, d, 60);
    BregmanProjection limits = new BregmanProjection(problem);
    double[] least = new LinearSolutions(problem).minimumNorm();
    double[] theta0 = new double[d];
    double[] invariant = new double[d];
    Arrays.setAll(theta0, j -> j - 2);
    Arrays.setAll(invariant, j -> Math.scalb(1.0, -3 * j));
    for (Projection limit :
        List.of(limits.ofAlpha(1), limits.ofAlpha(1e-6), limits.of(theta0, invariant))) {
      assertTrue(TestProblems.relativeDistance(limit.theta(), least) < 1e-12);
      assertTrue(limit.certificate().holds(1e-12));
      assertEquals(0, limit.newtonSteps());
    }
    double[] mirror = limits.of(theta0, invariant).mirror();
    HyperbolicEntropy entropy = HyperbolicEntropy.of(invariant);
    for (int j = 0; j < d; j++) {
      double moved = entropy.gradient(j, least[j]) - entropy.gradient(j, theta0[j]);
      assertEquals(moved, mirror[j], 1e-11 * (1 + Math.abs(moved)));
    }
  }

  /**
   * The continuation stalls on the way to this start, and decimals go on; the values are those of
   * bisection in 80 digits.
   */
  @Test
  void aLimitInDecimalsIsThatOfItsOwnStart() {
    LeastSquares problem =
        new LeastSquares(
            DesignMatrix.of(new double[][] {{432146, 77911, -38860, 918458, 223123}}),
            new double[] {-4});
    double[] right = {
      -1347749.8624660822,
      2.7090650564084116e-7,
      -55.667750419375686,
      634130.84579841,
      0.0019816387784688323
    };
    double[] theta =
        new BregmanProjection(problem)
            .of(
                new double[] {-3e8, 0, -0.0625, 0, 0},
                new double[] {0x1p-9, 0x1p-22, 110, 13, 0x1p-12})
            .theta();
    for (int j = 0; j < right.length; j++) {
      assertEquals(right[j], theta[j], 1e-13 * Math.abs(right[j]));
    }
  }
}
