package dev.mirrorflow;

import dev.mirrorflow.bias.LassoPath;
import dev.mirrorflow.error.ComputationException;
import java.util.Locale;

/** The minimiser of R(θ) + λ‖θ‖₁, R(θ) = ‖Xθ - y‖²/(2n), for one λ, with a proof. */
public final class Lasso extends Solution {

  private final double lambda;
  private final double objective;
  private final double gap;

  private Lasso(LassoPath.Point point) {
    super(point.theta(), 0);
    this.lambda = point.lambda();
    this.objective = point.objective();
    this.gap = point.gap();
  }

  /**
   * A minimiser.
   *
   * @throws ComputationException if its gap is above {@link LassoPath#TOLERANCE} of the objective
   */
  static Lasso of(LassoPath.Point point) {
    if (!point.holds(LassoPath.TOLERANCE)) {
      throw new ComputationException(
          String.format(
              Locale.ROOT,
              "the lasso for lambda = %s could not be certified: its duality gap is %.1e of the"
                  + " objective; scale the columns of X, or take a larger lambda",
              point.lambda(),
              point.gap() / point.objective()));
    }
    return new Lasso(point);
  }

  /** λ. */
  public double lambda() {
    return lambda;
  }

  /** R(θ) + λ‖θ‖₁. */
  public double objective() {
    return objective;
  }

  /** The proof: at most so far the objective is above the least, at most 1e-9 of it. */
  public double gap() {
    return gap;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "lasso for lambda = %.3g: objective %.6g, %s; duality gap %.1e",
        lambda,
        objective,
        summary(),
        gap);
  }
}
