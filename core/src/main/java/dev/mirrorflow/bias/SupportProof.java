package dev.mirrorflow.bias;

import dev.mirrorflow.design.Design;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.Cholesky;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The p nearest to a given one with a_jᵀp = c_j sign θ_j on the support of θ and |a_jᵀp| &lt;= c_j
 * off it, which proves θ: a projection onto a polyhedron, by an active set. The columns that would
 * be beyond come to those that are held at ±c_j, and those go again that would pull p outwards.
 */
final class SupportProof {

  /** A column is as good as those that are held, such as one equal to them, within this. */
  private static final double TIGHT = 0.1 * Vertex.DUAL_ROUNDING;

  private static final int REFINEMENTS = 3;
  private static final int ROUNDS = 40;

  private final Design a;
  private final double[] costs;
  private final SupportGram gram;
  private final double[] ones;
  private final double[] perFeature;
  private final double[] perSample;

  /**
   * For the columns of A.
   *
   * @param costs c, positive, length d
   * @param gram with the Gram matrix of a support like those to be proved
   */
  SupportProof(Design a, double[] costs, SupportGram gram) {
    this.a = a;
    this.costs = costs;
    this.gram = gram;
    this.ones = new double[a.rows()];
    this.perFeature = new double[a.columns()];
    this.perSample = new double[a.rows()];
    Arrays.fill(ones, 1);
  }

  /**
   * A proof.
   *
   * @param dual p, length n
   * @param subgradient Aᵀp, within ±c
   */
  record Dual(double[] dual, double[] subgradient) {}

  /** The nearest p; empty where none was found. */
  Optional<Dual> nearest(double[] theta, double[] near) {
    int d = theta.length;
    int most = Math.min(near.length, IterativeMatrix.LARGEST_SUPPORT);
    // a_jᵀp where it is held, 0 elsewhere.
    double[] held = new double[d];
    Arrays.setAll(held, j -> costs[j] * Math.signum(theta[j]));
    double[] p = new double[near.length];
    double[] subgradient = new double[d];
    for (int round = 0; round < ROUNDS; round++) {
      int[] all = IntStream.range(0, d).filter(j -> held[j] != 0).toArray();
      if (all.length > most) {
        break;
      }
      gram.moveTo(all, ones);
      double[] pulls = moveOnto(held, gram.plus(new double[all.length]), near, p);
      a.multiplyTransposed(p, subgradient);
      double beyond = beyond(subgradient);
      if (beyond <= 1 + Vertex.DUAL_ROUNDING) {
        return Optional.of(within(p, subgradient, beyond));
      }
      for (int s = 0; s < all.length; s++) {
        if (theta[all[s]] == 0 && pulls[s] * held[all[s]] > 0) {
          held[all[s]] = 0;
        }
      }
      for (int j = 0; j < d; j++) {
        if (held[j] == 0 && Math.abs(subgradient[j]) > (1 + TIGHT) * costs[j]) {
          held[j] = costs[j] * Math.signum(subgradient[j]);
        }
      }
    }
    return Optional.empty();
  }

  private double beyond(double[] subgradient) {
    double most = 0;
    for (int j = 0; j < subgradient.length; j++) {
      most = Math.max(most, Math.abs(subgradient[j]) / costs[j]);
    }
    return most;
  }

  private Dual within(double[] p, double[] subgradient, double beyond) {
    for (int i = 0; beyond > 1 && i < p.length; i++) {
      p[i] /= beyond;
    }
    a.multiplyTransposed(p, subgradient);
    return new Dual(p, subgradient);
  }

  /**
   * Moves p from {@code near} the least way to where A_Sᵀp is what is held.
   *
   * @return how much of each column of S that takes
   */
  private double[] moveOnto(double[] held, Cholesky factor, double[] near, double[] p) {
    int[] support = gram.support();
    double[] products = new double[support.length];
    double[] pulls = new double[support.length];
    System.arraycopy(near, 0, p, 0, p.length);
    for (int k = 0; k < REFINEMENTS; k++) {
      gram.products(p, products);
      Arrays.fill(perFeature, 0);
      for (int s = 0; s < support.length; s++) {
        products[s] = held[support[s]] - products[s];
      }
      factor.solve(products);
      for (int s = 0; s < support.length; s++) {
        pulls[s] += products[s];
        perFeature[support[s]] = products[s];
      }
      a.multiply(perFeature, perSample);
      Kernels.axpy(1, perSample, p);
    }
    return pulls;
  }
}
