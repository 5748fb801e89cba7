package dev.mirrorflow.linalg;

/**
 * The right-hand side of a {@link RowReduction}.
 *
 * @param b b of Aθ = b, length r
 * @param bLow what b lost in rounding
 * @param error what b may be off by beyond these digits, length r
 * @param fitted Xθ for each such θ, length n: y itself where that is in the range of X
 * @param fittedLow what it lost in rounding
 * @param distance ‖y - Xθ‖/‖y‖; 0 where y is in the range of X to rounding
 */
public record ReducedTarget(
    double[] b,
    double[] bLow,
    double[] error,
    double[] fitted,
    double[] fittedLow,
    double distance) {}
