package example;

import static dev.mirrorflow.Goal.relativeLoss;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.Alphas;
import dev.mirrorflow.Course;
import dev.mirrorflow.Interpolator;
import dev.mirrorflow.Limit;
import dev.mirrorflow.Problem;
import dev.mirrorflow.Run;
import dev.mirrorflow.Sweep;
import dev.mirrorflow.linalg.LinearAlgebraBackend;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a user writes, with nothing but the artifacts. */
class SixLinesTest {

  private static final double[][] X = {{2, 1, -1, 0.5}, {1, -2, 0.5, 1}};
  private static final double[] y = {2, 1};

  @Test
  void theSixLinesRun() {
    Problem p = Problem.of(X, y);
    Limit l = p.limit(1e-4);
    Interpolator b = p.basisPursuit();
    Sweep s = p.sweep(Alphas.auto()).threads(2).run();
    Run r = p.descend().alpha(1e-2).sgd(2).seed(7).until(relativeLoss(1e-10)).traceEvery(10).run();
    Course f = p.flow(1e-3).at(0, 1, 2, 5, 10).run();

    for (Object result : List.of(p, l, b, s, r, f)) {
      System.out.println(result);
    }
    assertArrayEquals(new int[] {0}, b.support());
    assertEquals(1, b.norm(), 1e-12);
    assertEquals(1, l.theta()[0], 1e-2);
    assertTrue(l.certificate().holds(1e-9));
    assertFalse(s.isInterrupted());
    assertTrue(r.isConverged());
    assertEquals(5, f.points().size());
  }

  /** The artifact brings it for Linux on these two. */
  @Test
  void openBlasIsFound() {
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    boolean isPacked = List.of("Linux amd64", "Linux aarch64").contains(platform);
    assertEquals(isPacked, LinearAlgebraBackend.isNative(), LinearAlgebraBackend.description());
  }
}
