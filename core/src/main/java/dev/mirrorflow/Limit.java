package dev.mirrorflow;

import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.Certificate;
import dev.mirrorflow.bias.LimitAttempt;
import dev.mirrorflow.bias.Projection;
import dev.mirrorflow.error.ComputationException;
import java.util.Locale;

/**
 * Where the gradient flow of the diagonal network ends from u = √2 α, v = 0: the interpolator
 * argmin D_φ(θ, 0) over Xθ = y (3.28), with a proof. Where no θ interpolates y, the flow ends at
 * the least loss, which is to interpolate Py, y projected onto the range of X.
 */
public final class Limit extends Solution {

  private final double alpha;
  private final Certificate certificate;
  private final int newtonSteps;
  private final double distanceToRange;

  private Limit(double alpha, Projection found, double distanceToRange) {
    super(found.theta(), NEGLIGIBLE);
    this.alpha = alpha;
    this.certificate = found.certificate();
    this.newtonSteps = found.newtonSteps();
    this.distanceToRange = distanceToRange;
  }

  /**
   * A limit that was tried for.
   *
   * @throws ComputationException if it was not certified
   */
  static Limit of(LimitAttempt<Projection> attempt, double distanceToRange) {
    Projection found =
        attempt.limit().orElseThrow(() -> new ComputationException(attempt.failure()));
    return new Limit(attempt.alpha(), found, distanceToRange);
  }

  /** α. */
  public double alpha() {
    return alpha;
  }

  /** The proof; it holds to {@value BregmanProjection#TOLERANCE}. */
  public Certificate certificate() {
    return certificate;
  }

  /** Newton steps made for it. */
  public int newtonSteps() {
    return newtonSteps;
  }

  /** ‖y - Py‖/‖y‖; 0 where θ interpolates y itself, to rounding. */
  public double distanceToRange() {
    return distanceToRange;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "limit of the flow from alpha = %.3g: %s; certified to %.1e%s",
        alpha,
        summary(),
        certificate.worst(),
        Interpolator.rangeNote(distanceToRange));
  }
}
