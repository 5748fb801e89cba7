package dev.mirrorflow;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.DiagonalNetwork;
import dev.mirrorflow.sweep.AlphaScale;
import dev.mirrorflow.sweep.AlphaSweep;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * The initialisation scales α to look at. The network starts from u = √2 α, v = 0 (3.29): a small α
 * leads to the interpolator of least ℓ1 norm, a large one to that of least ℓ2 norm (3.31).
 */
public final class Alphas {

  /** Empty where the data decide. */
  private final Optional<double[]> values;

  private Alphas(Optional<double[]> values) {
    this.values = values;
  }

  /**
   * A dozen α over four decades around the scale of the data, see {@link AlphaScale}: what the
   * command line takes without {@code --alphas}.
   */
  public static Alphas auto() {
    return new Alphas(Optional.empty());
  }

  /**
   * These α, in this order.
   *
   * @throws BadDataException if there is none, or one is not positive and finite
   */
  public static Alphas of(double... alphas) {
    if (alphas.length == 0) {
      throw new BadDataException("there is no alpha; give at least one, or Alphas.auto()");
    }
    for (double alpha : alphas) {
      DiagonalNetwork.checkedAlpha(alpha);
    }
    return new Alphas(Optional.of(alphas.clone()));
  }

  /**
   * {@code count} α from {@code lo} to {@code hi}, both included, equally spaced in log α.
   *
   * @throws BadDataException unless 0 &lt; lo &lt;= hi are finite and count is at least 1 (1 only
   *     if lo = hi)
   */
  public static Alphas logSpaced(double lo, double hi, int count) {
    return new Alphas(Optional.of(AlphaSweep.logSpaced(lo, hi, count)));
  }

  /**
   * The values for some data.
   *
   * @param largestOfLeastNorm ‖θ‖∞ of the interpolator of least ℓ2 norm, asked for if the data
   *     decide
   */
  double[] values(DoubleSupplier largestOfLeastNorm) {
    return values
        .map(double[]::clone)
        .orElseGet(() -> AlphaScale.ofLargest(largestOfLeastNorm.getAsDouble(), 2).alphas());
  }

  @Override
  public String toString() {
    return values
        .map(alphas -> "alpha = " + Arrays.toString(alphas))
        .orElse(AlphaScale.COUNT + " alphas around the scale of the data");
  }
}
