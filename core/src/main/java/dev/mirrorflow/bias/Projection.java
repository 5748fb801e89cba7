package dev.mirrorflow.bias;

/**
 * A Bregman projection: the interpolator θ nearest to θ0 in D_φ (3.28).
 *
 * @param theta θ, length d
 * @param mirror ∇φ(θ) - ∇φ(θ0) = Xᵀν, length d
 * @param certificate the proof, from θ itself
 * @param newtonSteps Newton steps made for this point, those of the continuation to it included
 */
public record Projection(
    double[] theta, double[] mirror, Certificate certificate, int newtonSteps) {}
