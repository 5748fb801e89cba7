package dev.mirrorflow.landscape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.landscape.RescalingOrbit.Piece;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.DiagonalNetwork;
import dev.mirrorflow.model.LeastSquares;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RescalingOrbitTest {

  private static final LeastSquares PROBLEM =
      new LeastSquares(
          DesignMatrix.of(new double[] {1, 2, 0}, new double[] {0, 1, 1}), new double[] {2, 1});

  private final DiagonalNetwork network = new DiagonalNetwork(PROBLEM);

  /** The interpolator (0, 1, 0) has two zeros, hence 9 orbits of minimisers (3.12). */
  @Test
  void aMinimiserWithTwoZerosHasNineOrbitsAllOfThemCritical() {
    CriticalPoint minimum = new CriticalPoints(PROBLEM).on(1);
    List<RescalingOrbit> orbits = RescalingOrbit.of(minimum);
    assertEquals(9, orbits.size());
    assertEquals(9, RescalingOrbit.count(minimum));
    assertEquals(List.of(Piece.ORIGIN, Piece.ORIGIN), orbits.getFirst().pieces());
    Set<List<Piece>> seen = new HashSet<>();
    for (RescalingOrbit orbit : orbits) {
      assertTrue(seen.add(orbit.pieces()));
      assertCriticalEverywhere(minimum, orbit);
      assertEquals(0, HessianSpectrum.at(network, orbit.u(), orbit.v()).smallest(), 1e-9);
    }
  }

  /**
   * (b⊙u, v/b) stays critical with the same θ, and which of u_j, v_j are 0 never changes: that is
   * what the orbits differ in, so none reaches another.
   */
  private void assertCriticalEverywhere(CriticalPoint point, RescalingOrbit orbit) {
    for (int trial = 0; trial < 5; trial++) {
      double[] u = orbit.u().clone();
      double[] v = orbit.v().clone();
      DiagonalNetwork.rescale(u, v, TestProblems.gaussian(3, 50 + trial));
      assertArrayEquals(point.theta(), DiagonalNetwork.theta(u, v), 1e-14);
      double[] gradU = new double[3];
      double[] gradV = new double[3];
      assertEquals(point.loss(), network.lossAndGradients(u, v, gradU, gradV), 1e-15);
      double largest = 1 + TestProblems.norm(u) + TestProblems.norm(v);
      assertArrayEquals(new double[3], gradU, 1e-14 * largest);
      assertArrayEquals(new double[3], gradV, 1e-14 * largest);
      for (int k = 0; k < orbit.coordinates().length; k++) {
        int j = orbit.coordinates()[k];
        assertEquals(orbit.pieces().get(k) == Piece.U_AXIS, u[j] != 0);
        assertEquals(orbit.pieces().get(k) == Piece.V_AXIS, v[j] != 0);
      }
    }
  }

  /** Where g_j ≠ 0 neither (c, 0) nor (0, c) is critical: a saddle has one orbit. */
  @Test
  void aSaddleHasOneOrbit() {
    CriticalPoint saddle = new CriticalPoints(PROBLEM).on(0);
    assertEquals(1, RescalingOrbit.count(saddle));
    assertCriticalEverywhere(saddle, RescalingOrbit.of(saddle).getFirst());
    double[] u = saddle.u();
    u[1] = 1;
    double[] gradV = new double[3];
    network.lossAndGradients(u, saddle.v(), new double[3], gradV);
    assertEquals(Math.abs(saddle.gradient()[1]), Math.abs(gradV[1]), 1e-14);
    assertTrue(Math.abs(gradV[1]) > 0.1);
  }

  @Test
  void tooManyAreRefused() {
    LeastSquares problem = TestProblems.sparseProblem(5, 12, 1, 3);
    CriticalPoint minimum = new CriticalPoints(problem).on(0);
    assertTrue(minimum.isMinimum());
    assertEquals(177147, RescalingOrbit.count(minimum));
    String message =
        assertThrows(BadDataException.class, () -> RescalingOrbit.of(minimum)).getMessage();
    assertTrue(message.contains("3^11"), message);
  }
}
