package dev.mirrorflow;

import dev.mirrorflow.bias.BasisPursuitSolution;
import dev.mirrorflow.bias.MinimumNorm;
import java.util.Locale;

/**
 * The interpolator Xθ = y of least norm (3.32), ℓ1 or ℓ2, with a proof. Where no θ interpolates y,
 * it is that of Py, y projected onto the range of X.
 */
public final class Interpolator extends Solution {

  private final String norm;
  private final double objective;
  private final Certificate certificate;
  private final double distanceToRange;

  private Interpolator(
      String norm, double objective, double[] theta, Certificate proof, double distanceToRange) {
    super(theta, 0);
    this.norm = norm;
    this.objective = objective;
    this.certificate = proof;
    this.distanceToRange = distanceToRange;
  }

  /**
   * What proves that θ interpolates and has the least norm, computed from θ, X and y.
   *
   * @param primalResidual the largest |y_i - x_iθ|/(Σ_j |x_ij θ_j| + |y_i|) of a sample
   * @param optimality of the ℓ1 norm the larger of the duality gap, relative to it, and of what the
   *     dual solution p is short of |Xᵀp| &lt;= 1; of the ℓ2 norm the distance of θ to the row
   *     space of X, relative to ‖θ‖₂
   */
  public record Certificate(double primalResidual, double optimality) {

    /** Whether both are at most the tolerance; false if one is NaN. */
    public boolean holds(double tolerance) {
      return primalResidual <= tolerance && optimality <= tolerance;
    }
  }

  static Interpolator ofLeastL1(BasisPursuitSolution solution, double distanceToRange) {
    return new Interpolator(
        "ℓ1",
        solution.objective(),
        solution.theta(),
        new Certificate(
            solution.certificate().primalResidual(),
            Math.max(solution.certificate().dualExcess(), solution.certificate().dualityGap())),
        distanceToRange);
  }

  static Interpolator ofLeastL2(MinimumNorm solution) {
    return new Interpolator(
        "ℓ2",
        solution.objective(),
        solution.theta(),
        new Certificate(solution.primalResidual(), solution.rowSpaceDistance()),
        solution.distanceToRange());
  }

  /** The least norm, ‖θ‖₁ or ‖θ‖₂. */
  public double norm() {
    return objective;
  }

  /** The proof; it holds to 1e-9. */
  public Certificate certificate() {
    return certificate;
  }

  /** ‖y - Py‖/‖y‖; 0 where θ interpolates y itself, to rounding. */
  public double distanceToRange() {
    return distanceToRange;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "interpolator of least %s norm %.6g: %s; certified to %.1e%s",
        norm,
        objective,
        summary(),
        Math.max(certificate.primalResidual(), certificate.optimality()),
        rangeNote(distanceToRange));
  }

  /** What there is to say where no θ interpolates y. */
  static String rangeNote(double distanceToRange) {
    return distanceToRange > 0
        ? String.format(
            Locale.ROOT, "; no θ interpolates y, %.2g of ‖y‖ is out of reach", distanceToRange)
        : "";
  }
}
