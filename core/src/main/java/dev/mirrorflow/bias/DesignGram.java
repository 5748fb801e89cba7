package dev.mirrorflow.bias;

import dev.mirrorflow.design.ExplicitDesign;
import java.util.Arrays;

/** A diag(w) Aᵀ of an A whose entries are at hand. */
final class DesignGram implements FactoredMatrix.Source {

  private final ExplicitDesign a;
  private final Weights weights;
  private final double[] ones;
  private final double[] gram;

  /** For the weights that there are when it is asked for. */
  DesignGram(ExplicitDesign a, Weights weights) {
    this.a = a;
    this.weights = weights;
    this.ones = new double[a.rows()];
    this.gram = new double[a.rows() * a.rows()];
    Arrays.fill(ones, 1);
  }

  @Override
  public double[] gram() {
    a.weightedGram(ones, weights.rootWeights(), gram);
    return gram;
  }

  @Override
  public double logTopWeight() {
    return weights.logTopWeight();
  }

  @Override
  public boolean gramIsAtHand() {
    return false;
  }
}
