package dev.mirrorflow.bias;

/**
 * The equation X θ(ζ) = y of {@link DualSystem} and its Newton steps, wherever X is kept: what
 * {@link Continuation} needs of it.
 */
interface DualEquations {

  /** n, the length of ζ. */
  int size();

  /** max |θ_ols| + max |θ0|: for I well above it the problem is nearly the ℓ2 one. */
  double largestAtStart();

  /** Sets ζ to about the solution for the I in force, which is far above θ; or leaves it at 0. */
  void guess(double[] zeta);

  /** Scales I so that the largest ln |I_j| is this. */
  void moveTo(double topLog);

  /** Evaluates at ζ; returns ‖y - Xθ‖/‖y‖, infinite where θ overflows. */
  double evaluate(double[] zeta);

  /**
   * Makes a damped Newton step from the last evaluation, which was at {@code zeta}, and evaluates
   * at its end.
   *
   * @param zeta is moved
   * @return ‖y - Xθ‖/‖y‖ there
   */
  double newtonStep(double[] zeta);

  /** max |Xᵀ Δζ|/c of the last Newton step before damping: how far it moves the exponents. */
  double reach();

  /** dζ/d ln I along the solutions, at ζ and fixed units of ζ. */
  double[] tangent(double[] zeta);

  /**
   * The damping ln(1 + r)/r that makes a step of reach r descend from anywhere, the equations being
   * those of a generalised self-concordant function.
   */
  static double damping(double reach) {
    return reach > 1e-8 ? Math.log1p(reach) / reach : 1;
  }
}
