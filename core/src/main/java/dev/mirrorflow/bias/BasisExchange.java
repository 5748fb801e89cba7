package dev.mirrorflow.bias;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.BasisInverse;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.Norms;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The primal simplex method for min Σ_j c_j(θ_j) over Aθ = b, as min ‖θ‖₁, from a basis of n
 * columns: θ_B = B⁻¹b, p = B⁻ᵀ s with s the slopes of the costs at θ_B, which are signs for the
 * norm. The column whose x_jᵀp is furthest beyond the slopes at 0 enters; the search along its edge
 * is exact, across sign changes of basic entries while the cost still falls, so one exchange does
 * the work of many pivots of the split problem θ = θ⁺ - θ⁻. O(n² + nd) an exchange.
 *
 * <p>After a run of exchanges that do not lower the cost noticeably, as at a vertex with many zero
 * basic entries, b is perturbed so that no basic entry is 0, and set back at the optimum of the
 * perturbed problem; if the signs then differ, the method goes on from there.
 */
final class BasisExchange {

  private static final int REFACTOR = 50;
  private static final int STALLED = 50;

  /** Relative to the cost, a fall that is not rounding. */
  private static final double NOTICEABLE = 1e-11;

  /** Relative to max |w|, an entry of B⁻¹x_j too small to divide by. */
  private static final double PIVOT = 1e-9;

  /** Relative to the slope that an edge begins with, one that is 0 but for rounding. */
  private static final double LEVEL = 1e-12;

  private static final int CORRECTIONS = 3;

  private final Constraint constraint;
  private final Costs costs;
  private final DesignMatrix a;
  private final double[] b;
  private final double[] rightHandSide;
  private final int n;
  private final BasisInverse inverse;
  private final boolean[] basic;
  private final double[] sign;
  private final double[] onBasis;
  private final double[] slopes;
  private final double[] dual;
  private final double[] z;
  private final double[] column;
  private final double[] w;
  private final double[] ratio;
  private final SplittableRandom random = new SplittableRandom(1);
  private int pivots;
  private int stalled;
  private int perturbations;
  private boolean isPerturbed;
  private double lowest = Double.POSITIVE_INFINITY;

  /**
   * Starts at the basis of the first columns that are independent.
   *
   * @param order all columns, the most wanted first
   * @param theta whose signs it starts with
   * @throws ComputationException if no n columns are independent to working precision
   */
  BasisExchange(Constraint constraint, Costs costs, int[] order, double[] theta) {
    this.constraint = constraint;
    this.costs = costs;
    this.a = constraint.a();
    this.b = constraint.b();
    this.rightHandSide = b.clone();
    this.n = a.rows();
    int[] columns = IndependentColumns.choose(a, order, n, 1e-3, 1e-6, 1e-11);
    if (columns.length < n) {
      throw new ComputationException(
          "basis pursuit found only "
              + columns.length
              + " independent columns for "
              + n
              + " rows; X is too ill conditioned");
    }
    this.inverse = new BasisInverse(a, columns);
    this.basic = new boolean[a.columns()];
    for (int j : columns) {
      basic[j] = true;
    }
    this.sign = new double[n];
    for (int k = 0; k < n; k++) {
      sign[k] = theta[columns[k]] < 0 ? -1 : 1;
    }
    this.onBasis = new double[n];
    this.slopes = new double[n];
    this.dual = new double[n];
    this.z = new double[a.columns()];
    this.column = new double[n];
    this.w = new double[n];
    this.ratio = new double[n];
  }

  /** Exchanges made so far. */
  int pivots() {
    return pivots;
  }

  /**
   * Runs to a solution.
   *
   * @param most exchanges allowed
   * @throws ComputationException if they do not suffice or the basis becomes singular
   */
  Vertex run(int most) {
    evaluateAnew();
    int sinceFactored = 0;
    while (true) {
      ComputationException.throwIfInterrupted();
      a.multiplyTransposed(1, dual, z);
      int entering = entering();
      if (entering < 0 && sinceFactored == 0) {
        if (!isPerturbed) {
          return vertex();
        }
        removePerturbation();
        evaluateAnew();
        continue;
      }
      if (entering < 0 || sinceFactored == REFACTOR) {
        inverse.refactor();
        evaluateAnew();
        sinceFactored = 0;
        continue;
      }
      if (pivots == most) {
        throw new ComputationException(
            "basis pursuit is not solved after %d exchanges: max |X^T p| is still 1 + %.1e; X or y may be degenerate"
                .formatted(most, excess(entering)));
      }
      if (stalled == STALLED) {
        perturb();
      }
      exchange(entering);
      pivots++;
      sinceFactored++;
    }
  }

  private void evaluateAnew() {
    inverse.solve(rightHandSide, onBasis);
    double largest = Norms.max(onBasis);
    for (int k = 0; k < n; k++) {
      if (Math.abs(onBasis[k]) > 1e-12 * largest) {
        sign[k] = Math.signum(onBasis[k]);
      }
    }
    takeSlopes();
    inverse.solveTransposed(slopes, dual);
  }

  private void takeSlopes() {
    for (int k = 0; k < n; k++) {
      slopes[k] = costs.slope(inverse.column(k), sign[k] < 0);
    }
  }

  /** The column to enter, -1 if Aᵀp is within the slopes at 0. */
  private int entering() {
    int best = -1;
    double most = perturbations > 0 ? Vertex.DUAL_ROUNDING_STALLED : Vertex.DUAL_ROUNDING;
    for (int j = 0; j < z.length; j++) {
      double excess = basic[j] ? 0 : excess(j);
      if (excess > most) {
        best = j;
        most = excess;
      }
    }
    return best;
  }

  /** How far x_jᵀp is beyond the slopes at 0, relative to their unit or to its own terms. */
  private double excess(int j) {
    double excess = costs.excess(j, z[j]);
    if (excess == 0 || costs.unit()[j] > 0) {
      return excess;
    }
    a.copyColumn(j, column);
    double terms = 0;
    for (int i = 0; i < n; i++) {
      terms += Math.abs(column[i] * dual[i]);
    }
    return excess / terms;
  }

  /** Moves every basic entry away from 0, less each time, and the right-hand side with them. */
  private void perturb() {
    double largest = Norms.max(onBasis);
    double size = Math.max(1e-12, 1e-4 * Math.pow(0.01, perturbations)) * largest;
    for (int k = 0; k < n; k++) {
      double move = sign[k] * size * random.nextDouble(0.5, 1.5);
      onBasis[k] += move;
      a.copyColumn(inverse.column(k), column);
      Kernels.axpy(move, column, rightHandSide);
    }
    perturbations++;
    isPerturbed = true;
    forgetStall();
  }

  private void removePerturbation() {
    System.arraycopy(b, 0, rightHandSide, 0, n);
    isPerturbed = false;
    forgetStall();
  }

  private void forgetStall() {
    stalled = 0;
    lowest = Double.POSITIVE_INFINITY;
  }

  private void exchange(int entering) {
    double direction = Math.signum(z[entering]);
    a.copyColumn(entering, column);
    inverse.multiply(column, w);
    int leaving = leaving(entering, direction);
    double length = ratio[leaving];
    for (int k = 0; k < n; k++) {
      onBasis[k] -= length * direction * w[k];
    }
    basic[inverse.column(leaving)] = false;
    basic[entering] = true;
    inverse.exchange(leaving, entering, w);
    onBasis[leaving] = length * direction;
    sign[leaving] = direction;
    takeSlopes();
    double cost = Math.abs(Kernels.dot(slopes, onBasis));
    stalled = cost < (1 - NOTICEABLE) * lowest ? 0 : stalled + 1;
    lowest = Math.min(lowest, cost);
    inverse.multiplyTransposed(slopes, dual);
  }

  /** Fills the lengths at which basic entries reach 0, infinite where they do not. */
  private void ratios(double direction) {
    double largest = Norms.max(w);
    for (int k = 0; k < n; k++) {
      double towards = sign[k] * direction * w[k];
      ratio[k] =
          towards > PIVOT * largest
              ? Math.max(0, sign[k] * onBasis[k]) / towards
              : Double.POSITIVE_INFINITY;
    }
  }

  /** Where the cost along the edge is least; entries passed on the way change sign. */
  private int leaving(int entering, double direction) {
    ratios(direction);
    int[] order =
        IntStream.range(0, n)
            .filter(k -> ratio[k] < Double.POSITIVE_INFINITY)
            .boxed()
            .sorted((p, q) -> Double.compare(ratio[p], ratio[q]))
            .mapToInt(Integer::intValue)
            .toArray();
    double slope = costs.slope(entering, direction < 0) * direction - z[entering] * direction;
    double level = LEVEL * slope;
    for (int k : order) {
      slope += costs.kink(inverse.column(k)) * Math.abs(w[k]);
      if (slope >= level) {
        return k;
      }
      sign[k] = -sign[k];
    }
    throw new ComputationException(
        "basis pursuit lost its accuracy at column " + entering + "; X is too ill conditioned");
  }

  private Vertex vertex() {
    int[] support = new int[n];
    for (int k = 0; k < n; k++) {
      support[k] = inverse.column(k);
    }
    double[] correction = new double[n];
    for (int pass = 0; pass < CORRECTIONS; pass++) {
      inverse.solve(Vertex.residual(constraint, support, onBasis), correction);
      Kernels.axpy(1, correction, onBasis);
    }
    inverse.solve(Vertex.residual(constraint, support, onBasis), correction);
    return Vertex.of(constraint, support, onBasis, correction, dual.clone());
  }
}
