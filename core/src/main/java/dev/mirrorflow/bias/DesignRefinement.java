package dev.mirrorflow.bias;

import dev.mirrorflow.design.ExplicitDesign;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.LongSum;
import java.util.Arrays;

/**
 * Newton steps for Aθ = b and ∇φ(θ) - ∇φ(θ0) = Aᵀν together, with both residuals in twice the
 * digits of a double: where rounding in the samples of large terms would move the θ_j that make up
 * those of small ones, or a θ_j is small as the terms of Aᵀν cancel.
 */
final class DesignRefinement {

  private static final double CONVERGED = 1e-14;
  private static final int STEPS = 20;
  private static final int SOLVES = 6;

  /** A residual that is below this part of the terms is none. */
  private static final double NOTHING = 1e-20;

  private final ExplicitDesign a;
  private final double[] b;
  private final DualSystem system;
  private final DesignSums sums;
  private final double[] theta;
  private final double[] zeta;
  private final double[] zetaRest;
  private final double[] exponents;
  private final double[] exponentTerms;
  private final double[] change;
  private final double[] dualChange;

  /**
   * From the last evaluation of the system.
   *
   * @param zeta ζ there, not changed
   */
  DesignRefinement(
      ExplicitDesign a, double[] b, DualSystem system, DesignSums sums, double[] zeta) {
    this.a = a;
    this.b = b;
    this.system = system;
    this.sums = sums;
    this.theta = sums.theta().clone();
    this.zeta = zeta.clone();
    this.zetaRest = new double[b.length];
    this.exponents = new double[theta.length];
    this.exponentTerms = new double[theta.length];
    this.change = new double[theta.length];
    this.dualChange = new double[b.length];
  }

  /** θ; not to be changed. */
  double[] theta() {
    return theta;
  }

  /** ζ, rounded; not to be changed. */
  double[] zeta() {
    return zeta;
  }

  /** Aᵀν. */
  double[] mirror() {
    return half(exponents);
  }

  /** The sizes of its terms. */
  double[] mirrorTerms() {
    return half(exponentTerms);
  }

  private static double[] half(double[] twice) {
    return Arrays.stream(twice).map(value -> value / 2).toArray();
  }

  /** Aᵀζ/c and the sizes of its terms. */
  private void renewExponents() {
    a.multiplyTransposed(zeta, zetaRest, exponents, exponentTerms);
    for (int j = 0; j < exponents.length; j++) {
      exponents[j] /= sums.scale();
      exponentTerms[j] /= sums.scale();
    }
  }

  /**
   * Makes the steps.
   *
   * @param ofColumns what an error of 1 in each θ_j changes in a row, relative to its terms
   * @param terms of the rows
   * @return the largest error of an entry, by what it changes in a row relative to its terms: that
   *     which a last step would mend; NaN where Newton's matrix is too ill conditioned to tell
   */
  double improve(double[] ofColumns, RowTerms terms) {
    double[] wanted = new double[b.length];
    double[] product = new double[b.length];
    system.renew();
    double best = Double.POSITIVE_INFINITY;
    int stalled = 0;
    double error = Double.POSITIVE_INFINITY;
    boolean isSolved = false;
    for (int k = 0; k < STEPS && stalled < 3; k++) {
      a.residual(b, theta, wanted);
      renewExponents();
      for (int j = 0; j < change.length; j++) {
        double off = exponents[j] + sums.shift()[j] - 2 * sums.entropy().gradient(j, theta[j]);
        change[j] = sums.entropy().weight(j, theta[j]) * off;
      }
      a.multiply(change, product);
      Kernels.axpy(-1, product, wanted);
      isSolved = solve(wanted, terms);
      error = 0;
      for (int j = 0; j < change.length; j++) {
        error = Math.max(error, Math.abs(change[j]) * ofColumns[j]);
      }
      if (isSolved && error <= CONVERGED) {
        break;
      }
      stalled = error < 0.5 * best ? 0 : stalled + 1;
      best = Math.min(best, error);
      Kernels.axpy(1, change, theta);
      moveDual();
    }
    renewExponents();
    settle(ofColumns);
    return isSolved ? error : Double.NaN;
  }

  /** Takes the θ_j that ν asks for where no row notices, as {@link Refinement} does. */
  private void settle(double[] ofColumns) {
    for (int j = 0; j < theta.length; j++) {
      double asked = sums.entropy().sinh(j, exponents[j] + sums.shift()[j]);
      if (Math.abs(asked - theta[j]) * ofColumns[j] <= CONVERGED) {
        theta[j] = asked;
      }
    }
  }

  private void moveDual() {
    for (int i = 0; i < zeta.length; i++) {
      LongSum sum = new LongSum(zeta[i], zetaRest[i]);
      sum.add(dualChange[i]);
      zeta[i] = sum.value();
      zetaRest[i] = sum.rest();
    }
  }

  /**
   * Adds to the change of θ what a residual asks for, and makes the change of ζ.
   *
   * @return whether they do away with it
   */
  private boolean solve(double[] wanted, RowTerms terms) {
    double enough = Math.max(ErrorEstimate.SOLVED * terms.ofResidual(wanted), NOTHING);
    double[] left = wanted.clone();
    double[] part = new double[theta.length];
    double[] product = new double[b.length];
    Arrays.fill(dualChange, 0);
    for (int k = 0; k < SOLVES && !(terms.ofResidual(left) <= enough); k++) {
      double[] dual = left.clone();
      system.divide(dual);
      sums.respond(dual, part);
      a.multiply(part, product);
      Kernels.axpy(-1, product, left);
      Kernels.axpy(1, part, change);
      Kernels.axpy(1, dual, dualChange);
    }
    return terms.ofResidual(left) <= enough;
  }
}
