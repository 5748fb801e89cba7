package dev.mirrorflow.bias;

/**
 * The limit of the gradient flow for one α, without its θ, which went elsewhere.
 *
 * @param alpha α
 * @param dual ν, length n: θ = α² sinh(2Xᵀν); empty if a double has too few digits to tell θ by it
 * @param l1 ‖θ‖₁
 * @param l2 ‖θ‖₂
 * @param certificate the proof, from θ itself
 * @param newtonSteps Newton steps made for this point, those of the continuation to it included
 * @param passes passes over X made for this point, that of the certificate included
 */
public record ColumnLimit(
    double alpha,
    double[] dual,
    double l1,
    double l2,
    Certificate certificate,
    int newtonSteps,
    int passes) {}
