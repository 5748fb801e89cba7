package dev.mirrorflow.descent;

/** What a step of {@link LogisticDescent} makes of the gradient ∇L. */
public enum LogisticRule {
  /** η ∇L. Its direction tends to the maximum ℓ2 margin (Soudry et al. 2018). */
  GRADIENT,
  /** η ∇L/L. The same direction, exponentially faster (Nacson et al. 2019). */
  NORMALIZED,
  /**
   * η/√t sign(∇L), the steepest descent in ℓ∞. Its ℓ∞ margin tends to the maximum (Gunasekar, Lee,
   * Soudry and Srebro 2018).
   */
  SIGN,
  /**
   * Adam's η/√t m/√v, β₁ = 0.9, β₂ = 0.999, corrected for their start, nothing added to √v. Its ℓ∞
   * margin tends to the maximum too (Zhang, Zou and Cao 2024).
   */
  ADAM;

  /** Whether a step changes an entry of θ by about η/√t, whatever the size of ∇L. */
  public boolean isPerEntry() {
    return this == SIGN || this == ADAM;
  }
}
