package dev.mirrorflow.bias;

import dev.mirrorflow.design.Design;
import dev.mirrorflow.design.ExplicitDesign;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.Cholesky;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Newton's matrix A diag(w) Aᵀ without its n² entries, by preconditioned conjugate gradients. The
 * preconditioner is exact on the coordinates S that carry weight, and takes the matrix D of the
 * others for diagonal, which it nearly is where many small ones add up: (D + A_S W_S A_Sᵀ)⁻¹ = D⁻¹
 * - D⁻¹A_S (W_S⁻¹ + A_SᵀD⁻¹A_S)⁻¹ A_SᵀD⁻¹, by factors of the size of S only (M. Woodbury, 1950). So
 * where θ is nearly sparse, a dozen iterations do, however far the weights are apart.
 *
 * <p>An iteration is two products with A and two with A_S.
 */
final class IterativeMatrix implements NewtonMatrix {

  /** The part of a residual that a solution may leave. */
  private static final double TOLERANCE = 1e-5;

  private static final int MOST_ITERATIONS = 500;

  /** A coordinate carries weight where it adds this many times what the others add to a row. */
  private static final double CARRIES = 2;

  /** The same where a column costs as much as a product: more iterations, fewer columns. */
  private static final double CARRIES_DEARLY = 30;

  /** The largest S: its factors take 16 bytes for each pair. */
  static final int LARGEST_SUPPORT = 4096;

  /** What is added to a matrix that may be singular to working precision, of its diagonal. */
  private static final double RIDGE = 1e-15;

  private final Design a;
  private final Weights current;
  private final SupportGram gram;
  private final double[] squaredNorms;
  private final double[] weights;
  private final double[] perFeature;
  private final int largestSupport;
  private final double energy;
  private double logTopWeight;

  /** What is added to the diagonal, length n. */
  private final double[] ridge;

  /** D = σE, the entries of E at most 1; E⁻¹, length n. */
  private final double[] inverseRest;

  private double sigma;
  private Optional<Cholesky> factor = Optional.empty();
  private int iterations;

  /** For a sequence of weights. */
  IterativeMatrix(Design a, Weights current) {
    this(a, current, Double.POSITIVE_INFINITY);
  }

  /**
   * The same where a residual counts the more, the less the matrix has in its direction.
   *
   * @param energy the part of rᵀM⁻¹r that a solution may leave too, M the preconditioner
   */
  IterativeMatrix(Design a, Weights current, double energy) {
    this.a = a;
    this.current = current;
    this.energy = energy;
    this.gram = new SupportGram(a);
    this.ridge = new double[a.rows()];
    this.inverseRest = new double[a.rows()];
    int d = a.columns();
    this.squaredNorms = a.squaredNorms();
    this.weights = new double[d];
    this.perFeature = new double[d];
    this.largestSupport = Math.min(d - 1, LARGEST_SUPPORT);
  }

  /** Iterations made so far. */
  int iterations() {
    return iterations;
  }

  @Override
  public boolean takeFlat(double logInvariant) {
    return false;
  }

  @Override
  public boolean isDear() {
    return false;
  }

  @Override
  public void renew() {
    double[] roots = current.rootWeights();
    logTopWeight = current.logTopWeight();
    double total = 0;
    for (int j = 0; j < weights.length; j++) {
      weights[j] = roots[j] * roots[j];
      total += size(j);
    }
    a.multiplySquares(weights, ridge);
    for (int i = 0; i < ridge.length; i++) {
      ridge[i] = RIDGE * ridge[i];
    }
    int[] support = split(total);
    rest(support);
    gram.moveTo(support, inverseRest);
    factor = support.length == 0 ? Optional.empty() : Optional.of(factored(support));
  }

  /** Takes the matrix of what S does not hold for its diagonal. */
  private void rest(int[] support) {
    System.arraycopy(weights, 0, perFeature, 0, weights.length);
    for (int j : support) {
      perFeature[j] = 0;
    }
    double[] rest = new double[ridge.length];
    a.multiplySquares(perFeature, rest);
    Kernels.axpy(1, ridge, rest);
    sigma = Norms.max(rest);
    for (int i = 0; i < rest.length; i++) {
      // A row of zeros asks for nothing.
      inverseRest[i] = rest[i] > 0 ? sigma / rest[i] : 1;
    }
  }

  private double size(int j) {
    return weights[j] * squaredNorms[j];
  }

  /** Chooses S: those that add much to the matrix, against what the others add to a row. */
  private int[] split(double total) {
    int n = a.rows();
    double carries = a instanceof ExplicitDesign ? CARRIES : CARRIES_DEARLY;
    double least = carries * total / n;
    int before = 0;
    while (true) {
      int count = 0;
      double rest = 0;
      for (int j = 0; j < weights.length; j++) {
        double size = size(j);
        count += size > least ? 1 : 0;
        rest += size > least ? 0 : size;
      }
      if (count > largestSupport || count >= n) {
        return largest(Math.min(largestSupport, n - 1));
      }
      if (count == before) {
        double bound = least;
        return IntStream.range(0, weights.length).filter(j -> size(j) > bound).toArray();
      }
      before = count;
      least = Math.max(carries * rest / n, RIDGE * total / n);
    }
  }

  /** The coordinates that add most. */
  private int[] largest(int most) {
    double[] sorted = IntStream.range(0, weights.length).mapToDouble(this::size).toArray();
    Arrays.sort(sorted);
    double least = sorted[sorted.length - 1 - most];
    return IntStream.range(0, weights.length).filter(j -> size(j) > least).toArray();
  }

  private Cholesky factored(int[] support) {
    double[] more = new double[support.length];
    for (int s = 0; s < more.length; s++) {
      more[s] = sigma / weights[support[s]];
    }
    while (true) {
      try {
        return gram.plus(more);
      } catch (ComputationException singular) {
        // Columns of S are dependent to rounding, and σ is below it.
        for (int s = 0; s < more.length; s++) {
          more[s] = Math.max(4 * more[s], RIDGE * gram.diagonal(s));
          if (!(more[s] <= gram.diagonal(s))) {
            throw singular;
          }
        }
      }
    }
  }

  @Override
  public double logTopWeight() {
    return logTopWeight;
  }

  @Override
  public void solve(double[] b) {
    int n = b.length;
    double[] solution = new double[n];
    double[] product = new double[n];
    double[] preconditioned = new double[n];
    double goal = TOLERANCE * Math.sqrt(Kernels.squaredNorm(b));
    precondition(b, preconditioned);
    double[] direction = preconditioned.clone();
    double slope = Kernels.dot(b, preconditioned);
    double first = slope;
    for (int k = 0; k < MOST_ITERATIONS && slope > 0; k++) {
      ComputationException.throwIfInterrupted();
      multiply(direction, product);
      double length = slope / Kernels.dot(direction, product);
      if (!(Math.abs(length) < Double.POSITIVE_INFINITY)) {
        break;
      }
      Kernels.axpy(length, direction, solution);
      Kernels.axpy(-length, product, b);
      iterations++;
      boolean isSmall = Math.sqrt(Kernels.squaredNorm(b)) <= goal;
      if (isSmall && energy == Double.POSITIVE_INFINITY) {
        break;
      }
      precondition(b, preconditioned);
      double next = Kernels.dot(b, preconditioned);
      if (isSmall && next <= energy * first) {
        break;
      }
      double keep = next / slope;
      for (int i = 0; i < n; i++) {
        direction[i] = preconditioned[i] + keep * direction[i];
      }
      slope = next;
    }
    System.arraycopy(solution, 0, b, 0, n);
  }

  /** out = (A diag(w) Aᵀ + ridge) p. */
  private void multiply(double[] p, double[] out) {
    a.multiplyGram(weights, p, out);
    for (int i = 0; i < out.length; i++) {
      out[i] += ridge[i] * p[i];
    }
  }

  private void precondition(double[] r, double[] out) {
    Arrays.fill(out, 0);
    if (factor.isPresent()) {
      int[] support = gram.support();
      double[] coefficients = new double[support.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = inverseRest[i] * r[i];
      }
      gram.products(out, coefficients);
      factor.get().solve(coefficients);
      a.multiplyFew(support, support.length, coefficients, out);
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = inverseRest[i] * (r[i] - out[i]) / sigma;
    }
  }
}
