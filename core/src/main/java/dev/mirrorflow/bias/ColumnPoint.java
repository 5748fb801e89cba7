package dev.mirrorflow.bias;

/**
 * A descent over columns at one iteration, and how far it is from where its flow ends. The
 * certificate is that of the limit, with the descent's own ν = -(η/n) Σ_k (Xθ_k - y): for steps
 * that become infinitely small the stationarity is 0 all along the way, so that it measures what
 * the size of the steps changes, and at an interpolator it proves how near the limit is.
 *
 * @param iteration steps made
 * @param loss R(θ)
 * @param gradientNorm norm of the gradient in (u, v)
 * @param l1 ‖θ‖₁
 * @param l2 ‖θ‖₂
 * @param drift max_j |I_j/α² - 1| of the invariant I = (u² - v²)/2 that the flow conserves (3.17)
 * @param certificate of θ and ν
 * @param limitDistance ‖θ - θ_∞‖/‖θ_∞‖ to the limit of the flow
 */
public record ColumnPoint(
    long iteration,
    double loss,
    double gradientNorm,
    double l1,
    double l2,
    double drift,
    Certificate certificate,
    double limitDistance) {}
