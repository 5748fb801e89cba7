package dev.mirrorflow.descent;

import dev.mirrorflow.model.LeastSquares;
import java.util.Arrays;

/**
 * The sharpness along a descent of the diagonal network at log-spaced iterations: λmax of X diag(u²
 * + v²) Xᵀ/n, which at a minimiser is λmax of the Hessian of L, and elsewhere differs from it by at
 * most max|g_j|. Gradient descent of step η can only settle where it is at most 2/η (Nacson et al.
 * 2022).
 *
 * <p>Takes u² + v² = 2√(θ² + I²) (3.19) with the I of a {@link StepIdentity}, which must be that of
 * gradient descent or SGD and is given its steps from here. A record costs some power iterations of
 * 4nd flops; a step nothing of its own.
 */
public final class SharpnessTrace implements Observer {

  private static final double TOLERANCE = 1e-6;
  private static final int ITERATIONS = 200;

  private final StepIdentity identity;
  private final Trace trace;
  private final Curvature curvature;
  private final double[] weights;
  private double[] sharpness = new double[64];

  /**
   * Records as {@link Trace#logSpaced} does.
   *
   * @param identity of this run
   */
  public SharpnessTrace(
      LeastSquares problem, StepIdentity identity, long maxIterations, int perDecade) {
    this.identity = identity;
    this.trace = Trace.logSpaced(maxIterations, perDecade);
    this.curvature = new Curvature(problem.design());
    this.weights = new double[problem.features()];
  }

  @Override
  public boolean isDue(long k) {
    return trace.isDue(k);
  }

  @Override
  public void record(long k, double loss, double gradientNorm, double eta, double[] theta) {
    trace.record(k, loss, gradientNorm, eta, theta);
    int last = trace.size() - 1;
    if (last == sharpness.length) {
      sharpness = Arrays.copyOf(sharpness, 2 * last);
    }
    identity.weights(theta, weights);
    sharpness[last] = curvature.largest(weights, TOLERANCE, ITERATIONS);
  }

  @Override
  public void step(long k, double loss, double eta, double[] gradient) {
    identity.step(k, loss, eta, gradient);
  }

  /** Iterations, losses and steps at the records. */
  public Trace trace() {
    return trace;
  }

  /** The sharpness at record i. */
  public double sharpness(int i) {
    return sharpness[i];
  }

  /** The sharpness at the end. */
  public double last() {
    return sharpness[trace.size() - 1];
  }
}
