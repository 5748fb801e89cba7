package dev.mirrorflow.descent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.descent.Batches.LabelNoise;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.EffectiveStart;
import dev.mirrorflow.model.LeastSquares;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact finite-step identity, and the formulas of the continuous limits, against runs. */
class StepIdentityTest {

  private static final int SEEDS = 10;
  private static final int D = 20;
  private static final double ALPHA = 0.2;
  private static final Method GD = new Method.GradientDescent();
  private static final Batches FULL = new Batches.Full();
  private static final Stopping STOP = new Stopping(1e-20, 0, 200_000);

  private record Reached(DescentResult result, StepIdentity identity) {
    double[] theta() {
      return result.theta();
    }

    /** ln I_0 - ln I_∞, the mean over the coordinates, of a start with I_0 = α². */
    double decline() {
      return decline(identity.effectiveStart());
    }

    static double decline(EffectiveStart start) {
      return 2 * (Math.log(ALPHA) - Math.log(start.alpha()));
    }
  }

  private static LeastSquares problem(long seed) {
    return TestProblems.sparseProblem(8, D, 3, 500 + seed);
  }

  private static Reached reach(Descent plan, LeastSquares problem, Start start) {
    StepIdentity identity = new StepIdentity(plan, (Start.Network) start);
    return new Reached(plan.run(problem, start, identity, () -> false), identity);
  }

  private static double distance(LeastSquares problem, EffectiveStart start, Reached run) {
    return TestProblems.relativeDistance(
        new BregmanProjection(problem).of(start).theta(), run.theta());
  }

  static Stream<Descent> plans() {
    StepRule edge = new StepRule.FractionOfEdge(0.5);
    return Stream.of(
        new Descent(GD, FULL, new StepRule.Constant(0.05), STOP),
        new Descent(GD, FULL, new StepRule.FractionOfEdge(0.95), STOP),
        new Descent(GD, FULL, new StepRule.Polyak(), STOP),
        new Descent(GD, new Batches.Mini(1, true, 3), new StepRule.Constant(0.02), STOP),
        new Descent(
            GD,
            new Batches.Mini(2, false, 3).with(new LabelNoise(0.5, 2000)),
            new StepRule.Constant(0.02),
            STOP),
        new Descent(GD, new Batches.Mini(3, true, 4), edge, STOP),
        new Descent(GD, new Batches.Mini(5, false, 5), edge, STOP),
        new Descent(new Method.HeavyBall(0.9), FULL, edge, STOP),
        new Descent(new Method.HeavyBall(0.5), new Batches.Mini(3, true, 6), edge, STOP),
        new Descent(new Method.Nesterov(0.8), FULL, edge, STOP));
  }

  /** Far from where the gradient flow ends, to 1e-8 where the identity says. */
  @ParameterizedTest
  @MethodSource("plans")
  void thePredictedLimitIsTheReachedOne(Descent plan) {
    for (long seed = 0; seed < SEEDS; seed++) {
      LeastSquares problem = problem(seed);
      Start.Network start = Start.network(ALPHA, D);
      Reached run = reach(plan, problem, start);
      assertEquals(Status.CONVERGED, run.result.status(), run.result::message);
      double exact = distance(problem, run.identity.effectiveStart(), run);
      assertTrue(exact < 1e-8, plan + ", seed " + seed + ": distance " + exact);
      double flow = distance(problem, EffectiveStart.of(start.u0(), start.v0()), run);
      assertTrue(flow > 1e-4, plan + ", seed " + seed + ": distance of the flow " + flow);
    }
  }

  /** Any (u0, v0): θ0 ≠ 0 enters the shift, and I_j of both signs. */
  @Test
  void anyStartIsPredicted() {
    for (long seed = 0; seed < SEEDS; seed++) {
      LeastSquares problem = problem(seed);
      Start.Network start =
          new Start.Network(
              TestProblems.gaussian(D, 40 + seed), TestProblems.gaussian(D, 80 + seed));
      Descent plan = new Descent(GD, FULL, new StepRule.FractionOfEdge(0.9), STOP);
      Reached run = reach(plan, problem, start);
      double exact = distance(problem, run.identity.effectiveStart(), run);
      assertTrue(exact < 1e-8, "seed " + seed + ": distance " + exact);
    }
  }

  /** Reference case gd_exact_steps: exact rational arithmetic. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void theInvariantOfExactSteps(int k) {
    double[][] expected = {
      {0.274921875, 0.2559375},
      {0.27035354733467104, 0.23892602920532227},
      {0.2671884346517454, 0.2277373052137308},
      {0.2652484844788143, 0.22112326108104843},
      {0.26426734950937875, 0.2178515852495574}
    };
    LeastSquares problem = new LeastSquares(DesignMatrix.of(new double[] {1, 2}), new double[] {3});
    Start start = new Start.Network(new double[] {0.75, 0.75}, new double[2]);
    Descent plan = new Descent(GD, FULL, new StepRule.Constant(0.05), new Stopping(0, 0, k));
    double[] logs = reach(plan, problem, start).identity.effectiveStart().logInvariant();
    assertArrayEquals(expected[k - 1], Arrays.stream(logs).map(Math::exp).toArray(), 1e-13);
  }

  /** GD from small steps to the edge: the decline of I starts in proportion to γ and rises. */
  @Test
  void theInvariantFallsWithTheStep() {
    for (long seed = 0; seed < SEEDS; seed++) {
      LeastSquares problem = problem(seed);
      Start start = Start.network(ALPHA, D);
      double stable =
          StableStep.estimate(
              new Descent(GD, FULL, new StepRule.FractionOfEdge(0.5), STOP), problem, start);
      double last = 0;
      double first = 0;
      for (double fraction : new double[] {0.02, 0.04, 0.3, 0.8}) {
        Descent plan = new Descent(GD, FULL, new StepRule.Constant(fraction * stable), STOP);
        Reached run = reach(plan, problem, start);
        double exact = distance(problem, run.identity.effectiveStart(), run);
        assertTrue(exact < 1e-8, "seed " + seed + " at " + fraction + ": distance " + exact);
        assertTrue(run.decline() > last, "seed " + seed + " at " + fraction);
        last = run.decline();
        first = fraction == 0.02 ? last : first;
        if (fraction == 0.04) {
          assertEquals(2, last / first, 0.1);
        }
      }
    }
  }

  /**
   * The noise formula against SGD on single samples: ln α_eff to 5%, as it takes the squared
   * residuals to be independent of the squared features; and a nearer limit than the flow's.
   */
  @Test
  void theStochasticFlowPredictsTheDeclineOfSgd() {
    double all = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      LeastSquares problem = TestProblems.sparseProblem(40, 100, 3, 500 + seed);
      Start.Network start = Start.network(ALPHA, 100);
      Descent plan =
          new Descent(
              GD,
              new Batches.Mini(1, true, seed),
              new StepRule.Constant(0.01),
              new Stopping(1e-10, 0, 200_000));
      Reached run = reach(plan, problem, start);
      EffectiveStart flow = EffectiveStart.of(start.u0(), start.v0());
      EffectiveStart noisy = flow.afterNoise(problem, run.identity.noiseDose());
      assertEquals(1, Reached.decline(noisy) / run.decline(), 0.05, "seed " + seed);
      all += distance(problem, noisy, run) / distance(problem, flow, run);
    }
    assertTrue(all / SEEDS < 0.6, "distance relative to the flow's " + all / SEEDS);
  }

  /** δ²/2 joins the loss in the formula; and noise of deviation 0 changes no bit. */
  @Test
  void labelNoiseShrinksTheInvariantFurther() {
    LeastSquares problem = problem(2);
    Start.Network start = Start.network(ALPHA, D);
    Batches.Mini clean = new Batches.Mini(1, true, 8);
    StepRule rule = new StepRule.Constant(0.02);
    Reached without = reach(new Descent(GD, clean, rule, STOP), problem, start);
    Reached silent =
        reach(new Descent(GD, clean.with(new LabelNoise(0, 50)), rule, STOP), problem, start);
    assertArrayEquals(without.theta(), silent.theta());
    Reached noisy =
        reach(new Descent(GD, clean.with(new LabelNoise(1, 5000)), rule, STOP), problem, start);
    assertEquals(Status.CONVERGED, noisy.result.status());
    double labels = 0.02 * 0.02 * 5000 / 2;
    assertTrue(noisy.identity.noiseDose() > labels);
    EffectiveStart formula =
        EffectiveStart.of(start.u0(), start.v0()).afterNoise(problem, noisy.identity.noiseDose());
    assertTrue(noisy.decline() > 5 * without.decline());
    assertEquals(1, Reached.decline(formula) / noisy.decline(), 0.15);
  }

  /**
   * The momentum flow against the heavy ball at small λ: ln(I_∞/I_0) too large by 2/(1+β), to a
   * share of max|ρ|.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.8, 0.9, 0.95})
  void theMomentumFlowPredictsTheDeclineOfTheHeavyBall(double beta) {
    double gamma = 0.1 * (1 - beta) * (1 - beta);
    for (long seed = 0; seed < SEEDS; seed++) {
      LeastSquares problem = problem(seed);
      Descent plan =
          new Descent(new Method.HeavyBall(beta), FULL, new StepRule.Constant(gamma), STOP);
      Reached run = reach(plan, problem, Start.network(ALPHA, D));
      assertEquals(0, run.identity.signChanges());
      double ratio = Reached.decline(run.identity.momentumFlow()) / run.decline();
      double largest = run.identity.largestShare() / (1 - beta);
      assertEquals(2 / (1 + beta), ratio, largest / 4, "seed " + seed + ", " + largest);
      double exact = distance(problem, run.identity.effectiveStart(), run);
      assertTrue(exact < 1e-8, "seed " + seed + ": distance " + exact);
    }
  }

  /** One coordinate, x = y = 1, λ = 2.5: u - v overshoots 0, as the factors show step by step. */
  @Test
  void signChangesAreCounted() {
    LeastSquares problem = new LeastSquares(DesignMatrix.of(new double[] {1}), new double[] {1});
    Start start = Start.network(0.3, 1);
    int steps = 120;
    long seen = 0;
    double before = 1;
    for (int k = 1; k <= steps; k++) {
      DescentResult.Factors at = reach(heavy(k), problem, start).result.factors().orElseThrow();
      double minus = at.u()[0] - at.v()[0];
      assertTrue(at.u()[0] + at.v()[0] > 0);
      seen += minus * before < 0 ? 1 : 0;
      before = minus;
    }
    Reached run = reach(heavy(steps), problem, start);
    assertTrue(seen > 0);
    assertEquals(seen, run.identity.signChanges());
    double flow = Reached.decline(run.identity.momentumFlow());
    assertTrue(flow > 2 * run.decline(), flow + " against " + run.decline());
  }

  private static Descent heavy(int steps) {
    return new Descent(
        new Method.HeavyBall(0.8), FULL, new StepRule.Constant(0.1), new Stopping(0, 0, steps));
  }

  @Test
  void aStartWithoutAnInvariantIsRefused() {
    Start.Network start = new Start.Network(new double[] {1, 2}, new double[] {2, -2});
    Descent plan = new Descent(GD, FULL, new StepRule.Constant(1), STOP);
    assertThrows(BadDataException.class, () -> new StepIdentity(plan, start));
    EffectiveStart oneLong = EffectiveStart.of(new double[] {1}, new double[] {0});
    assertThrows(BadDataException.class, () -> new BregmanProjection(problem(0)).of(oneLong));
  }
}
