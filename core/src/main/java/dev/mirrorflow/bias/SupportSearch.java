package dev.mirrorflow.bias;

import dev.mirrorflow.design.Design;
import dev.mirrorflow.design.ExplicitDesign;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.Cholesky;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The end of basis pursuit where the solution has fewer than n entries, as {@link SupportVertex}
 * has it: the support S above the widest gap of |θ|, or more columns where these do not fit, the
 * least-squares fit on it, and the p nearest to that of the flow with A_Sᵀp = sign θ_S. Looked for
 * at each point of the way to small I.
 */
final class SupportSearch implements PursuitPath.Passing {

  /** θ_S fits where it leaves no more than this part of b. */
  private static final double FITTED = 1e-11;

  /** A column is needed where its θ_j is above this part of the largest. */
  private static final double NEEDED = 1e-11;

  /** No column whose (Xᵀν)_j is below this part of the largest is tried. */
  private static final double LIKELY = 0.5;

  private static final double GROWTH = 1.5;
  private static final int REFINEMENTS = 3;
  private static final int ROUNDS = 12;

  /**
   * A θ with its proof.
   *
   * @param theta θ, length d
   * @param residual ‖b - Aθ‖
   * @param error how much of the terms of a row an entry of θ is wrong by
   * @param dual p, length n
   * @param subgradient Aᵀp, within ±1
   */
  record Found(
      double[] theta, double residual, double error, double[] dual, double[] subgradient) {}

  private final Design a;
  private final double[] b;
  private final SupportGram gram;
  private final double[] ones;
  private final double[] perFeature;
  private final double[] perSample;
  private Optional<Found> found = Optional.empty();

  /** Over Aθ = b; neither is to be changed. */
  SupportSearch(Design a, double[] b) {
    this.a = a;
    this.b = b;
    this.gram = new SupportGram(a);
    this.ones = new double[b.length];
    this.perFeature = new double[a.columns()];
    this.perSample = new double[b.length];
    Arrays.fill(ones, 1);
  }

  /** What was found, if so. */
  Optional<Found> found() {
    return found;
  }

  @Override
  public boolean enough(double[] theta, double[] z, double[] dual) {
    double[] sizes = Arrays.stream(z).map(Math::abs).sorted().toArray();
    double top = sizes[sizes.length - 1];
    double[] p = Arrays.stream(dual).map(entry -> entry / top).toArray();
    int most = Math.min(Math.min(b.length, sizes.length), IterativeMatrix.LARGEST_SUPPORT) - 1;
    int count = aboveWidestGap(sizes, most);
    while (found.isEmpty() && count <= most && sizes[sizes.length - count] >= LIKELY * top) {
      double least = sizes[sizes.length - count];
      try {
        found = finish(IntStream.range(0, z.length).filter(j -> Math.abs(z[j]) >= least), p);
      } catch (ComputationException dependent) {
        ComputationException.throwIfInterrupted();
        break;
      }
      count = Math.max(count + 1, (int) (GROWTH * count));
    }
    return found.isPresent();
  }

  /** How many of the largest lie above the widest gap; z falls where θ does by a factor. */
  private static int aboveWidestGap(double[] sizes, int most) {
    double gap = 0;
    int best = 1;
    for (int k = 1; k <= most; k++) {
      double fall = sizes[sizes.length - k] - (k < sizes.length ? sizes[sizes.length - k - 1] : 0);
      if (fall > gap) {
        gap = fall;
        best = k;
      }
    }
    return best;
  }

  /** The fit on these columns, then the proof on those that it needs. */
  private Optional<Found> finish(IntStream columns, double[] p) {
    double[] theta = new double[a.columns()];
    Cholesky factor = fit(columns.toArray(), theta);
    double miss = Norms.l2(perSample);
    if (!(miss <= FITTED * Norms.l2(b))) {
      return Optional.empty();
    }
    double least = NEEDED * Norms.max(theta);
    int[] needed = Arrays.stream(gram.support()).filter(j -> Math.abs(theta[j]) > least).toArray();
    if (needed.length < gram.support().length) {
      Arrays.fill(theta, 0);
      factor = fit(needed, theta);
      miss = Norms.l2(perSample);
    }
    return miss <= FITTED * Norms.l2(b) ? proved(theta, miss, factor, p) : Optional.empty();
  }

  /** The least-squares fit on some columns, whose factor is returned; leaves b - Aθ. */
  private Cholesky fit(int[] support, double[] theta) {
    gram.moveTo(support, ones);
    Cholesky factor = gram.plus(new double[support.length]);
    double[] products = new double[support.length];
    for (int k = 0; k < REFINEMENTS; k++) {
      residual(theta, perSample);
      gram.products(perSample, products);
      factor.solve(products);
      for (int s = 0; s < support.length; s++) {
        theta[support[s]] += products[s];
      }
    }
    residual(theta, perSample);
    return factor;
  }

  /**
   * The p nearest to that of the flow that has the signs of θ on its support, and ±1 at the columns
   * that would be above: these are added until none is.
   */
  private Optional<Found> proved(double[] theta, double miss, Cholesky factor, double[] near) {
    double error = error(gram.support(), factor, theta);
    double[] signs = Arrays.stream(theta).map(Math::signum).toArray();
    double[] p = near.clone();
    double[] subgradient = new double[theta.length];
    Cholesky tight = factor;
    for (int round = 0; round < ROUNDS; round++) {
      moveOnto(signs, tight, p);
      a.multiplyTransposed(p, subgradient);
      double most = Norms.max(subgradient);
      if (most <= 1 + Vertex.DUAL_ROUNDING) {
        for (int i = 0; most > 1 && i < p.length; i++) {
          p[i] /= most;
        }
        a.multiplyTransposed(p, subgradient);
        return Optional.of(new Found(theta, miss, error, p, subgradient));
      }
      for (int j = 0; j < signs.length; j++) {
        if (Math.abs(subgradient[j]) > 1) {
          signs[j] = Math.signum(subgradient[j]);
        }
      }
      int[] all = IntStream.range(0, signs.length).filter(j -> signs[j] != 0).toArray();
      if (all.length >= Math.min(b.length, IterativeMatrix.LARGEST_SUPPORT)) {
        break;
      }
      gram.moveTo(all, ones);
      tight = gram.plus(new double[all.length]);
    }
    return Optional.empty();
  }

  /** Moves p the least way to where A_Sᵀp has these signs. */
  private void moveOnto(double[] signs, Cholesky factor, double[] p) {
    int[] support = gram.support();
    double[] products = new double[support.length];
    for (int k = 0; k < REFINEMENTS; k++) {
      gram.products(p, products);
      for (int s = 0; s < support.length; s++) {
        products[s] = signs[support[s]] - products[s];
      }
      factor.solve(products);
      spread(support, products);
      a.multiply(perFeature, perSample);
      Kernels.axpy(1, perSample, p);
    }
  }

  /** The correction that the residual asks for, by what it changes in a row. */
  private double error(int[] support, Cholesky factor, double[] theta) {
    double[] correction = new double[support.length];
    residual(theta, perSample);
    gram.products(perSample, correction);
    factor.solve(correction);
    double[] sizes = Arrays.stream(theta).map(Math::abs).toArray();
    a.multiplySizes(sizes, perSample);
    for (int i = 0; i < perSample.length; i++) {
      double terms = perSample[i] + Math.abs(b[i]);
      perSample[i] = terms > 0 ? 1 / terms : 0;
    }
    a.largestOfColumns(perSample, perFeature);
    double most = 0;
    for (int s = 0; s < support.length; s++) {
      most = Math.max(most, Math.abs(correction[s]) * perFeature[support[s]]);
    }
    return most;
  }

  private void spread(int[] support, double[] values) {
    Arrays.fill(perFeature, 0);
    for (int s = 0; s < support.length; s++) {
      perFeature[support[s]] = values[s];
    }
  }

  /** out = b - Aθ, in twice the digits where A has entries. */
  private void residual(double[] theta, double[] out) {
    if (a instanceof ExplicitDesign explicit) {
      explicit.residual(b, theta, out);
    } else {
      a.multiply(theta, out);
      for (int i = 0; i < out.length; i++) {
        out[i] = b[i] - out[i];
      }
    }
  }
}
