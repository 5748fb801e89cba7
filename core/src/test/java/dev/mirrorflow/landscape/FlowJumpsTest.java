package dev.mirrorflow.landscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stiff flow from α = 1e-50 and less jumps where the limit path says. */
class FlowJumpsTest {

  private static final LeastSquares FIXTURE =
      new LeastSquares(
          DesignMatrix.of(new double[] {1, 0.5, 0.7, 0}, new double[] {0.5, 1, 0.1, 0.7}),
          new double[] {1, 0});

  /** The distance falls like 1/ln(1/α): times ln(1/α) it is the same for all α. */
  @Test
  void theFixturesJumpsApproachTheirLimitLikeOneOverLog() {
    SaddlePath path = SaddlePath.of(FIXTURE);
    for (int k = 1; k <= 3; k++) {
      double limit = path.saddles().get(k).time();
      double reference = Double.NaN;
      for (double alpha : new double[] {1e-300, 1e-200, 1e-100, 1e-50}) {
        double distance = FlowJumps.of(FIXTURE, path, alpha).jump(k) / limit - 1;
        double scaled = distance * -Math.log(alpha);
        reference = Double.isNaN(reference) ? scaled : reference;
        assertEquals(reference, scaled, 0.05 * Math.abs(reference) + 0.15, "jump " + k);
        assertTrue(Math.abs(distance) < (alpha <= 1e-100 ? 0.05 : 0.1), "jump " + k);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void sparseProblemsJumpOnTimeAtOneHundredDigits(int seed) {
    LeastSquares problem = TestProblems.sparseProblem(10 + 2 * seed, 50, 3, seed);
    SaddlePath path = SaddlePath.of(problem);
    FlowJumps flow = FlowJumps.of(problem, path, 1e-100);
    for (int k = 1; k < path.saddles().size(); k++) {
      double limit = path.saddles().get(k).time();
      assertEquals(limit, flow.jump(k), 0.05 * limit, "jump " + k);
    }
  }

  @Test
  void theFlowRestsAtTheSaddles() {
    SaddlePath path = SaddlePath.of(FIXTURE);
    FlowJumps flow = FlowJumps.of(FIXTURE, path, 1e-300);
    double[] times = flow.times();
    for (int k = 0; k < 4; k++) {
      // Half-way between two jumps.
      double from = path.saddles().get(k).time();
      double to = k < 3 ? path.saddles().get(k + 1).time() : 1.2 * from;
      int at = 0;
      while (times[at] < (from + to) / 2) {
        at++;
      }
      assertEquals(path.saddles().get(k).loss(), flow.losses()[at], 1e-9);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 2, Double.NaN})
  void alphaMustBeSmall(double alpha) {
    SaddlePath path = SaddlePath.of(FIXTURE);
    assertThrows(BadDataException.class, () -> FlowJumps.of(FIXTURE, path, alpha));
  }
}
