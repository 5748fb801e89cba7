package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.BasisInverse;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.Logistic;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;

/**
 * The separator of maximum ℓ∞ margin (in ℓ1 distance), min ‖w‖∞ over y_i &lt;x_i, w&gt; &gt;= 1:
 * where sign descent ends, the steepest descent in ℓ∞ (Gunasekar, Lee, Soudry and Srebro 2018), and
 * Adam with it (Zhang, Zou and Cao 2024). It is seldom unique: compare margins, not directions.
 *
 * <p>The primal simplex method on max γ over Aw - γr - s = 0, s &gt;= 0, |w_j| &lt;= 1/c_j, from
 * the w of bounds with the signs of the sums of A's columns. Basic are γ and n - 1 slacks or
 * entries inside their bounds; all other w_j are at a bound. O(n² + nd) an exchange, memory for A
 * and two n x n matrices more. Where that proves nothing, a small problem is solved in integers.
 */
public final class LargestMargin {

  private static final int REFACTOR = 50;

  /** Relative to the largest, an entry too small to be rounding. */
  private static final double PIVOT = 1e-10;

  /** Relative to its terms, a reduced cost that is 0. */
  private static final double OPTIMAL = 1e-11;

  /** After so many steps without gain the first of all columns enters, so that no cycle lasts. */
  private static final int STALLED = 200;

  private final MarginProblem problem;
  private final int n;
  private final int d;

  /** 1/c_j. */
  private final double[] bound;

  /** [Â | -r | -Id]. */
  private final DesignMatrix extended;

  private final BasisInverse inverse;

  /** The place of a column in the basis, -1 if it has none. */
  private final int[] place;

  /** The w_j that are at a bound there; 0 for all others. */
  private final double[] atBound;

  private final double[] onBasis;
  private final double[] cost;
  private final double[] lambda;
  private final double[] slope;
  private final double[] column;
  private final double[] image;
  private final double[] right;

  private LargestMargin(MarginProblem problem) {
    this.problem = problem;
    DesignMatrix a = problem.a();
    this.n = a.rows();
    this.d = a.columns();
    this.bound = Arrays.stream(problem.weight()).map(c -> 1 / c).toArray();
    this.extended = DesignMatrix.zeros(n, d + 1 + n);
    double[] to = new double[d + 1 + n];
    for (int i = 0; i < n; i++) {
      a.copyRow(i, to);
      to[d] = -problem.right()[i];
      to[d + 1 + i] = -1;
      extended.setRow(i, to);
      to[d + 1 + i] = 0;
    }
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    this.atBound = new double[d + 1 + n];
    double[] sums = new double[d + 1 + n];
    extended.multiplyTransposed(1, ones, sums);
    for (int j = 0; j < d; j++) {
      atBound[j] = sums[j] < 0 ? -bound[j] : bound[j];
    }
    this.right = new double[n];
    extended.multiply(atBound, right);
    int least = 0;
    for (int i = 1; i < n; i++) {
      if (right[i] / problem.right()[i] < right[least] / problem.right()[least]) {
        least = i;
      }
    }
    int[] columns = new int[n];
    this.place = new int[d + 1 + n];
    Arrays.fill(place, -1);
    for (int i = 0; i < n; i++) {
      columns[i] = i == least ? d : d + 1 + i;
      place[columns[i]] = i;
    }
    this.inverse = new BasisInverse(extended, columns);
    this.onBasis = new double[n];
    this.cost = new double[n];
    this.lambda = new double[n];
    this.slope = new double[d + 1 + n];
    this.column = new double[n];
    this.image = new double[n];
  }

  /**
   * Solves the problem.
   *
   * @throws BadDataException if the classes are not separable, with the proof
   * @throws ComputationException if no certified solution was found
   */
  public static MaxMargin of(Logistic risk) {
    MaxMargin found = null;
    try {
      found = new LargestMargin(new MarginProblem(risk, MarginNorm.LARGEST)).solve();
    } catch (ComputationException _) {
      // A basis that is singular to working precision may not be so in integers.
    }
    if (found != null) {
      return found;
    }
    L2Margin.proveInseparable(risk);
    DesignMatrix signed = risk.signedDesign();
    if (IntegerRows.isAffordable(signed)) {
      return IntegerMargin.ofLargest(new IntegerRows(signed));
    }
    throw MaxMargin.uncertified();
  }

  /** The solution, or null where none was proved. */
  private MaxMargin solve() {
    int most = 1000 + 50 * (n + d);
    int sinceFactored = 0;
    int stalled = 0;
    double before = Double.NEGATIVE_INFINITY;
    for (int pivots = 0; pivots < most; pivots++) {
      ComputationException.throwIfInterrupted();
      evaluate();
      double gamma = onBasis[place[d]];
      stalled = gamma > before ? 0 : stalled + 1;
      before = Math.max(before, gamma);
      int entering = entering(stalled > STALLED);
      if (entering < 0 && sinceFactored == 0) {
        return certified();
      }
      if (entering < 0 || sinceFactored == REFACTOR) {
        inverse.refactor();
        sinceFactored = 0;
        continue;
      }
      sinceFactored += move(entering) ? 1 : 0;
    }
    return null;
  }

  private MaxMargin certified() {
    double[] w = Arrays.copyOf(atBound, d);
    for (int k = 0; k < n; k++) {
      if (inverse.column(k) < d) {
        w[inverse.column(k)] = onBasis[k];
      }
    }
    double[] rest = new double[n];
    Arrays.fill(cost, 0);
    cost[place[d]] = -1;
    inverse.refineTransposed(cost, lambda, rest);
    return problem.certified(w, new double[d], lambda, rest);
  }

  /** The basic values; λ, which is 0 at basic slacks, and what each column has of it. */
  private void evaluate() {
    extended.multiply(atBound, right);
    for (int i = 0; i < n; i++) {
      right[i] = -right[i];
    }
    inverse.solve(right, onBasis);
    Arrays.fill(cost, 0);
    cost[place[d]] = -1;
    inverse.solveTransposed(cost, lambda);
    extended.multiplyTransposed(1, lambda, slope);
  }

  /** The column whose move lets γ grow fastest, or the first that does; -1 if none does. */
  private int entering(boolean first) {
    double[] terms = problem.terms(lambda);
    double largestWeight = Norms.max(lambda);
    int best = -1;
    double most = 0;
    for (int j = 0; j < slope.length && !(first && best >= 0); j++) {
      if (place[j] >= 0) {
        continue;
      }
      // γ grows by λᵀâ_j times w_j, and by -λ_i times s_i.
      double gain = j < d ? -Math.signum(atBound[j]) * slope[j] * bound[j] : slope[j];
      double size = j < d ? terms[j] * bound[j] : largestWeight;
      if (gain > OPTIMAL * size && gain > most) {
        best = j;
        most = gain;
      }
    }
    return best;
  }

  /**
   * Moves a column as far as it can go.
   *
   * @return whether the basis changed
   */
  private boolean move(int entering) {
    double direction = entering < d ? -Math.signum(atBound[entering]) : 1;
    extended.copyColumn(entering, column);
    inverse.multiply(column, image);
    double largest = Norms.max(image);
    double length = entering < d ? 2 * bound[entering] : Double.POSITIVE_INFINITY;
    int leaving = -1;
    for (int k = 0; k < n; k++) {
      double change = -direction * image[k];
      int j = inverse.column(k);
      if (j == d || Math.abs(change) <= PIVOT * largest || (j > d && change > 0)) {
        continue;
      }
      double room = j > d ? onBasis[k] : change > 0 ? bound[j] - onBasis[k] : bound[j] + onBasis[k];
      double ratio = Math.max(0, room) / Math.abs(change);
      boolean tied = leaving >= 0 && Math.abs(ratio - length) <= 1e-13 * length;
      if (tied ? Math.abs(change) > Math.abs(image[leaving]) : ratio < length) {
        leaving = k;
        length = ratio;
      }
    }
    if (leaving < 0) {
      atBound[entering] = -atBound[entering];
      return false;
    }
    int out = inverse.column(leaving);
    atBound[out] = out < d ? Math.copySign(bound[out], -direction * image[leaving]) : 0;
    atBound[entering] = 0;
    place[out] = -1;
    place[entering] = leaving;
    inverse.exchange(leaving, entering, image);
    return true;
  }
}
