package dev.mirrorflow.bias;

import dev.mirrorflow.design.ExplicitDesign;
import dev.mirrorflow.kernel.Kernels;
import java.util.Arrays;

/**
 * Newton steps for Aθ = b and ∇φ(θ) - ∇φ(θ0) = Aᵀν together, with the residual of the first in
 * twice the digits of a double: where rounding in the samples of large terms would move the θ_j
 * that make up those of small ones.
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
    this.change = new double[theta.length];
    this.dualChange = new double[b.length];
  }

  /** θ; not to be changed. */
  double[] theta() {
    return theta;
  }

  /** ζ; not to be changed. */
  double[] zeta() {
    return zeta;
  }

  /**
   * Makes the steps.
   *
   * @param ofColumns what an error of 1 in each θ_j changes in a row, relative to its terms
   * @param terms of the rows
   * @return the largest error of an entry, by what it changes in a row relative to its terms: that
   *     which a last step would mend, and what rounding makes of Aᵀζ; NaN where Newton's matrix is
   *     too ill conditioned to tell
   */
  double improve(double[] ofColumns, RowTerms terms) {
    double[] wanted = new double[b.length];
    double[] z = new double[theta.length];
    double[] product = new double[b.length];
    system.renew();
    double best = Double.POSITIVE_INFINITY;
    int stalled = 0;
    double error = Double.POSITIVE_INFINITY;
    boolean isSolved = false;
    for (int k = 0; k < STEPS && stalled < 3; k++) {
      a.residual(b, theta, wanted);
      sums.exponents(zeta, z);
      for (int j = 0; j < change.length; j++) {
        double off = z[j] + sums.shift()[j] - 2 * sums.entropy().gradient(j, theta[j]);
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
      Kernels.axpy(1, dualChange, zeta);
    }
    return isSolved ? Math.max(error, sums.errorOfExponents(zeta, ofColumns)) : Double.NaN;
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
