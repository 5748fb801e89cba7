package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.LongSum;
import dev.mirrorflow.linalg.LongVectors;
import dev.mirrorflow.model.HyperbolicEntropy;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;
import java.util.Optional;

/**
 * Estimates how far θ is from the limit by the Newton step from it for Aθ = b and ∇φ(θ) - ∇φ(θ0) =
 * Aᵀν together, and where that is not small, makes such steps: with both residuals in twice the
 * digits of a double, as ν may have lost those of a θ_j that many terms of Aᵀν cancel for.
 *
 * <p>Where rounding alone could not have moved θ noticeably, one step by vectors decides.
 */
final class Refinement {

  /** How much of its terms rounding may have added to a residual, over the root of d. */
  private static final double RESIDUAL_ROUNDING = Math.ulp(2.0);

  private static final double CONVERGED = 1e-14;
  private static final double SOLVED = 1e-6;
  private static final double NEAR = 0.3;
  private static final int STEPS = 20;
  private static final int SOLVES = 4;

  private final Constraint constraint;
  private final DualSystem system;
  private final DesignMatrix a;
  private final int n;
  private final int d;
  private final double[] theta;
  private final double[] zeta;
  private final double[] zetaLow;
  private final double[] change;
  private final double[] dualChange;
  private boolean isSolved;

  /** Of ζ as it is, once they were asked for. */
  private Optional<double[]> mirrorTerms = Optional.empty();

  /**
   * From the last evaluation of the system.
   *
   * @param zeta ζ there, not changed
   */
  Refinement(Constraint constraint, DualSystem system, double[] zeta) {
    this.constraint = constraint;
    this.system = system;
    this.a = constraint.a();
    this.n = a.rows();
    this.d = a.columns();
    this.theta = system.theta().clone();
    this.zeta = zeta.clone();
    this.zetaLow = new double[n];
    this.change = new double[d];
    this.dualChange = new double[n];
  }

  /** θ, a copy. */
  double[] theta() {
    return theta.clone();
  }

  /** Aᵀν, ν = ζ/(2c). */
  double[] mirror() {
    double[] mirror = exponents();
    for (int j = 0; j < d; j++) {
      mirror[j] /= 2;
    }
    return mirror;
  }

  /** Σ_i |a_ij ν_i|, the terms of Aᵀν; not to be changed. */
  double[] mirrorTerms() {
    if (mirrorTerms.isPresent()) {
      return mirrorTerms.get();
    }
    double[] terms = new double[d];
    double[] row = new double[d];
    for (int i = 0; i < n; i++) {
      a.copyRow(i, row);
      double nu = Math.abs(zeta[i]) / (2 * system.scale());
      for (int j = 0; j < d; j++) {
        terms[j] += Math.abs(row[j]) * nu;
      }
    }
    mirrorTerms = Optional.of(terms);
    return terms;
  }

  /** ζ, rounded. */
  double[] zeta() {
    return zeta;
  }

  /**
   * Estimates the error of θ as it is, by vectors: at most what rounding may have made of it.
   *
   * @return the largest error of an entry, by what it changes in a row of Aθ relative to its terms;
   *     NaN where Newton's matrix is too ill conditioned to tell
   */
  double estimate() {
    Terms terms = Terms.of(a, constraint.b(), theta, system.entropy());
    double[] residual = terms.withRounding(system.residual(), RESIDUAL_ROUNDING * Math.sqrt(d));
    solve(residual, terms);
    return isSolved ? Math.max(terms.ofError(change), roundingOfDual(terms)) : Double.NaN;
  }

  /** What the rounding of Aᵀζ may have done to θ, as an error of it. */
  private double roundingOfDual(Terms terms) {
    double[] moved = mirrorTerms().clone();
    HyperbolicEntropy entropy = system.entropy();
    for (int j = 0; j < d; j++) {
      moved[j] *= 2 * n * Math.ulp(1.0) * Math.hypot(theta[j], entropy.invariant(j));
    }
    return terms.ofError(moved);
  }

  /**
   * Improves θ and ζ in twice the digits of a double.
   *
   * @return the error of θ, as {@link #estimate}
   */
  double improve() {
    double best = Double.POSITIVE_INFINITY;
    int stalled = 0;
    double error = Double.NaN;
    for (int k = 0; k < STEPS && stalled < 3; k++) {
      Terms terms = Terms.of(a, constraint.b(), theta, system.entropy());
      error = step(terms);
      if (constraint.isExact() && isSolved && error <= CONVERGED) {
        settle(terms);
        return error;
      }
      stalled = error < 0.5 * best ? 0 : stalled + 1;
      best = Math.min(best, error);
      if (reach() <= NEAR) {
        apply();
      } else {
        followDual();
      }
    }
    Terms terms = Terms.of(a, constraint.b(), theta, system.entropy());
    error = step(terms);
    settle(terms);
    return isSolved ? error : Double.NaN;
  }

  /**
   * Takes the θ_j that ν asks for where no row notices: an entry so small has converged in what it
   * adds to the fit long before it has in its own digits.
   */
  private void settle(Terms terms) {
    double[] z = exponents();
    for (int j = 0; j < d; j++) {
      double asked = system.entropy().sinh(j, z[j] + system.shift()[j]);
      if (terms.ofError(j, asked - theta[j]) <= CONVERGED) {
        theta[j] = asked;
      }
    }
  }

  /** Fills the changes of θ and ζ; returns that of θ as an error. */
  private double step(Terms terms) {
    double[] residual = residual();
    double[] z = exponents();
    double[] off = new double[d];
    HyperbolicEntropy entropy = system.entropy();
    for (int j = 0; j < d; j++) {
      double weight = Math.hypot(theta[j], entropy.invariant(j));
      off[j] = weight * (z[j] + system.shift()[j] - 2 * entropy.gradient(j, theta[j]));
    }
    double[] product = new double[n];
    a.multiply(off, product);
    for (int i = 0; i < n; i++) {
      residual[i] -= product[i];
    }
    solve(residual, terms);
    for (int j = 0; j < d; j++) {
      change[j] += off[j];
    }
    return terms.ofError(change);
  }

  /** Fills the changes that a residual asks for and finds out whether they do away with it. */
  private void solve(double[] residual, Terms terms) {
    double wanted = SOLVED * terms.ofResidual(residual);
    double[] left = residual.clone();
    double[] part = new double[d];
    Arrays.fill(change, 0);
    Arrays.fill(dualChange, 0);
    double[] product = new double[n];
    isSolved = false;
    for (int k = 0; k < SOLVES && !isSolved; k++) {
      double[] dual = left.clone();
      system.respond(dual, part);
      for (int j = 0; j < d; j++) {
        change[j] += part[j];
      }
      for (int i = 0; i < n; i++) {
        dualChange[i] += dual[i];
      }
      a.multiply(change, product);
      for (int i = 0; i < n; i++) {
        left[i] = residual[i] - product[i];
      }
      isSolved = terms.ofResidual(left) <= wanted;
    }
  }

  /** How far the dual change moves the exponents. */
  private double reach() {
    double[] moved = new double[d];
    a.multiplyTransposed(1 / system.scale(), dualChange, moved);
    return Norms.max(moved);
  }

  private void apply() {
    mirrorTerms = Optional.empty();
    for (int j = 0; j < d; j++) {
      theta[j] += change[j];
    }
    for (int i = 0; i < n; i++) {
      LongSum sum = new LongSum(zeta[i], zetaLow[i]);
      sum.add(dualChange[i]);
      zeta[i] = sum.value();
      zetaLow[i] = sum.rest();
    }
  }

  /** A damped step of the dual alone, which descends from anywhere. */
  private void followDual() {
    mirrorTerms = Optional.empty();
    system.evaluate(zeta);
    system.newtonStep(zeta);
    Arrays.fill(zetaLow, 0);
    System.arraycopy(system.theta(), 0, theta, 0, d);
  }

  /** b - Aθ. */
  private double[] residual() {
    double[] out = new double[n];
    double[] row = new double[d];
    double[] low = new double[d];
    for (int i = 0; i < n; i++) {
      a.copyRow(i, row);
      constraint.copyRest(i, low);
      LongSum sum = new LongSum(constraint.b()[i], constraint.bLow()[i]);
      for (int j = 0; j < d; j++) {
        sum.addProduct(row[j], low[j], -theta[j]);
      }
      out[i] = sum.value();
    }
    return out;
  }

  /** Aᵀζ/c. */
  private double[] exponents() {
    double[] out = new double[d];
    double[] low = new double[d];
    double[] row = new double[d];
    for (int i = 0; i < n; i++) {
      a.copyRow(i, row);
      LongVectors.add(zeta[i], zetaLow[i], row, out, low);
      if (!constraint.isExact()) {
        constraint.copyRest(i, row);
        Kernels.axpy(zeta[i], row, low);
      }
    }
    for (int j = 0; j < d; j++) {
      out[j] = (out[j] + low[j]) / system.scale();
    }
    return out;
  }
}
