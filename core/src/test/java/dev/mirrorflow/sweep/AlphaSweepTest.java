package dev.mirrorflow.sweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.descent.Method;
import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.descent.Stopping;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.kernel.LaneKernels;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlphaSweepTest {

  private final LeastSquares problem = TestProblems.sparseProblem(20, 60, 2, 41);

  private static Descent plan(StepRule rule, Batches batches) {
    return new Descent(new Method.GradientDescent(), batches, rule, new Stopping(1e-9, 0, 100_000));
  }

  @Test
  void resultsAreInInputOrderAndTheSameBitsForAnyThreadCount() {
    // In lanes, and with a rule that runs each alone.
    double[] alphas = {1, 1e-3, 0.1, 3, 1e-2, 0.3, 10, 0.4, 0.04, 2, 0.6};
    for (StepRule rule : List.of(new StepRule.FractionOfEdge(0.5), new StepRule.Polyak())) {
      sameBitsForAnyThreadCount(rule, alphas);
    }
  }

  private void sameBitsForAnyThreadCount(StepRule rule, double[] alphas) {
    for (Batches batches : List.of(new Batches.Full(), new Batches.Mini(4, false, 5))) {
      AlphaSweep sweep = new AlphaSweep(problem, plan(rule, batches));
      List<SweepPoint> one = sweep.run(alphas, 1, _ -> {}).points();
      for (int threads : new int[] {2, 4}) {
        List<SweepPoint> many = sweep.run(alphas, threads, _ -> {}).points();
        for (int k = 0; k < alphas.length; k++) {
          assertEquals(alphas[k], many.get(k).alpha());
          assertArrayEquals(one.get(k).result().theta(), many.get(k).result().theta());
          assertEquals(one.get(k).result().iterations(), many.get(k).result().iterations());
        }
      }
    }
  }

  @Test
  void theL1NormGrowsAndTheL2NormFallsWithAlpha() {
    List<SweepPoint> points =
        new AlphaSweep(problem, plan(new StepRule.FractionOfEdge(0.1), new Batches.Full()))
            .run(AlphaSweep.logSpaced(1e-2, 10, 6), 2, _ -> {})
            .points();
    for (int k = 1; k < points.size(); k++) {
      double[] theta = points.get(k).result().theta();
      double[] before = points.get(k - 1).result().theta();
      assertTrue(Norms.l1(theta) >= Norms.l1(before) - 1e-6);
      assertTrue(Norms.l2(theta) <= Norms.l2(before) + 1e-6);
    }
    double[] sparsest = points.getFirst().result().theta();
    double threshold = 0.1 * Norms.max(sparsest);
    assertEquals(2, Arrays.stream(sparsest).filter(t -> Math.abs(t) > threshold).count());
  }

  @Test
  void oneDivergingAlphaLeavesTheOthersAlone() {
    // The curvature grows as α²: this step is stable for the small α only.
    List<SweepPoint> points =
        new AlphaSweep(problem, plan(new StepRule.Constant(0.05), new Batches.Full()))
            .run(new double[] {1e-2, 100, 0.1}, 2, _ -> {})
            .points();
    assertEquals(Status.CONVERGED, points.get(0).result().status());
    assertEquals(Status.DIVERGED, points.get(1).result().status());
    assertEquals(Status.CONVERGED, points.get(2).result().status());
    assertTrue(points.get(1).result().stableStep().orElseThrow() < 0.1);
  }

  @Test
  void progressIsToldOfEachPointOnce() {
    List<Double> seen = new ArrayList<>();
    new AlphaSweep(problem, plan(new StepRule.FractionOfEdge(0.5), new Batches.Full()))
        .run(new double[] {0.5, 0.1, 1}, 2, point -> seen.add(point.alpha()));
    seen.sort(null);
    assertEquals(List.of(0.1, 0.5, 1.0), seen);
  }

  /** In lanes and each alone: with these steps the α of 1000 converges, the others never. */
  @Test
  void anInterruptLeavesThePointsThatEndedBefore() {
    Descent endless =
        new Descent(
            new Method.GradientDescent(),
            new Batches.Full(),
            new StepRule.Constant(1e-9),
            new Stopping(1e-2 * problem.lossAtZero(), 0, Long.MAX_VALUE));
    double[] alphas = new double[LaneKernels.width()];
    Arrays.fill(alphas, 0.1);
    alphas[1] = 1000;
    for (double[] some : List.of(alphas, new double[] {0.1, 1000})) {
      Thread caller = Thread.currentThread();
      Swept<SweepPoint> swept =
          new AlphaSweep(problem, endless).run(some, 2, _ -> caller.interrupt());
      assertTrue(Thread.interrupted());
      assertTrue(swept.isInterrupted());
      assertEquals(some.length, swept.asked());
      assertEquals(List.of(1000.0), swept.points().stream().map(SweepPoint::alpha).toList());
      assertEquals(Status.CONVERGED, swept.points().getFirst().result().status());
    }
  }

  @Test
  void logSpacingHitsBothEndsAndRefusesEmptyRanges() {
    assertArrayEquals(new double[] {1e-3, 1e-2, 1e-1, 1}, AlphaSweep.logSpaced(1e-3, 1, 4), 1e-15);
    assertArrayEquals(new double[] {2}, AlphaSweep.logSpaced(2, 2, 1));
    assertThrows(BadDataException.class, () -> AlphaSweep.logSpaced(1, 0.1, 4));
    assertThrows(BadDataException.class, () -> AlphaSweep.logSpaced(0, 1, 4));
    assertThrows(BadDataException.class, () -> AlphaSweep.logSpaced(0.1, 1, 0));
    assertThrows(
        BadDataException.class,
        () ->
            new AlphaSweep(problem, plan(new StepRule.Polyak(), new Batches.Full()))
                .run(new double[0], 1, _ -> {}));
  }
}
