package dev.mirrorflow.landscape;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.BigFloat;
import dev.mirrorflow.linalg.BigGram;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * θ on the coordinates where it is not 0, and y - Xθ, in as many bits as it is given: what {@link
 * FloatingFace} is in doubles. What is below half of the bits is 0.
 */
final class ExactFace {

  /** A residual of less than 2^-40 of its terms may be the rounding of doubles. */
  private static final int NEARLY = 40;

  private final int bits;
  private final int n;
  private final BigFloat[][] columns;

  /** The largest entry of each column. */
  private final BigFloat[] sizes;

  private final BigFloat[] y;
  private BigGram gram;
  private int[] coordinates = new int[0];

  /** θ on the face. */
  private BigFloat[] beta = new BigFloat[0];

  private BigFloat[] residual;

  /** Starts from θ = 0. */
  ExactFace(LeastSquares problem, int bits) {
    DesignMatrix x = problem.design();
    this.bits = bits;
    this.n = x.rows();
    this.columns = new BigFloat[x.columns()][];
    this.sizes = new BigFloat[x.columns()];
    double[] column = new double[n];
    for (int j = 0; j < columns.length; j++) {
      x.copyColumn(j, column);
      columns[j] = BigFloat.of(column);
      sizes[j] = largest(columns[j]);
    }
    this.y = BigFloat.of(problem.target());
    this.gram = new BigGram(bits);
    this.residual = y;
  }

  private static BigFloat largest(BigFloat[] values) {
    BigFloat most = BigFloat.ZERO;
    for (BigFloat value : values) {
      most = most.max(value.abs());
    }
    return most;
  }

  BigFloat[] column(int j) {
    return columns[j];
  }

  int[] coordinates() {
    return coordinates;
  }

  /** θ on the face. */
  BigFloat[] beta() {
    return beta;
  }

  /** y - Xθ, only to be read. */
  BigFloat[] residual() {
    return residual;
  }

  /** The coordinates off the face that are wanted, rising. */
  int[] off(IntPredicate wanted) {
    int[] on = coordinates.clone();
    Arrays.sort(on);
    return IntStream.range(0, columns.length)
        .filter(j -> wanted.test(j) && Arrays.binarySearch(on, j) < 0)
        .toArray();
  }

  /** x_jᵀ(y - Xθ), 0 where it is rounding. */
  BigFloat product(int j) {
    ComputationException.throwIfInterrupted();
    BigFloat product = BigFloat.dot(columns[j], residual, bits);
    BigFloat rounding = sizes[j].times(largest(residual), bits).scaled(-bits / 2);
    return product.abs().compareTo(rounding) <= 0 ? BigFloat.ZERO : product;
  }

  /**
   * The largest |y_i - x_iθ| relative to its terms. Where that is not the rounding of doubles, how
   * far the columns that could change it are from combinations of those of the face: the largest
   * entry of the difference relative to its terms.
   *
   * @param others which columns off the face are asked for
   */
  double misfit(IntPredicate others) {
    double misfit = ofSamples(residual, gram.terms(y, beta));
    if (misfit > rounding()) {
      misfit = 0;
      for (int j : off(others)) {
        if (misfit <= rounding() && product(j).signum() != 0) {
          BigFloat[] combination = gram.solve(columns[j]);
          BigFloat[] outside = gram.residual(columns[j], combination);
          misfit = Math.max(misfit, ofSamples(outside, gram.terms(columns[j], combination)));
        }
      }
    }
    return misfit;
  }

  private double ofSamples(BigFloat[] values, BigFloat[] terms) {
    double most = 0;
    for (int i = 0; i < n; i++) {
      most = Math.max(most, share(values[i], terms[i]));
    }
    return most;
  }

  /** Relative to the terms of a sum over the face, what the rounding of doubles is at most. */
  double rounding() {
    return Math.ulp(1.0) * (coordinates.length + 2);
  }

  /** A value relative to the size of its terms. */
  double share(BigFloat value, BigFloat terms) {
    return value.signum() == 0 ? 0 : value.abs().over(terms, bits).doubleValue();
  }

  /** {@link SaddleMotion#mostWanted}. */
  int mostWanted(int[] candidates, BigFloat[] signs) {
    int best = -1;
    BigFloat steepest = BigFloat.ZERO;
    for (int j : candidates) {
      BigFloat drive = product(j);
      if (drive.signum() == signs[j].signum() && drive.signum() != 0) {
        BigFloat slope = drive.abs().over(sizes[j], bits);
        if (slope.compareTo(steepest) > 0) {
          steepest = slope;
          best = j;
        }
      }
    }
    return best;
  }

  /** Takes a coordinate in with θ_j = 0; false if its column lies in the span of the others. */
  boolean enter(int j) {
    if (!gram.append(columns[j])) {
      return false;
    }
    int k = coordinates.length;
    coordinates = Arrays.copyOf(coordinates, k + 1);
    coordinates[k] = j;
    beta = Arrays.copyOf(beta, k + 1);
    beta[k] = BigFloat.ZERO;
    return true;
  }

  /** {@link SaddleMotion#approach}. */
  int[] approach(BigFloat[] signs) {
    BigFloat[] goal = gram.solve(y);
    BigFloat[] shares = new BigFloat[goal.length];
    BigFloat share = BigFloat.ONE;
    BigFloat most = BigFloat.ZERO;
    for (int k = 0; k < goal.length; k++) {
      most = most.max(goal[k].abs().times(sizes[coordinates[k]], bits));
    }
    BigFloat rounding = most.scaled(-bits / 2);
    for (int k = 0; k < goal.length; k++) {
      boolean vanishes = goal[k].abs().times(sizes[coordinates[k]], bits).compareTo(rounding) <= 0;
      if (vanishes || goal[k].signum() != signs[coordinates[k]].signum()) {
        shares[k] =
            beta[k].signum() == 0
                ? BigFloat.ZERO
                : vanishes ? BigFloat.ONE : beta[k].over(beta[k].minus(goal[k], bits), bits);
        share = shares[k].compareTo(share) < 0 ? shares[k] : share;
      }
    }
    int[] blocking = new int[goal.length];
    int count = 0;
    for (int k = goal.length - 1; k >= 0; k--) {
      if (shares[k] != null && shares[k].compareTo(share) <= 0) {
        blocking[count++] = k;
      } else {
        beta[k] = beta[k].plus(goal[k].minus(beta[k], bits).times(share, bits), bits);
      }
    }
    if (count == 0) {
      beta = goal;
      residual = gram.residual(y, beta);
    }
    return Arrays.copyOf(blocking, count);
  }

  void leave(int place) {
    gram.remove(place);
    int[] kept = IntStream.range(0, beta.length).filter(k -> k != place).toArray();
    coordinates = Arrays.stream(kept).map(k -> coordinates[k]).toArray();
    beta = Arrays.stream(kept).mapToObj(k -> beta[k]).toArray(BigFloat[]::new);
  }

  /** Takes for 0 what is rounding of the residual, and of θ where it interpolates. */
  void settle() {
    residual = residual.clone();
    BigFloat[] terms = gram.terms(y, beta);
    for (int i = 0; i < n; i++) {
      if (residual[i].abs().compareTo(terms[i].scaled(-3 * bits / 4)) <= 0) {
        residual[i] = BigFloat.ZERO;
      }
    }
    if (largest(residual).compareTo(largest(terms).scaled(-NEARLY)) <= 0) {
      dropRounding(terms);
    }
  }

  /** Takes the θ_j for 0 that rounding could make, if the others interpolate. */
  private void dropRounding(BigFloat[] terms) {
    int[] places = IntStream.range(0, beta.length).filter(k -> isRounding(k, terms)).toArray();
    if (places.length > 0) {
      BigGram others = gram.without(places);
      BigFloat[] values = others.solve(y);
      BigFloat[] rest = others.residual(y, values);
      if (ofSamples(rest, others.terms(y, values)) <= rounding()) {
        int[] kept =
            IntStream.range(0, beta.length)
                .filter(k -> Arrays.binarySearch(places, k) < 0)
                .map(k -> coordinates[k])
                .toArray();
        gram = others;
        coordinates = kept;
        beta = values;
        residual = rest;
      }
    }
  }

  /** Whether the rounding of the samples could make θ_k. */
  private boolean isRounding(int k, BigFloat[] terms) {
    BigFloat size = BigFloat.ZERO;
    BigFloat[] row = gram.inverseRow(k);
    for (int i = 0; i < n; i++) {
      size = size.plus(row[i].abs().times(terms[i], bits), bits);
    }
    return share(beta[k], size) <= rounding();
  }

  /** {@link SaddleMotion#tied}. */
  int[] tied(int[] waiting) {
    int[] idle = Arrays.stream(waiting).filter(j -> product(j).signum() == 0).toArray();
    for (int j : idle) {
      gram.append(columns[j]);
    }
    boolean dependent = gram.size() < beta.length + idle.length;
    while (gram.size() > beta.length) {
      gram.remove(gram.size() - 1);
    }
    return dependent ? idle : new int[0];
  }
}
