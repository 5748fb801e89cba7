package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;

/**
 * The hard-margin separator through the origin, min ‖w‖ over y_i &lt;x_i, w&gt; &gt;= 1, and its
 * proof. Any λ &gt;= 0 with Σλ = 1 shows that no separator has a margin per norm above ‖Σ λ_i y_i
 * x_i‖ in the dual norm; at the optimum that is 1/‖w‖.
 *
 * @param w the separator of least margin exactly 1 but for rounding, length d
 * @param weights λ, length n; the samples with λ_i &gt; 0 are the support vectors
 * @param norm ‖w‖, in ℓ1 or ℓ2
 * @param margin 1/‖w‖
 * @param gap (the dual bound on the margin - margin)/margin
 */
public record MaxMargin(double[] w, double[] weights, double norm, double margin, double gap) {

  /** The gap must be at most this to be returned. */
  public static final double TOLERANCE = 1e-8;

  /** Relative to the longest row, a combination of rows that is zero but for rounding. */
  private static final double ZERO = 1e-12;

  /** The number of support vectors. */
  public int supportVectors() {
    return (int) Arrays.stream(weights).filter(weight -> weight > 0).count();
  }

  /**
   * Certifies the separator of least ℓ1 norm.
   *
   * @throws ComputationException if the gap is above the tolerance
   */
  static MaxMargin ofL1(DesignMatrix signed, double[] w, double[] lambda) {
    double[] combination = combination(signed, lambda);
    return certified(signed, w, lambda, Norms.l1(w), Norms.max(combination));
  }

  /**
   * Certifies the separator of least ℓ2 norm.
   *
   * @throws ComputationException if the gap is above the tolerance
   */
  static MaxMargin ofL2(DesignMatrix signed, double[] w, double[] lambda) {
    double[] combination = combination(signed, lambda);
    return certified(signed, w, lambda, Norms.l2(w), Norms.l2(combination));
  }

  /**
   * Says that no separator exists, if λ proves it: a convex combination of the signed samples that
   * is zero.
   *
   * @throws BadDataException with the proof
   */
  static void refuseInseparable(DesignMatrix signed, double[] lambda) {
    double[] share = lambda.clone();
    double size = Norms.l2(combination(signed, share)) / longestRow(signed);
    if (size <= ZERO) {
      long samples = Arrays.stream(share).filter(value -> value > 0).count();
      throw new BadDataException(
          "the classes are not separable by a hyperplane through the origin: %d signed samples have a convex combination of size %.1e relative to the longest; add features or remove samples"
              .formatted(samples, size));
    }
  }

  static double longestRow(DesignMatrix signed) {
    double longest = 0;
    for (int i = 0; i < signed.rows(); i++) {
      longest = Math.max(longest, signed.rowSquaredNorm(i));
    }
    return Math.sqrt(longest);
  }

  /** Brings λ to λ &gt;= 0 and Σλ = 1 in place; returns Σ λ_i y_i x_i. */
  private static double[] combination(DesignMatrix signed, double[] lambda) {
    double sum = 0;
    for (int i = 0; i < lambda.length; i++) {
      lambda[i] = Math.max(0, lambda[i]);
      sum += lambda[i];
    }
    for (int i = 0; i < lambda.length; i++) {
      lambda[i] /= sum;
    }
    double[] combination = new double[signed.columns()];
    signed.multiplyTransposed(1, lambda, combination);
    return combination;
  }

  private static MaxMargin certified(
      DesignMatrix signed, double[] direction, double[] lambda, double norm, double bound) {
    double[] margins = new double[signed.rows()];
    signed.multiply(direction, margins);
    double least = Arrays.stream(margins).min().getAsDouble();
    double margin = least / norm;
    double gap = (bound - margin) / margin;
    if (!(margin > 0 && gap <= TOLERANCE)) {
      throw new ComputationException(
          "the maximum margin could not be certified: least margin %.3e, bound %.3e; the classes are nearly inseparable or X is badly scaled, standardize it"
              .formatted(margin, bound));
    }
    double[] w = new double[direction.length];
    Kernels.axpy(1 / least, direction, w);
    return new MaxMargin(w, lambda, norm / least, margin, Math.max(0, gap));
  }
}
