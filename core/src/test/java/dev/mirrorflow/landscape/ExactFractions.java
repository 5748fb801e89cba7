package dev.mirrorflow.landscape;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Judges a θ by exact fractions: whether Xθ is the projection of y on the range of X, and whether
 * ‖θ‖₁ is the least of all θ with that Xθ, of all their vertices.
 */
final class ExactFractions {

  private static final double TOLERANCE = 1e-9;

  /** a/b in lowest terms, b &gt; 0. */
  private record Fraction(BigInteger a, BigInteger b) implements Comparable<Fraction> {

    static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);
    static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);

    static Fraction of(double value) {
      BigDecimal decimal = new BigDecimal(value);
      return reduced(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
    }

    static Fraction reduced(BigInteger a, BigInteger b) {
      if (a.signum() == 0) {
        return ZERO;
      }
      BigInteger common = b.signum() < 0 ? a.gcd(b).negate() : a.gcd(b);
      return new Fraction(a.divide(common), b.divide(common));
    }

    Fraction plus(Fraction c) {
      return reduced(a.multiply(c.b).add(c.a.multiply(b)), b.multiply(c.b));
    }

    Fraction minus(Fraction c) {
      return plus(new Fraction(c.a.negate(), c.b));
    }

    Fraction times(Fraction c) {
      return reduced(a.multiply(c.a), b.multiply(c.b));
    }

    Fraction over(Fraction c) {
      return reduced(a.multiply(c.b), b.multiply(c.a));
    }

    Fraction abs() {
      return new Fraction(a.abs(), b);
    }

    boolean isZero() {
      return a.signum() == 0;
    }

    @Override
    public int compareTo(Fraction c) {
      return a.multiply(c.b).compareTo(c.a.multiply(b));
    }

    @Override
    public String toString() {
      return new BigDecimal(a).divide(new BigDecimal(b), MathContext.DECIMAL64).toString();
    }
  }

  private final int n;
  private final Fraction[][] columns;
  private final Fraction[] y;

  /** Columns that span the range of X. */
  private final List<Fraction[]> basis = new ArrayList<>();

  ExactFractions(double[][] x, double[] target) {
    this.n = x.length;
    this.columns = new Fraction[x[0].length][n];
    for (int j = 0; j < columns.length; j++) {
      for (int i = 0; i < n; i++) {
        columns[j][i] = Fraction.of(x[i][j]);
      }
      if (!Arrays.stream(outside(basis, columns[j])).allMatch(Fraction::isZero)) {
        basis.add(columns[j]);
      }
    }
    this.y = Arrays.stream(target).mapToObj(Fraction::of).toArray(Fraction[]::new);
  }

  /** What is wrong with θ beyond 1e-9 of the terms of a sample or of ‖θ‖₁; empty if nothing is. */
  Optional<String> fault(double[] values) {
    Fraction[] theta = Arrays.stream(values).mapToObj(Fraction::of).toArray(Fraction[]::new);
    Fraction[] fit = new Fraction[n];
    Fraction[] terms = new Fraction[n];
    for (int i = 0; i < n; i++) {
      fit[i] = Fraction.ZERO;
      terms[i] = y[i].abs();
      for (int j = 0; j < theta.length; j++) {
        Fraction term = columns[j][i].times(theta[j]);
        fit[i] = fit[i].plus(term);
        terms[i] = terms[i].plus(term.abs());
      }
    }
    Fraction[] residual = outside(basis, y);
    for (int i = 0; i < n; i++) {
      Fraction off = y[i].minus(residual[i]).minus(fit[i]).abs();
      if (!off.isZero() && off.compareTo(reach(i, terms).times(Fraction.of(TOLERANCE))) > 0) {
        return Optional.of("Xθ of sample " + i + " is off by " + off);
      }
    }
    Fraction norm = Arrays.stream(theta).map(Fraction::abs).reduce(Fraction.ZERO, Fraction::plus);
    Fraction least = leastNorm(fit);
    return least.times(Fraction.of(1 + TOLERANCE)).compareTo(norm) < 0
        ? Optional.of("‖θ‖₁ is " + norm + ", not " + least)
        : Optional.empty();
  }

  /** What the terms of all samples can do to sample i of the projection. */
  private Fraction reach(int i, Fraction[] terms) {
    Fraction reach = terms[i];
    for (int k = 0; k < n; k++) {
      Fraction[] unit = new Fraction[n];
      Arrays.fill(unit, Fraction.ZERO);
      unit[k] = Fraction.ONE;
      Fraction share = unit[i].minus(outside(basis, unit)[i]).abs();
      reach = reach.plus(share.times(terms[k]));
    }
    return reach;
  }

  /** min ‖θ‖₁ with Xθ = fit, over the vertices: as many independent columns as the rank. */
  private Fraction leastNorm(Fraction[] fit) {
    Fraction least = basis.isEmpty() ? Fraction.ZERO : null;
    for (int set = 1; set < 1 << columns.length; set++) {
      if (Integer.bitCount(set) == basis.size()) {
        List<Fraction[]> some = new ArrayList<>();
        for (int j = 0; j < columns.length; j++) {
          if ((set >> j & 1) == 1) {
            some.add(columns[j]);
          }
        }
        Optional<Fraction> norm =
            coefficients(some, fit)
                .map(
                    c -> Arrays.stream(c).map(Fraction::abs).reduce(Fraction.ZERO, Fraction::plus));
        if (norm.isPresent() && (least == null || norm.get().compareTo(least) < 0)) {
          least = norm.get();
        }
      }
    }
    return least;
  }

  private static Fraction dot(Fraction[] a, Fraction[] b) {
    Fraction sum = Fraction.ZERO;
    for (int i = 0; i < a.length; i++) {
      sum = sum.plus(a[i].times(b[i]));
    }
    return sum;
  }

  /** The part of a vector outside the span of independent columns. */
  private static Fraction[] outside(List<Fraction[]> columns, Fraction[] vector) {
    Fraction[] coefficients = coefficients(columns, vector).orElseThrow();
    Fraction[] out = vector.clone();
    for (int k = 0; k < coefficients.length; k++) {
      for (int i = 0; i < out.length; i++) {
        out[i] = out[i].minus(coefficients[k].times(columns.get(k)[i]));
      }
    }
    return out;
  }

  /** Least squares by Gauss and Jordan; empty if the columns are dependent. */
  private static Optional<Fraction[]> coefficients(List<Fraction[]> columns, Fraction[] vector) {
    int k = columns.size();
    Fraction[][] a = new Fraction[k][k + 1];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        a[i][j] = dot(columns.get(i), columns.get(j));
      }
      a[i][k] = dot(columns.get(i), vector);
    }
    for (int c = 0; c < k; c++) {
      // A Gram matrix needs no pivoting: a zero on the diagonal is a dependence.
      if (a[c][c].isZero()) {
        return Optional.empty();
      }
      for (int i = 0; i < k; i++) {
        Fraction factor = a[i][c].over(a[c][c]);
        for (int j = c; i != c && j <= k; j++) {
          a[i][j] = a[i][j].minus(factor.times(a[c][j]));
        }
      }
    }
    Fraction[] out = new Fraction[k];
    Arrays.setAll(out, i -> a[i][k].over(a[i][i]));
    return Optional.of(out);
  }
}
