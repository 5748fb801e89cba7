package dev.mirrorflow.bias;

import dev.mirrorflow.design.Design;
import dev.mirrorflow.design.ExplicitDesign;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.Cholesky;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The end of basis pursuit where the solution has few entries, as {@link SupportVertex} has it: the
 * support S where c_j |θ_j| is above the slack of |a_jᵀp|, or more columns where these do not fit,
 * the least-squares fit on it, and the {@link SupportProof} of that. Looked for on the way of an
 * {@link InteriorPath}.
 */
final class SupportSearch implements InteriorPath.Passing {

  /** θ_S fits where it leaves no more than this part of b. */
  private static final double FITTED = 1e-11;

  /** A column is needed where its c_j θ_j is above this part of the largest. */
  private static final double NEEDED = 1e-11;

  /** What c_j |θ_j|, of the largest, over the slack is to be for j to be in S, in turn. */
  private static final double[] ABOVE = {1, 1e-1, 1e-2, 1e-3};

  /** Columns are independent where the factors of their Gram matrix are within this. */
  private static final double INDEPENDENT = 1e-13;

  private static final int HOPELESS = 2;
  private static final int REFINEMENTS = 3;

  /**
   * A θ with its proof.
   *
   * @param theta θ, length d
   * @param residual ‖b - Aθ‖
   * @param error how much of the terms of a row an entry of θ is wrong by
   * @param proof p and Aᵀp
   */
  record Found(double[] theta, double residual, double error, SupportProof.Dual proof) {}

  private final Design a;
  private final double[] b;
  private final double[] costs;
  private final SupportGram gram;
  private final SupportProof proof;
  private final double[] ones;
  private final double[] perFeature;
  private final double[] perSample;
  private int wanted;
  private Optional<Found> found = Optional.empty();

  /** Over Aθ = b, for costs c; none is to be changed. */
  SupportSearch(Design a, double[] b, double[] costs) {
    this.a = a;
    this.b = b;
    this.costs = costs;
    this.gram = new SupportGram(a);
    this.proof = new SupportProof(a, costs, gram);
    this.ones = new double[b.length];
    this.perFeature = new double[a.columns()];
    this.perSample = new double[b.length];
    Arrays.fill(ones, 1);
  }

  /** What was found, if so. */
  Optional<Found> found() {
    return found;
  }

  /** How many columns the last point asked for. */
  int wanted() {
    return wanted;
  }

  @Override
  public boolean enough(double[] theta, double[] slack, double[] dual) {
    double top = largestCost(theta);
    int most = Math.min(Math.min(b.length, theta.length), IterativeMatrix.LARGEST_SUPPORT);
    int before = 0;
    for (double above : ABOVE) {
      int[] columns =
          IntStream.range(0, theta.length)
              .filter(j -> costs[j] * Math.abs(theta[j]) > above * top * slack[j])
              .toArray();
      wanted = above == 1 ? columns.length : wanted;
      if (columns.length > most) {
        // With far too many there is nothing to find further down either.
        return wanted > HOPELESS * IterativeMatrix.LARGEST_SUPPORT;
      }
      if (columns.length > before) {
        before = columns.length;
        try {
          found = finish(columns, theta, dual);
        } catch (ComputationException illConditioned) {
          ComputationException.throwIfInterrupted();
          break;
        }
        if (found.isPresent()) {
          return true;
        }
      }
    }
    return false;
  }

  private double largestCost(double[] theta) {
    double most = 0;
    for (int j = 0; j < theta.length; j++) {
      most = Math.max(most, costs[j] * Math.abs(theta[j]));
    }
    return most;
  }

  /** The fit on these columns, near to a θ, then the proof on those that it needs. */
  private Optional<Found> finish(int[] wanted, double[] near, double[] p) {
    int[] columns = areIndependent(wanted) ? wanted : FaceVertex.of(a, near, wanted);
    double[] theta = new double[a.columns()];
    Cholesky factor = fit(columns, theta);
    double miss = Norms.l2(perSample);
    if (!(miss <= FITTED * Norms.l2(b))) {
      return Optional.empty();
    }
    double least = NEEDED * largestCost(theta);
    int[] needed =
        Arrays.stream(columns).filter(j -> costs[j] * Math.abs(theta[j]) > least).toArray();
    if (needed.length < columns.length) {
      Arrays.fill(theta, 0);
      factor = fit(needed, theta);
      miss = Norms.l2(perSample);
    }
    if (!(miss <= FITTED * Norms.l2(b))) {
      return Optional.empty();
    }
    double error = error(needed, factor, theta);
    double left = miss;
    return proof.nearest(theta, p).map(dual -> new Found(theta, left, error, dual));
  }

  private boolean areIndependent(int[] columns) {
    gram.moveTo(columns, ones);
    try {
      return gram.plus(new double[columns.length]).pivotRatio() > INDEPENDENT;
    } catch (ComputationException dependent) {
      return false;
    }
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
