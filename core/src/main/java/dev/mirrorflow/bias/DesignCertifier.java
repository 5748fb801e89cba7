package dev.mirrorflow.bias;

import dev.mirrorflow.design.Design;
import dev.mirrorflow.design.ExplicitDesign;
import dev.mirrorflow.kernel.Kernels;

/**
 * The {@link Certificate} of a limit over an X of which the products are known, and how far θ may
 * be off, at the last evaluation of the dual system.
 */
final class DesignCertifier {

  private final Design x;
  private final DesignConstraint constraint;
  private final Design a;
  private final DualSystem system;
  private final DesignSums sums;

  DesignCertifier(Design x, DesignConstraint constraint, DualSystem system, DesignSums sums) {
    this.x = x;
    this.constraint = constraint;
    this.a = constraint.a();
    this.system = system;
    this.sums = sums;
  }

  /** With the certificate of the θ of the last evaluation and its dual variable. */
  Projection projection(double[] zeta, double[] theta0, int steps) {
    double[] mirror = new double[theta0.length];
    sums.exponents(zeta, mirror);
    for (int j = 0; j < mirror.length; j++) {
      mirror[j] /= 2;
    }
    // What is not above the terms of a product stands for them.
    return projection(zeta, mirror, mirror, sums.theta(), theta0, steps);
  }

  /** With the certificate of what was refined. */
  Projection projection(DesignRefinement refined, double[] theta0, int steps) {
    return projection(
        refined.zeta(), refined.mirror(), refined.mirrorTerms(), refined.theta(), theta0, steps);
  }

  private Projection projection(
      double[] zeta,
      double[] mirror,
      double[] mirrorTerms,
      double[] found,
      double[] theta0,
      int steps) {
    double[] theta = found.clone();
    double[] dualPoint = new double[theta.length];
    CertificateSums all = new CertificateSums();
    for (int j = 0; j < theta.length; j++) {
      dualPoint[j] =
          all.add(
              sums.entropy(), j, theta[j], theta0[j], sums.shift()[j], mirror[j], mirrorTerms[j]);
    }
    double[] residual = new double[zeta.length];
    residual(theta, residual);
    double[] terms = new double[zeta.length];
    x.multiplySizes(sizes(theta), terms);
    double[] miss = new double[zeta.length];
    a.multiply(dualPoint, miss);
    Kernels.axpy(-1, constraint.b(), miss);
    Certificate certificate =
        all.certificate(
            RowTerms.of(terms, constraint.reached()).ofResidual(residual),
            Kernels.dot(zeta, miss) / (2 * sums.scale()));
    return new Projection(theta, mirror, certificate, steps);
  }

  private void residual(double[] theta, double[] out) {
    if (x instanceof ExplicitDesign explicit) {
      explicit.residual(constraint.reached(), theta, out);
    } else {
      x.multiply(theta, out);
      Kernels.axpy(-1, constraint.reached(), out);
    }
  }

  /** What the entries of θ count as where residuals are judged. */
  private double[] sizes(double[] theta) {
    double[] sizes = new double[theta.length];
    for (int j = 0; j < sizes.length; j++) {
      sizes[j] = Math.abs(theta[j]) + Terms.FLOOR * sums.entropy().invariant(j);
    }
    return sizes;
  }

  /** What an error of 1 in each θ_j changes in a row of Aθ, relative to its terms, at most. */
  double[] ofColumns(RowTerms terms) {
    double[] inverse = terms.sizes().clone();
    for (int i = 0; i < inverse.length; i++) {
      inverse[i] = inverse[i] > 0 ? 1 / inverse[i] : 0;
    }
    double[] out = new double[a.columns()];
    a.largestOfColumns(inverse, out);
    return out;
  }

  /** The terms of the rows of Aθ = b. */
  RowTerms terms(double[] theta) {
    double[] all = new double[a.rows()];
    a.multiplySizes(sizes(theta), all);
    return RowTerms.of(all, constraint.b());
  }

  /**
   * How far θ may be off by what rounding may have made of the residual and of Aᵀζ; NaN where
   * Newton's matrix is too ill conditioned to tell.
   */
  double error(double[] zeta, RowTerms terms, double[] ofColumns) {
    double[] moved = new double[a.columns()];
    double error =
        ErrorEstimate.of(
            system,
            change -> {
              sums.respond(change, moved);
              double[] fitted = new double[zeta.length];
              a.multiply(moved, fitted);
              double most = 0;
              for (int j = 0; j < moved.length; j++) {
                most = Math.max(most, Math.abs(moved[j]) * ofColumns[j]);
              }
              return new ErrorEstimate.Answer(fitted, most);
            },
            terms,
            new double[zeta.length],
            moved.length);
    return Math.max(error, sums.errorOfExponents(zeta, ofColumns));
  }
}
