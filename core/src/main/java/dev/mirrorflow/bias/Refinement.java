package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.LongSum;
import dev.mirrorflow.linalg.LongVectors;
import dev.mirrorflow.model.HyperbolicEntropy;
import dev.mirrorflow.model.LeastSquares;
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

  private static final double CONVERGED = 1e-14;
  private static final double NEAR = 0.3;
  private static final int STEPS = 20;
  private static final int SOLVES = 10;

  private final Constraint constraint;
  private final DualSystem system;
  private final DesignSums sums;
  private final DesignMatrix a;
  private final int n;
  private final int d;
  private final double[] theta;
  private final double[] zeta;
  private final double[] zetaLow;
  private final double[] change;
  private final double[] dualChange;
  private boolean isSolved;

  /** Of θ as it is, once they were asked for. */
  private Optional<Terms> terms = Optional.empty();

  /** b - Aθ of θ as it is: by vectors to begin with, in twice the digits to improve. */
  private Optional<double[]> residual;

  /** Aᵀζ/c and the sizes of its terms, of ζ as it is, once they were asked for. */
  private Optional<Exponents> exponents = Optional.empty();

  /** Aᵀζ/c, and Σ_i |a_ij ζ_i|/c. */
  private record Exponents(double[] values, double[] terms) {}

  /**
   * From the last evaluation of the system.
   *
   * @param zeta ζ there, not changed
   */
  Refinement(Constraint constraint, DualSystem system, DesignSums sums, double[] zeta) {
    this.constraint = constraint;
    this.system = system;
    this.sums = sums;
    this.a = constraint.a();
    this.n = a.rows();
    this.d = a.columns();
    this.theta = sums.theta().clone();
    this.residual = Optional.of(system.residual().clone());
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
    return half(exponents().values());
  }

  /** Σ_i |a_ij ν_i|, the terms of Aᵀν. */
  double[] mirrorTerms() {
    return half(exponents().terms());
  }

  private static double[] half(double[] a) {
    double[] out = a.clone();
    for (int j = 0; j < out.length; j++) {
      out[j] /= 2;
    }
    return out;
  }

  /** ζ, rounded. */
  double[] zeta() {
    return zeta;
  }

  /** max_i |y_i - x_iθ|/(Σ_j |x_ij θ_j| + |y_i|) of X and y themselves. */
  double primalResidual() {
    return constraint.isExact()
        ? terms().rows().ofResidual(residual())
        : Certifier.primalResidual(constraint.reached(), theta, sums.entropy());
  }

  /**
   * Estimates the error of θ as it is, by vectors: at most what rounding may have made of it.
   *
   * @return the largest error of an entry, by what it changes in a row of Aθ relative to its terms,
   *     or a bound of it that is small enough; NaN where Newton's matrix is too ill conditioned to
   *     tell
   */
  double estimate() {
    solve(terms().rows().withRounding(residual(), d));
    if (!isSolved) {
      return Double.NaN;
    }
    double[] dualTerms = exponents().terms();
    double[] moved = new double[d];
    for (int j = 0; j < d; j++) {
      // With what the rounding of Aᵀζ may have done to θ.
      double rounding = n * Math.ulp(1.0) * dualTerms[j] * sums.entropy().weight(j, theta[j]);
      moved[j] = Math.abs(change[j]) + rounding;
    }
    double bound = terms().boundOfError(moved);
    return bound <= BregmanProjection.SAFE ? bound : terms().ofError(moved);
  }

  /**
   * Improves θ and ζ in twice the digits of a double.
   *
   * @return the error of θ, as {@link #estimate}
   */
  double improve() {
    double best = Double.POSITIVE_INFINITY;
    int stalled = 0;
    residual = Optional.empty();
    double error = step();
    for (int k = 1; k <= STEPS && stalled < 3; k++) {
      if (constraint.isExact() && isSolved && error <= CONVERGED) {
        break;
      }
      stalled = error < 0.5 * best ? 0 : stalled + 1;
      best = Math.min(best, error);
      if (reach() <= NEAR) {
        apply();
      } else {
        followDual();
      }
      error = step();
    }
    boolean isSure = isSolved;
    error = Math.max(error, errorOfReduction());
    settle();
    return isSure && isSolved ? error : Double.NaN;
  }

  /** What the digits that A and b have lost may have done to θ, to the terms of X and y. */
  private double errorOfReduction() {
    if (constraint.isExact()) {
      return 0;
    }
    solve(constraint.error(theta));
    LeastSquares problem = constraint.reached();
    return Terms.of(problem.design(), problem.target(), theta, sums.entropy()).ofError(change);
  }

  /**
   * Takes the θ_j that ν asks for where no row notices: an entry so small has converged in what it
   * adds to the fit long before it has in its own digits.
   */
  private void settle() {
    double[] z = exponents().values();
    double[] settled = theta.clone();
    for (int j = 0; j < d; j++) {
      double asked = sums.entropy().sinh(j, z[j] + sums.shift()[j]);
      if (terms().ofError(j, asked - theta[j]) <= CONVERGED) {
        settled[j] = asked;
      }
    }
    System.arraycopy(settled, 0, theta, 0, d);
    terms = Optional.empty();
    residual = Optional.empty();
  }

  /** Fills the changes of θ and ζ; returns that of θ as an error. */
  private double step() {
    double[] left = residual().clone();
    double[] z = exponents().values();
    double[] off = new double[d];
    HyperbolicEntropy entropy = sums.entropy();
    for (int j = 0; j < d; j++) {
      off[j] =
          entropy.weight(j, theta[j])
              * (z[j] + sums.shift()[j] - 2 * entropy.gradient(j, theta[j]));
    }
    double[] product = new double[n];
    a.multiply(off, product);
    for (int i = 0; i < n; i++) {
      left[i] -= product[i];
    }
    solve(left);
    for (int j = 0; j < d; j++) {
      change[j] += off[j];
    }
    return terms().ofError(change);
  }

  /**
   * Fills the changes that a residual asks for and finds out whether they do away with it: with the
   * matrix that is there, then with that of the last evaluation.
   */
  private void solve(double[] wanted) {
    solveAsItIs(wanted);
    if (!isSolved) {
      system.renew();
      solveAsItIs(wanted);
    }
  }

  private void solveAsItIs(double[] wanted) {
    double enough = ErrorEstimate.SOLVED * terms().rows().ofResidual(wanted);
    double[] left = wanted.clone();
    double[] part = new double[d];
    Arrays.fill(change, 0);
    Arrays.fill(dualChange, 0);
    double[] product = new double[n];
    isSolved = false;
    for (int k = 0; k < SOLVES && !isSolved; k++) {
      double[] dual = left.clone();
      system.divide(dual);
      sums.respond(dual, part);
      for (int j = 0; j < d; j++) {
        change[j] += part[j];
      }
      for (int i = 0; i < n; i++) {
        dualChange[i] += dual[i];
      }
      a.multiply(change, product);
      for (int i = 0; i < n; i++) {
        left[i] = wanted[i] - product[i];
      }
      isSolved = terms().rows().ofResidual(left) <= enough;
    }
  }

  /** How far the dual change moves the exponents. */
  private double reach() {
    double[] moved = new double[d];
    a.multiplyTransposed(1 / sums.scale(), dualChange, moved);
    return Norms.max(moved);
  }

  private void apply() {
    forget();
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
    forget();
    system.evaluate(zeta);
    system.newtonStep(zeta);
    Arrays.fill(zetaLow, 0);
    System.arraycopy(sums.theta(), 0, theta, 0, d);
  }

  private void forget() {
    terms = Optional.empty();
    residual = Optional.empty();
    exponents = Optional.empty();
  }

  private Terms terms() {
    if (terms.isEmpty()) {
      terms = Optional.of(Terms.of(a, constraint.b(), theta, sums.entropy()));
    }
    return terms.get();
  }

  /** b - Aθ, not to be changed. */
  private double[] residual() {
    if (residual.isEmpty()) {
      double[] out = new double[n];
      double[] row = new double[d];
      double[] low = new double[d];
      for (int i = 0; i < n; i++) {
        a.copyRow(i, row);
        constraint.copyRest(i, low);
        LongSum sum = new LongSum(constraint.b()[i], constraint.targetRest(i));
        for (int j = 0; j < d; j++) {
          sum.addProduct(row[j], low[j], -theta[j]);
        }
        out[i] = sum.value();
      }
      residual = Optional.of(out);
    }
    return residual.get();
  }

  /** Aᵀζ/c, not to be changed. */
  private Exponents exponents() {
    if (exponents.isEmpty()) {
      double[] out = new double[d];
      double[] low = new double[d];
      double[] sizes = new double[d];
      double[] row = new double[d];
      for (int i = 0; i < n; i++) {
        a.copyRow(i, row);
        LongVectors.add(zeta[i], zetaLow[i], row, out, low);
        double size = Math.abs(zeta[i]);
        for (int j = 0; j < d; j++) {
          sizes[j] += Math.abs(row[j]) * size;
        }
        if (!constraint.isExact()) {
          constraint.copyRest(i, row);
          Kernels.axpy(zeta[i], row, low);
        }
      }
      for (int j = 0; j < d; j++) {
        out[j] = (out[j] + low[j]) / sums.scale();
        sizes[j] /= sums.scale();
      }
      exponents = Optional.of(new Exponents(out, sizes));
    }
    return exponents.get();
  }
}
