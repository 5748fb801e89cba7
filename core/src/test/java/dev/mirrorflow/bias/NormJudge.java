package dev.mirrorflow.bias;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/** Says how far a θ is from one of least penalty, by all vertices in exact arithmetic. */
final class NormJudge {

  /** As {@link NonnegativePursuit} has it. */
  private static final double NEGLIGIBLE = 1e-12;

  private final ExactRows exact;
  private final Penalty penalty;

  NormJudge(ExactRows exact, Penalty penalty) {
    this.exact = exact;
    this.penalty = penalty;
  }

  /** Residuals against their terms, and the norm against the least of all vertices. */
  double error(double[] theta) {
    double most = 0;
    for (int i = 0; i < exact.x.length; i++) {
      BigDecimal terms = exact.target[i].abs();
      BigDecimal left = exact.target[i];
      for (int j = 0; j < theta.length; j++) {
        BigDecimal term = exact.x[i][j].multiply(new BigDecimal(theta[j]));
        terms = terms.add(term.abs());
        left = left.subtract(term);
      }
      if (left.signum() != 0) {
        most = Math.max(most, left.abs().divide(terms, ExactRows.DIGITS).doubleValue());
      }
    }
    if (penalty.isNonnegative() && Arrays.stream(theta).anyMatch(t -> t < 0)) {
      return Double.POSITIVE_INFINITY;
    }
    BigDecimal norm = BigDecimal.ZERO;
    for (int j = 0; j < theta.length; j++) {
      norm = norm.add(new BigDecimal(theta[j]).abs().multiply(new BigDecimal(penalty.weight(j))));
    }
    Optional<BigDecimal> least = leastNorm();
    Optional<BigDecimal> nearly = leastNorm(NEGLIGIBLE);
    if (least.isPresent()) {
      most = Math.max(most, above(norm, least.get()));
    }
    return Math.max(most, above(nearly.orElseThrow(), norm));
  }

  /** (a - b)/b where a is above b, otherwise 0. */
  private static double above(BigDecimal a, BigDecimal b) {
    if (a.compareTo(b) <= 0) {
      return 0;
    }
    return b.signum() == 0
        ? Double.POSITIVE_INFINITY
        : a.subtract(b).divide(b, ExactRows.DIGITS).doubleValue();
  }

  /** The least of all vertices; empty where none is at least 0 though that is required. */
  Optional<BigDecimal> leastNorm() {
    return leastNorm(0);
  }

  /**
   * Empty where no vertex is at least 0 though that is required.
   *
   * @param negligible an entry below 0 is 0 where it is less than this part of the terms of every
   *     sample
   */
  private Optional<BigDecimal> leastNorm(double negligible) {
    int r = exact.rows.size();
    int d = exact.x[0].length;
    Optional<BigDecimal> least = Optional.empty();
    for (int set = 0; set < 1 << d; set++) {
      if (Integer.bitCount(set) != r) {
        continue;
      }
      int[] columns = BitSet.valueOf(new long[] {set}).stream().toArray();
      BigDecimal[][] a = new BigDecimal[r][r + 1];
      for (int i = 0; i < r; i++) {
        for (int k = 0; k < r; k++) {
          a[i][k] = exact.x[exact.rows.get(i)][columns[k]];
        }
        a[i][r] = exact.target[exact.rows.get(i)];
      }
      BigDecimal[] vertex = ExactRows.solve(a, ExactRows.DIGITS);
      if (vertex == null) {
        continue;
      }
      dropRounding(vertex);
      if (negligible > 0 && penalty.isNonnegative()) {
        dropNegligible(columns, vertex, new BigDecimal(negligible));
      }
      if (penalty.isNonnegative() && Arrays.stream(vertex).anyMatch(v -> v.signum() < 0)) {
        continue;
      }
      BigDecimal norm = BigDecimal.ZERO;
      for (int k = 0; k < r; k++) {
        norm = norm.add(vertex[k].abs().multiply(new BigDecimal(penalty.weight(columns[k]))));
      }
      if (least.isEmpty() || norm.compareTo(least.get()) < 0) {
        least = Optional.of(norm);
      }
    }
    return least;
  }

  /** What the projection of y has left of entries that are 0. */
  private static void dropRounding(BigDecimal[] vertex) {
    BigDecimal largest = Arrays.stream(vertex).map(BigDecimal::abs).reduce(BigDecimal::max).get();
    for (int k = 0; k < vertex.length; k++) {
      boolean isRounding = vertex[k].abs().compareTo(largest.scaleByPowerOfTen(-100)) <= 0;
      vertex[k] = isRounding ? BigDecimal.ZERO : vertex[k];
    }
  }

  private void dropNegligible(int[] columns, BigDecimal[] vertex, BigDecimal negligible) {
    for (int k = 0; k < vertex.length; k++) {
      boolean isNoticed = vertex[k].signum() >= 0;
      for (int i = 0; i < exact.x.length && !isNoticed; i++) {
        BigDecimal terms = exact.target[i].abs();
        for (int l = 0; l < vertex.length; l++) {
          terms = terms.add(exact.x[i][columns[l]].multiply(vertex[l]).abs(), ExactRows.DIGITS);
        }
        BigDecimal part = exact.x[i][columns[k]].multiply(vertex[k]).abs();
        isNoticed = part.compareTo(terms.multiply(negligible)) > 0;
      }
      vertex[k] = isNoticed ? vertex[k] : BigDecimal.ZERO;
    }
  }
}
