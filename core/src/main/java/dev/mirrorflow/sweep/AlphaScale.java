package dev.mirrorflow.sweep;

import dev.mirrorflow.bias.LimitSolver;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.LinearSolutions;
import dev.mirrorflow.model.Norms;
import java.util.Optional;

/**
 * The initialisation scale α that goes with the data, and the scales around it that a sweep takes
 * where none are asked for. In the limit of the flow α enters through θ/α² alone (3.30), at depth D
 * through θ/α^D, so that the size of θ decides what is small and what is large (3.31): far below
 * the scale the limit is near the interpolator of least ℓ1 norm, far above near that of least ℓ2
 * norm. With y times c the scale is times c^(1/D); the order of samples and features is nothing to
 * it.
 *
 * @param value ‖θ‖∞^(1/D) for the interpolator θ of least ℓ2 norm; 1 where that is 0
 */
public record AlphaScale(double value) {

  /** How many α there are around the scale. */
  public static final int COUNT = 12;

  /** The smallest of them, relative to the scale. */
  public static final double LOWEST = 1e-3;

  /** The largest. */
  public static final double HIGHEST = 10;

  /**
   * The scale for a largest entry of the interpolator of least ℓ2 norm.
   *
   * @param largest ‖θ‖∞, finite
   * @param depth D of the network, 2 for θ = u⊙v
   * @throws BadDataException if the depth is below 2
   */
  public static AlphaScale ofLargest(double largest, int depth) {
    if (depth < 2) {
      throw new BadDataException("a network has depth 2 or more, not " + depth);
    }
    if (!(largest > 0)) {
      return new AlphaScale(1);
    }
    return new AlphaScale(depth == 2 ? Math.sqrt(largest) : Math.pow(largest, 1.0 / depth));
  }

  /**
   * The scale for data, with depth 2: n²d flops.
   *
   * @throws BadDataException if θ is beyond the range of doubles
   */
  public static AlphaScale of(LeastSquares problem) {
    return ofLargest(LimitSolver.of(problem).largestOfLeastNorm(), 2);
  }

  /**
   * ‖θ‖∞ of the interpolator of least ℓ2 norm.
   *
   * @param closedForm of the problem, where it is at hand
   * @throws BadDataException if θ is beyond the range of doubles
   */
  public static double largestOfLeastNorm(
      LeastSquares problem, Optional<LinearSolutions> closedForm) {
    return closedForm
        .map(form -> Norms.max(form.minimumNorm()))
        .orElseGet(() -> LimitSolver.of(problem).largestOfLeastNorm());
  }

  /** {@value #COUNT} α around it, equally spaced in log α, over four decades. */
  public double[] alphas() {
    return AlphaSweep.logSpaced(LOWEST * value, HIGHEST * value, COUNT);
  }
}
