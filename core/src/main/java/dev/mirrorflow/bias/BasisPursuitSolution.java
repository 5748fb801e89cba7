package dev.mirrorflow.bias;

/**
 * An interpolator of least ℓ1 norm, or of the least value of another {@link Penalty}, and its
 * proof.
 *
 * @param theta θ, length d; at most n entries differ from zero
 * @param dual p, length n, with |x_jᵀp| &lt;= w_j and &lt;p, y&gt; the objective, both to rounding
 *     times the condition number of X; x_jᵀp &lt;= w_j over θ &gt;= 0
 * @param subgradient Xᵀp, length d, w_j times the sign of θ_j where θ_j ≠ 0; of the accuracy of the
 *     certificate however ill conditioned X is
 * @param objective Σ_j w_j |θ_j|, ‖θ‖₁ where no weights are given
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
