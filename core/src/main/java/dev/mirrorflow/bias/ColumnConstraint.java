package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.Cholesky;
import dev.mirrorflow.linalg.ColumnEngine;
import dev.mirrorflow.linalg.ColumnQr;
import dev.mirrorflow.model.Norms;
import java.util.Optional;

/**
 * The {@link Constraint} Aθ = b for an X that is kept by columns: A consists of independent rows of
 * X, brought to about one size by powers of two. Where y is not in the range of X, b is of Py, y
 * projected onto it.
 *
 * @param a which rows
 * @param b as many entries
 * @param gram A Aᵀ, factored
 * @param reached Py, length n
 * @param distance ‖y - Py‖/‖y‖, 0 where y is in the range of X to rounding
 * @param projection how b depends on y, where not all rows of X are in A
 * @param isPlain whether rows and columns of X are each of about one size, and A is X
 * @param note one line on a rank-deficient X, empty if it is not
 */
record ColumnConstraint(
    RowChoice a,
    double[] b,
    Cholesky gram,
    double[] reached,
    double distance,
    Optional<Projection> projection,
    boolean isPlain,
    String note) {

  /**
   * b of least ‖y - Lb‖, X = LA.
   *
   * @param factors of L
   */
  record Projection(ColumnQr factors, double[] b) {

    /**
     * How far off rounding may have made b.
     *
     * @param sizes the terms of each row of Xθ = y
     */
    double[] rounding(double[] sizes) {
      double[] terms = sizes.clone();
      for (int k = 0; k < b.length; k++) {
        double[] column = factors.column(k);
        for (int i = 0; i < terms.length; i++) {
          terms[i] += Math.abs(column[i] * b[k]);
        }
      }
      double[] out = new double[b.length];
      for (int k = 0; k < out.length; k++) {
        double[] row = factors.inverseRow(k);
        for (int i = 0; i < terms.length; i++) {
          out[k] += RowDependence.ROUNDING * terms.length * Math.abs(row[i]) * terms[i];
        }
      }
      return out;
    }
  }

  /** Columns within this many powers of two are alike. */
  static final int ALIKE = 8;

  /**
   * Looks X through, in a pass where its rows are alike and independent, otherwise in up to four.
   *
   * @throws BadDataException if a value is NaN or infinite (naming row and column), X is all zeros,
   *     or rows are nearly dependent without being it to rounding
   */
  static ColumnConstraint of(ColumnEngine engine, double[] y) {
    GramSum.Part look = engine.sum(new GramSum(RowChoice.everyRow(y.length)));
    if (!look.firstBad().isEmpty()) {
      throw refusal(engine, look.firstBad() + "; remove or impute it");
    }
    if (Norms.max(look.rowSizes()) == 0) {
      throw refusal(engine, "X is all zeros, so no parameter explains y; check the file");
    }
    RowChoice all = RowChoice.scaled(look.rowSizes());
    double[] gram = all.isEverything() ? look.gram() : engine.sum(new GramSum(all)).gram();
    double[] columns = look.columnSizes();
    boolean isPlain =
        all.isEverything() && Math.getExponent(columns[1]) - Math.getExponent(columns[0]) <= ALIKE;
    try {
      Cholesky factor = Cholesky.of(gram, y.length);
      if (factor.pivotRatio() > Constraint.WELL_CONDITIONED) {
        return new ColumnConstraint(all, all.of(y), factor, y, 0, Optional.empty(), isPlain, "");
      }
    } catch (ComputationException _) {
      // Not positive definite to working precision: rows are dependent.
    }
    return new RowDependence(engine, all, gram).constraint(y);
  }

  static BadDataException refusal(ColumnEngine engine, String message) {
    return new BadDataException(engine.name() + ": " + message);
  }

  /**
   * What rounding may have made of the residual of Aθ = b, for each row.
   *
   * @param sizes the terms of each row of Xθ = y
   */
  double[] rounding(double[] sizes) {
    return projection.map(p -> p.rounding(sizes)).orElseGet(() -> new double[b.length]);
  }
}
