package dev.mirrorflow.landscape;

import dev.mirrorflow.linalg.Lanczos;
import dev.mirrorflow.model.DiagonalNetwork;
import java.util.Arrays;

/**
 * The two ends of the spectrum of the Hessian of L at a point (u, v), from its products alone.
 *
 * @param smallest the smallest eigenvalue: negative at a strict saddle
 * @param largest the largest eigenvalue, the sharpness: gradient descent of step γ stays at a
 *     minimum only if it is at most 2/γ
 * @param lowest a unit eigenvector (p, q) of the smallest, length 2d
 * @param steps products with the Hessian
 */
public record HessianSpectrum(double smallest, double largest, double[] lowest, int steps) {

  private static final double TOLERANCE = 1e-9;
  private static final int MOST_STEPS = 600;
  private static final long SEED = 1;

  /**
   * Computes them by Lanczos, 8nd flops a step; a few dozen steps where the ends stand apart.
   *
   * @throws dev.mirrorflow.error.ComputationException if they are not found in 600 steps
   */
  public static HessianSpectrum at(DiagonalNetwork network, double[] u, double[] v) {
    int d = u.length;
    double[] p = new double[d];
    double[] q = new double[d];
    double[] outU = new double[d];
    double[] outV = new double[d];
    Lanczos.Operator hessian =
        (in, out) -> {
          System.arraycopy(in, 0, p, 0, d);
          System.arraycopy(in, d, q, 0, d);
          network.hessianVector(u, v, p, q, outU, outV);
          System.arraycopy(outU, 0, out, 0, d);
          System.arraycopy(outV, 0, out, d, d);
        };
    Lanczos.Ends ends = Lanczos.ends(hessian, 2 * d, TOLERANCE, MOST_STEPS, SEED);
    return new HessianSpectrum(ends.smallest(), ends.largest(), ends.lowest(), ends.steps());
  }

  /** The coordinate j with the largest part p_j² + q_j² in the lowest eigenvector. */
  public int lowestCoordinate() {
    int d = lowest.length / 2;
    double[] parts = new double[d];
    Arrays.setAll(parts, j -> Math.hypot(lowest[j], lowest[d + j]));
    int best = 0;
    for (int j = 1; j < d; j++) {
      best = parts[j] > parts[best] ? j : best;
    }
    return best;
  }
}
