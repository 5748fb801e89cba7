package dev.mirrorflow.bias;

/**
 * An interpolator of least ℓ1 norm and its proof.
 *
 * @param theta θ, length d; at most n entries differ from zero
 * @param dual p, length n, with |Xᵀp| &lt;= 1 and &lt;p, y&gt; = ‖θ‖₁, both to rounding times the
 *     condition number of X
 * @param subgradient Xᵀp, length d, in [-1, 1], the sign of θ_j where θ_j ≠ 0; of the accuracy of
 *     the certificate however ill conditioned X is
 * @param objective ‖θ‖₁
 * @param certificate the proof, from what is returned
 * @param newtonSteps Newton steps made on the way to small I
 * @param pivots exchanges of the simplex crossover; 0 where the support was found without
 */
public record BasisPursuitSolution(
    double[] theta,
    double[] dual,
    double[] subgradient,
    double objective,
    DualCertificate certificate,
    int newtonSteps,
    int pivots) {}
