package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.flow.DepthFlow;
import dev.mirrorflow.flow.DormandPrince;
import dev.mirrorflow.flow.ExplicitEuler;
import dev.mirrorflow.flow.FlowOptions;
import dev.mirrorflow.flow.FlowResult;
import dev.mirrorflow.flow.FlowRun;
import dev.mirrorflow.flow.Integrator;
import dev.mirrorflow.flow.Tolerance;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.DepthPotential;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.LinearSolutions;
import dev.mirrorflow.model.Norms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DepthProjectionTest {

  private static FlowResult follow(
      LeastSquares problem, DepthPotential potential, Integrator integrator) {
    return FlowRun.run(
        new DepthFlow(problem, potential),
        integrator,
        FlowOptions.untilLoss(1e-14 * problem.lossAtZero()));
  }

  @ParameterizedTest
  @CsvSource({
    "3, 1", "3, 0.3", "3, 0.05", "4, 0.7", "4, 0.1", "5, 1.2", "5, 0.3", "8, 0.6", "20, 0.9"
  })
  void isWhereTheFlowEnds(int depth, double alpha) {
    LeastSquares problem = TestProblems.gaussianProblem(5, 12, depth);
    DepthPotential potential = new DepthPotential(alpha, depth);
    FlowResult end = follow(problem, potential, new DormandPrince(new Tolerance(1e-10, 1e-13)));
    double[] limit = new DepthProjection(problem).of(alpha, depth).theta();
    assertEquals(0, Norms.relativeDistance(end.theta(), limit), 1e-6);
    assertTrue(end.invariantDrift() < 1e-7, "drift " + end.invariantDrift());
  }

  @Test
  void isWhereGradientDescentWithSmallStepsEndsToFirstOrder() {
    LeastSquares problem = TestProblems.gaussianProblem(4, 10, 3);
    DepthPotential potential = new DepthPotential(0.3, 3);
    double[] limit = new DepthProjection(problem).of(0.3, 3).theta();
    double coarse =
        Norms.relativeDistance(follow(problem, potential, new ExplicitEuler(2e-3)).theta(), limit);
    double fine =
        Norms.relativeDistance(follow(problem, potential, new ExplicitEuler(2e-4)).theta(), limit);
    assertEquals(10, coarse / fine, 1);
    assertTrue(fine < 1e-3, "distance " + fine);
  }

  /** Any other interpolator has a larger Q, by the second difference of Q along the kernel. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4, 7})
  void noOtherInterpolatorHasALesserPotential(int depth) {
    LeastSquares problem = TestProblems.gaussianProblem(6, 15, 40 + depth);
    DepthPotential potential = new DepthPotential(0.4, depth);
    double[] limit = new DepthProjection(problem).of(0.4, depth).theta();
    double least = potential.value(limit);
    for (int seed = 0; seed < 20; seed++) {
      double[] direction =
          new LinearSolutions(problem).kernelComponent(TestProblems.gaussian(15, seed));
      for (double t : new double[] {-1, -1e-3, 1e-3, 1}) {
        double[] other = limit.clone();
        for (int j = 0; j < other.length; j++) {
          other[j] += t * direction[j];
        }
        assertTrue(potential.value(other) > least, "seed " + seed + ", t = " + t);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 6})
  void smallStartsEndAtTheLeastL1Norm(int depth) {
    LeastSquares noisy = TestProblems.gaussianProblem(8, 30, depth);
    LeastSquares sparse = TestProblems.sparseProblem(15, 40, 3, depth);
    for (LeastSquares problem : new LeastSquares[] {noisy, sparse}) {
      double least = new BasisPursuit(problem).solve().objective();
      double alpha = Math.pow(1e-6, 1.0 / (depth - 2));
      double rough = Norms.l1(new DepthProjection(problem).of(10 * alpha, depth).theta());
      double end = Norms.l1(new DepthProjection(problem).of(alpha, depth).theta());
      assertEquals(least, end, 1e-4 * least);
      assertTrue(end <= rough + 1e-12 * least, rough + " to " + end);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 10})
  void largeStartsEndAtTheLeastL2Norm(int depth) {
    LeastSquares problem = TestProblems.gaussianProblem(8, 30, depth);
    double[] least = MinimumNorm.of(problem).theta();
    double far = Math.pow(1e5, 1.0 / depth);
    double[] end = new DepthProjection(problem).of(far, depth).theta();
    assertEquals(0, Norms.relativeDistance(end, least), 1e-9);
  }

  /** The numbers of the Javadoc: deeper networks are sparser from the same α. */
  @Test
  void depthMakesTheSameStartSparser() {
    Dataset data = SyntheticProblem.of(40, 200, 5, 1).training();
    LeastSquares problem = new LeastSquares(data.x(), data.y());
    double last = Norms.l1(new BregmanProjection(problem).ofAlpha(0.1).theta());
    assertEquals(7.466, last, 1e-3);
    for (int depth : new int[] {3, 4, 5}) {
      double norm = Norms.l1(new DepthProjection(problem).of(0.1, depth).theta());
      assertTrue(norm < last, depth + ": " + norm + " after " + last);
      last = norm;
    }
    assertEquals(5.0016, last, 1e-4);
  }

  /** Exactly sparse, where ν is undetermined: a limit that is not certified is an exception. */
  @ParameterizedTest
  @CsvSource({"3, 1e-4", "4, 1e-3"})
  void sparseProblemsAreCertifiedFromSmallStarts(int depth, double smallest) {
    for (int seed = 1; seed <= 5; seed++) {
      for (int n : new int[] {8, 24, 32, 40, 56, 72}) {
        Dataset data = SyntheticProblem.of(n, 80, 3, seed).training();
        DepthProjection projection = new DepthProjection(new LeastSquares(data.x(), data.y()));
        for (double alpha = smallest; alpha < 1; alpha *= 4) {
          assertTrue(projection.of(alpha, depth).certificate().worst() < 1e-11);
        }
      }
    }
  }

  @Test
  void rankDeficientRowsAreReduced() {
    DesignMatrix x = DesignMatrix.of(new double[][] {{1, 2, 0.5}, {2, 4, 1}});
    double[] twice =
        new DepthProjection(new LeastSquares(x, new double[] {3, 6})).of(0.5, 3).theta();
    LeastSquares once =
        new LeastSquares(DesignMatrix.of(new double[][] {{1, 2, 0.5}}), new double[] {3});
    double[] single = new DepthProjection(once).of(0.5, 3).theta();
    assertEquals(0, Norms.relativeDistance(twice, single), 1e-12);
  }

  @Test
  void whatCannotBeDoneIsSaid() {
    LeastSquares problem = TestProblems.gaussianProblem(5, 12, 1);
    DepthProjection projection = new DepthProjection(problem);
    assertThrows(BadDataException.class, () -> projection.of(0.1, 2));
    assertThrows(BadDataException.class, () -> projection.of(0, 3));
    assertThrows(BadDataException.class, () -> projection.of(1e-60, 3));
    assertThrows(ComputationException.class, () -> projection.of(1e-20, 3));
  }
}
