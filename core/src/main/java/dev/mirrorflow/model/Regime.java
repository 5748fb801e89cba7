package dev.mirrorflow.model;

import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.WeightedGram;
import java.util.Arrays;

/**
 * How far the gradient flow of a diagonal network has taken its factors and its tangent kernel from
 * their start, which tells the lazy regime from the rich one (remark 3; Woodworth et al. 2020).
 *
 * <p>With factors w± (for θ = u⊙v these are (u ± v)/2) the kernel is K = X diag(w₊^{2D-2} +
 * w₋^{2D-2}) Xᵀ but for a constant, and K₀ is proportional to XXᵀ. As α → ∞ the network is a linear
 * model in its factors: at depth 2, α² moved → ‖θ‖/(2√d) and α⁴ kernelChange → ‖X diag(θ²)
 * Xᵀ‖/(2‖XXᵀ‖). As α → 0 the kernel is learnt, K_∞ → X diag(|θ|) Xᵀ at depth 2.
 *
 * <p>Only θ is needed, for the flow keeps the one invariant of each pair of factors. Costs three
 * Gram matrices, 3n²d flops.
 *
 * @param moved distance of the factors from their start, relative to the norm of the start
 * @param kernelChange ‖K_∞ - K₀‖/‖K_∞‖ in the Frobenius norm, from 0 (lazy) to 1 (rich)
 * @param alignment &lt;K_∞, K₀&gt;/(‖K_∞‖‖K₀‖), 1 where the kernel has kept its shape
 */
public record Regime(double moved, double kernelChange, double alignment) {

  /** Above this exponent, 1 is nothing beside e^x. */
  private static final double LARGE = 600;

  /**
   * At the θ that the flow from scale α has led to.
   *
   * @param alpha for depth 2 that of u = √2 α, v = 0, otherwise w₊ = w₋ = α
   * @param depth at least 2
   * @throws dev.mirrorflow.error.BadDataException if α or the depth is out of range
   */
  public static Regime of(DesignMatrix x, double alpha, int depth, double[] theta) {
    double[] mean = new double[theta.length];
    double[] tilt = new double[theta.length];
    if (depth == 2) {
      HyperbolicEntropy entropy = HyperbolicEntropy.ofAlpha(alpha, theta.length);
      for (int j = 0; j < theta.length; j++) {
        tilt[j] = entropy.gradient(j, theta[j]);
      }
    } else {
      DepthPotential potential = new DepthPotential(alpha, depth);
      for (int j = 0; j < theta.length; j++) {
        mean[j] = potential.meanLogFactor(theta[j]);
        tilt[j] = potential.logFactorTilt(theta[j]);
      }
    }
    return of(x, mean, tilt, 2 * depth - 2);
  }

  /** From ln(w±/α) = mean ± tilt and the power of the factors in the kernel. */
  private static Regime of(DesignMatrix x, double[] mean, double[] tilt, int power) {
    int d = mean.length;
    double top = 0;
    for (int j = 0; j < d; j++) {
      top = Math.max(top, power * (mean[j] + Math.abs(tilt[j])));
    }
    double[] steps = new double[d];
    double[] rise = new double[d];
    double[] end = new double[d];
    for (int j = 0; j < d; j++) {
      steps[j] = Math.hypot(Math.expm1(mean[j] + tilt[j]), Math.expm1(mean[j] - tilt[j]));
      double m = power * mean[j];
      double t = power * tilt[j];
      double weight = (Math.exp(m + t - top) + Math.exp(m - t - top)) / 2;
      // The weight less that of the start, e^m cosh t - 1, without cancellation.
      double half = Math.sinh(t / 2);
      double above =
          top > LARGE ? weight : (Math.expm1(m) * Math.cosh(t) + 2 * half * half) * Math.exp(-top);
      rise[j] = Math.sqrt(Math.max(0, above));
      end[j] = Math.sqrt(weight);
    }
    // In units of the largest entry of X, which cancel: its fourth power need not be a double.
    int unit = -Math.getExponent(x.largestEntry());
    double[] ones = new double[d];
    Arrays.fill(ones, Math.scalb(1.0, unit));
    for (int j = 0; j < d; j++) {
      rise[j] = Math.scalb(rise[j], unit);
      end[j] = Math.scalb(end[j], unit);
    }
    double[] atStart = gram(x, ones);
    double[] atEnd = gram(x, end);
    double[] change = gram(x, rise);
    double endNorm = Math.sqrt(product(atEnd, atEnd, x.rows()));
    return new Regime(
        norm(steps) / Math.sqrt(2.0 * d),
        Math.min(1, Math.sqrt(product(change, change, x.rows())) / endNorm),
        Math.min(
            1,
            product(atStart, atEnd, x.rows())
                / (endNorm * Math.sqrt(product(atStart, atStart, x.rows())))));
  }

  private static double[] gram(DesignMatrix x, double[] rootWeights) {
    double[] out = new double[x.rows() * x.rows()];
    new WeightedGram(x).compute(rootWeights, out);
    return out;
  }

  /** The Frobenius product of two symmetric matrices given by their lower triangles. */
  private static double product(double[] a, double[] b, int n) {
    double sum = 0;
    for (int k = 0; k < n; k++) {
      sum += a[k + k * n] * b[k + k * n];
      for (int i = k + 1; i < n; i++) {
        sum += 2 * a[i + k * n] * b[i + k * n];
      }
    }
    return sum;
  }

  /** ‖a‖₂ without overflow. */
  private static double norm(double[] a) {
    double top = Norms.max(a);
    if (top == 0) {
      return 0;
    }
    double sum = 0;
    for (double value : a) {
      sum += value / top * (value / top);
    }
    return top * Math.sqrt(sum);
  }
}
