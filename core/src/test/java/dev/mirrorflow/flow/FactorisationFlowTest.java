package dev.mirrorflow.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.bias.NuclearNormBound;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticSensing;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.SymmetricEigen;
import dev.mirrorflow.model.LeastSquares;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Matrix factorisation from a small start against the least nuclear norm (Gunasekar et al. 2017).
 */
class FactorisationFlowTest {

  private static final int SIZE = 7;
  private static final int MEASUREMENTS = 3;

  private static LeastSquares measured(SyntheticSensing sensing) {
    Dataset data = sensing.measure();
    return new LeastSquares(data.x(), data.y());
  }

  private static FlowResult flow(FactorisationFlow flow, LeastSquares problem, double alpha) {
    return FlowRun.run(
        flow,
        new DormandPrince(new Tolerance(1e-9, 1e-9 * alpha)),
        FlowOptions.untilLoss(1e-12 * problem.lossAtZero()));
  }

  private static double trace(double[] w, int size) {
    double sum = 0;
    for (int k = 0; k < size; k++) {
      sum += w[k * size + k];
    }
    return sum;
  }

  /**
   * Commuting A_i = Q diag(a_i) Q measure the eigenvalues w &gt;= 0 of Q W Q alone; the least trace
   * is that of the linear programme min Σw over &lt;a_i, w&gt; = y_i, w &gt;= 0, here by all its
   * vertices.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void commutingMeasurementsEndAtTheLeastTrace(int seed) {
    LeastSquares problem = measured(new SyntheticSensing(SIZE, 4, MEASUREMENTS, true, seed));
    double least = leastSum(diagonals(problem), problem.target());
    for (double alpha : new double[] {1, 1e-2, 1e-5}) {
      FactorisationFlow flow = new FactorisationFlow(problem, alpha);
      FlowResult result = flow(flow, problem, alpha);
      double trace = trace(result.theta(), SIZE);
      assertTrue(trace >= least * (1 - 1e-5), "trace " + trace + " below " + least);
      NuclearNormBound bound =
          NuclearNormBound.of(problem, result.theta(), flow.dual(result.state()));
      assertTrue(bound.value() <= least * (1 + 1e-9), "bound " + bound.value() + " above " + least);
      if (alpha == 1e-5) {
        assertEquals(least, trace, 5e-3 * least);
        assertTrue(bound.gap(trace) < 5e-3, "gap " + bound.gap(trace));
      }
    }
  }

  /** U = α exp(Σ ν_i A_i) where the measurements commute: a mirror flow. */
  @Test
  void theDualVariableGivesUInClosedForm() {
    LeastSquares problem = measured(new SyntheticSensing(SIZE, 2, MEASUREMENTS, true, 9));
    double alpha = 0.1;
    FactorisationFlow flow = new FactorisationFlow(problem, alpha);
    FlowResult result =
        FlowRun.run(flow, new DormandPrince(new Tolerance(1e-11, 1e-13)), FlowOptions.until(2));
    double[] combination = new double[SIZE * SIZE];
    problem.design().multiplyTransposed(1, flow.dual(result.state()), combination);
    SymmetricEigen exponent = SymmetricEigen.of(combination, SIZE);
    double[] expected = new double[SIZE * SIZE];
    for (int k = 0; k < SIZE; k++) {
      double[] vector = exponent.vector(k);
      for (int a = 0; a < SIZE; a++) {
        for (int b = 0; b < SIZE; b++) {
          expected[a * SIZE + b] += alpha * Math.exp(exponent.value(k)) * vector[a] * vector[b];
        }
      }
    }
    double[] u = java.util.Arrays.copyOf(result.state(), SIZE * SIZE);
    assertArrayEquals(expected, u, 1e-9);
  }

  /** Gradient descent, explicit Euler, has the flow's limit up to O(h). */
  @Test
  void gradientDescentTendsToTheFlowWithItsStep() {
    LeastSquares problem = measured(new SyntheticSensing(SIZE, 4, MEASUREMENTS, true, 1));
    double alpha = 1e-3;
    double[] limit = flow(new FactorisationFlow(problem, alpha), problem, alpha).theta();
    double[] distances = new double[3];
    for (int k = 0; k < 3; k++) {
      double h = 0.02 / (1 << k);
      FlowResult result =
          FlowRun.run(
              new FactorisationFlow(problem, alpha),
              new ExplicitEuler(h),
              FlowOptions.untilLoss(1e-12 * problem.lossAtZero()));
      distances[k] = TestProblems.relativeDistance(result.theta(), limit);
    }
    assertTrue(distances[0] < 0.1, "distance " + distances[0]);
    assertEquals(2, distances[0] / distances[1], 0.3);
    assertEquals(2, distances[1] / distances[2], 0.3);
  }

  /**
   * Enough Gaussian measurements of a matrix of rank 1: it is found, and is near the least trace.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aMatrixOfRankOneIsRecovered(int seed) {
    SyntheticSensing sensing = new SyntheticSensing(8, 1, 30, false, seed);
    LeastSquares problem = measured(sensing);
    double alpha = 1e-3;
    FactorisationFlow flow = new FactorisationFlow(problem, alpha);
    FlowResult result =
        FlowRun.run(
            flow,
            new DormandPrince(new Tolerance(1e-8, 1e-8 * alpha)),
            FlowOptions.untilLoss(1e-8 * problem.lossAtZero()));
    double[] truth = sensing.truth();
    assertEquals(0, TestProblems.relativeDistance(result.theta(), truth), 2e-3);
    NuclearNormBound bound =
        NuclearNormBound.of(problem, result.theta(), flow.dual(result.state()));
    double trace = trace(truth, 8);
    assertTrue(bound.value() <= trace * (1 + 1e-12), "bound " + bound.value());
    assertTrue(bound.gap(trace) < 1e-2, "gap " + bound.gap(trace));
  }

  /** A_i and y_i times 2^k, each by another k, and the whole of y times 2^k. */
  @ParameterizedTest
  @ValueSource(ints = {-450, -40, 40, 450})
  void theBoundDoesNotDependOnTheSizesOfMeasurements(int power) {
    LeastSquares problem = measured(new SyntheticSensing(SIZE, 4, MEASUREMENTS, true, 2));
    FactorisationFlow flow = new FactorisationFlow(problem, 1e-5);
    FlowResult result = flow(flow, problem, 1e-5);
    double[] dual = flow.dual(result.state());
    NuclearNormBound plain = NuclearNormBound.of(problem, result.theta(), dual);
    DesignMatrix x = DesignMatrix.zeros(MEASUREMENTS, SIZE * SIZE);
    double[] y = new double[MEASUREMENTS];
    double[] scaledDual = new double[MEASUREMENTS];
    for (int i = 0; i < MEASUREMENTS; i++) {
      int own = (i - 1) * power;
      for (int k = 0; k < SIZE * SIZE; k++) {
        x.set(i, k, Math.scalb(problem.design().get(i, k), own));
      }
      y[i] = Math.scalb(problem.target()[i], own + power);
      scaledDual[i] = Math.scalb(dual[i], -own);
    }
    double[] w = java.util.Arrays.stream(result.theta()).map(t -> Math.scalb(t, power)).toArray();
    NuclearNormBound scaled = NuclearNormBound.of(new LeastSquares(x, y), w, scaledDual);
    assertEquals(plain.value(), Math.scalb(scaled.value(), -power), 1e-13 * plain.value());
    for (int i = 0; i < MEASUREMENTS; i++) {
      double back = Math.scalb(scaled.dual()[i], (i - 1) * power);
      assertEquals(plain.dual()[i], back, 1e-9 * Math.abs(plain.dual()[i]));
    }
  }

  @Test
  void theDerivativeIsTheGradient() {
    LeastSquares problem = measured(new SyntheticSensing(4, 2, 5, false, 2));
    FactorisationFlow flow = new FactorisationFlow(problem, 1);
    double[] state = TestProblems.gaussian(16 + 5, 3);
    double[] derivative = new double[21];
    double loss = flow.evaluate(state, derivative);
    assertEquals(flow.loss(state), loss, 1e-14 * loss);
    for (int k = 0; k < 16; k++) {
      double[] moved = state.clone();
      moved[k] = state[k] + 1e-5;
      double plus = flow.loss(moved);
      moved[k] = state[k] - 1e-5;
      assertEquals(-(plus - flow.loss(moved)) / 2e-5, derivative[k], 1e-6);
    }
  }

  @Test
  void measurementsMustBeSymmetricSquares() {
    LeastSquares skew =
        new LeastSquares(DesignMatrix.of(new double[] {1, 2, 3, 4}), new double[] {1});
    assertThrows(BadDataException.class, () -> new FactorisationFlow(skew, 1));
    LeastSquares wide = new LeastSquares(DesignMatrix.of(new double[] {1, 2, 3}), new double[] {1});
    assertThrows(BadDataException.class, () -> new FactorisationFlow(wide, 1));
  }

  /** The eigenvalues of A_i in the common basis, from a combination of them. */
  private static double[][] diagonals(LeastSquares problem) {
    double[] mix = new double[SIZE * SIZE];
    problem.design().multiplyTransposed(1, new double[] {1, 0.37, -0.61}, mix);
    SymmetricEigen common = SymmetricEigen.of(mix, SIZE);
    double[][] out = new double[MEASUREMENTS][SIZE];
    double[] row = new double[SIZE * SIZE];
    for (int i = 0; i < MEASUREMENTS; i++) {
      problem.design().copyRow(i, row);
      for (int k = 0; k < SIZE; k++) {
        double[] v = common.vector(k);
        for (int a = 0; a < SIZE; a++) {
          for (int b = 0; b < SIZE; b++) {
            out[i][k] += v[a] * row[a * SIZE + b] * v[b];
          }
        }
      }
    }
    return out;
  }

  private static double leastSum(double[][] a, double[] y) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < SIZE; i++) {
      for (int j = i + 1; j < SIZE; j++) {
        for (int k = j + 1; k < SIZE; k++) {
          double det = determinant(a, null, -1, i, j, k);
          double wi = determinant(a, y, 0, i, j, k) / det;
          double wj = determinant(a, y, 1, i, j, k) / det;
          double wk = determinant(a, y, 2, i, j, k) / det;
          if (Math.min(wi, Math.min(wj, wk)) >= 0) {
            least = Math.min(least, wi + wj + wk);
          }
        }
      }
    }
    return least;
  }

  /** Of columns i, j, k of a, with y in place of one of them. */
  private static double determinant(double[][] a, double[] y, int place, int... columns) {
    double[][] m = new double[3][3];
    for (int r = 0; r < 3; r++) {
      for (int c = 0; c < 3; c++) {
        m[r][c] = c == place ? y[r] : a[r][columns[c]];
      }
    }
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
  }
}
