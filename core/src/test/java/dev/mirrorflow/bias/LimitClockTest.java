package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.model.LeastSquares;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a progress bar is told of the work that several limits are. */
final class LimitClockTest {

  @Test
  void aLongWayCountsMoreThanAShortOne() {
    LimitClock clock = new LimitClock();
    List<Double> shares = new ArrayList<>();
    clock.tell(shares::add);
    double decade = 2 * Math.log(10);
    clock.begin(new double[] {0, -8 * decade}, 0, true);
    clock.next();
    // 4 steps for the first, 4 + 2 · 8 for the second.
    assertEquals(4.0 / 24, shares.getLast(), 1e-12);
    for (int k = 0; k < 100; k++) {
      clock.step();
    }
    assertEquals((4 + 0.95 * 20) / 24, shares.getLast(), 1e-12);
    clock.next();
    assertEquals(1, shares.getLast(), 1e-12);
  }

  @Test
  void limitsTellAShareThatRisesToOne() {
    Dataset data = SyntheticProblem.of(10, 30, 2, 1).training();
    BregmanProjection solver = new BregmanProjection(new LeastSquares(data.x(), data.y()));
    List<Double> shares = new ArrayList<>();
    solver.watch(shares::add);
    int steps =
        solver.attempts(new double[] {1e-8, 1, 1e-3}).stream()
            .mapToInt(attempt -> attempt.limit().orElseThrow().newtonSteps())
            .sum();
    assertEquals(steps + 3, shares.size());
    for (int k = 1; k < shares.size(); k++) {
      assertTrue(shares.get(k) >= shares.get(k - 1), shares.toString());
    }
    assertTrue(shares.getFirst() > 0 && shares.getFirst() < 0.2, shares.toString());
    assertEquals(1, shares.getLast(), 1e-12);
  }
}
