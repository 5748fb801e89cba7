package dev.mirrorflow.bias;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.model.HyperbolicEntropy;

/**
 * The limit for θ0 = 0 and a uniform I, followed from an I of the size of θ down to a tiny one,
 * where it is nearly the interpolator of least ℓ1 norm.
 */
final class PursuitPath {

  /** ln of (largest entry of the ℓ2 interpolator)/I at the points to look at. */
  private static final double[] FALLS = {6, 10, 14, 18, 23};

  private final DualSystem system;
  private final DesignSums sums;

  PursuitPath(DualSystem system, DesignSums sums) {
    this.system = system;
    this.sums = sums;
  }

  /** Looks at a point on the way; neither array is to be kept or changed. */
  interface Passing {

    /**
     * Whether the way may end here.
     *
     * @param theta θ, near the limit for this I
     * @param z asinh(θ/I) = Aᵀζ/c
     * @param dual ζ/c
     */
    boolean enough(double[] theta, double[] z, double[] dual);
  }

  /**
   * Goes down, with no certificate, and ends early where the continuation stalls.
   *
   * @return the Newton steps made
   */
  int descend(Passing passing) {
    double[] theta0 = new double[sums.theta().length];
    double top = Math.log(system.largestOfLeastNorm());
    Continuation continuation = new Continuation(system);
    double[] dual = new double[system.size()];
    for (double fall : FALLS) {
      try {
        sums.aim(HyperbolicEntropy.ofLog(top - fall, theta0.length), theta0);
        continuation.approach(system.targetTopLog(), "basis pursuit");
      } catch (ComputationException stalled) {
        ComputationException.throwIfInterrupted();
        break;
      }
      for (int i = 0; i < dual.length; i++) {
        dual[i] = continuation.zeta()[i] / system.scale();
      }
      if (passing.enough(sums.theta(), sums.z(), dual)) {
        break;
      }
    }
    return continuation.steps();
  }
}
