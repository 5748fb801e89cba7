package dev.mirrorflow.flow;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.kernel.LaneFlowKernels;
import dev.mirrorflow.linalg.LaneColumns;
import dev.mirrorflow.linalg.LanePass;
import dev.mirrorflow.model.LeastSquares;
import java.util.Arrays;

/**
 * {@link ExplicitSteps} on many {@link FactorFlow}s side by side: at each stage one pass over X
 * gives the gradients of all lanes, whatever the length of each lane's step. Between two passes the
 * coordinates are worked through in pieces that stay in the cache. A lane of step 0 is at rest.
 */
final class ExplicitLanes {

  /** Numbers of a matrix in a piece, a multiple of any width. */
  private static final int PIECE = 1024;

  private final LeastSquares problem;
  private final ExplicitTableau tableau;
  private LanePass pass;
  private int width;

  /** The states that the steps start from and lead to, 2d x width: u above v. */
  private double[] from;

  private double[] to;

  /** The states of a stage. */
  private double[] argument;

  /** Θ where the gradient is taken, and the gradient. */
  private double[] theta;

  private double[] gradient;

  /** f at the stages, as in {@link ExplicitTableau#interpolate}. */
  private final double[][] slopes;

  /** The slopes of nonzero weight in a sum, and their weights in each lane. */
  private final double[][] terms;

  private double[] weights;
  private double[] targets;
  private double[] h;
  private double[] losses;
  private double[] errors;
  private double[] relative;
  private double[] absolute;

  /** The step of one lane as {@link ExplicitTableau#interpolate} takes it, and whose it is. */
  private final double[] columnFrom;

  private final double[] columnTo;
  private final double[][] columnSlopes;
  private int column = -1;

  ExplicitLanes(LeastSquares problem, ExplicitTableau tableau, int width) {
    this.problem = problem;
    this.tableau = tableau;
    int stages = tableau.b().length;
    int length = 2 * problem.features();
    this.from = new double[length * width];
    this.to = new double[length * width];
    this.argument = new double[length * width];
    this.theta = new double[problem.features() * width];
    this.gradient = new double[problem.features() * width];
    this.slopes = new double[stages + 1][length * width];
    this.terms = new double[stages + 1][];
    this.columnFrom = new double[length];
    this.columnTo = new double[length];
    this.columnSlopes = new double[stages + 1][length];
    this.losses = new double[width];
    this.relative = new double[width];
    this.absolute = new double[width];
    resize(width);
  }

  /** Makes anew what no lane brings along. */
  private void resize(int lanes) {
    width = lanes;
    pass = problem.lanes(lanes);
    weights = new double[terms.length * lanes];
    h = new double[lanes];
    errors = new double[lanes];
    targets = new double[lanes];
    Arrays.fill(targets, 1);
    column = -1;
  }

  int width() {
    return width;
  }

  /** Evaluations of f in a step. */
  int evaluationsPerStep() {
    return tableau.b().length;
  }

  /**
   * A flow begins in the lane.
   *
   * @param tolerance null for fixed steps
   */
  void begin(int lane, double[] state, double[] slope, double loss, Tolerance tolerance) {
    LaneColumns.put(state, to, width, lane);
    LaneColumns.put(slope, slopes[slopes.length - 1], width, lane);
    losses[lane] = loss;
    relative[lane] = tolerance == null ? 0 : tolerance.relative();
    absolute[lane] = tolerance == null ? 0 : tolerance.absolute();
    column = -1;
  }

  /** Leaves the lane at rest at 0, where its numbers are harmless. */
  void end(int lane) {
    LaneColumns.fill(to, width, lane, 0);
    LaneColumns.fill(slopes[slopes.length - 1], width, lane, 0);
    h[lane] = 0;
    relative[lane] = 0;
    absolute[lane] = 0;
  }

  void setStep(int lane, double step) {
    h[lane] = step;
  }

  /** Tries a step in every lane; those that are not {@linkplain #reject rejected} are taken. */
  void attempt() {
    column = -1;
    double[] state = from;
    from = to;
    to = state;
    int last = slopes.length - 1;
    double[] slope = slopes[0];
    slopes[0] = slopes[last];
    slopes[last] = slope;
    double[][] a = tableau.a();
    for (int i = 1; i < a.length; i++) {
      toNextPass(i - 1, a[i], argument);
      pass.gradient(theta, targets, gradient);
    }
    toNextPass(last - 1, tableau.b(), to);
    pass.gradient(theta, targets, gradient);
    LaneFlowKernels.factorSlopes(to, gradient, width, 0, gradient.length, slopes[last]);
    for (int l = 0; l < width; l++) {
      losses[l] = pass.squares(l) / (2.0 * problem.samples());
    }
    if (tableau.isAdaptive()) {
      estimateErrors();
    }
  }

  /** From the gradient of a stage to Θ of the next one, or of the end of the step. */
  private void toNextPass(int stage, double[] tableauRow, double[] out) {
    int count = weigh(tableauRow);
    int half = gradient.length;
    for (int begin = 0; begin < half; begin += PIECE) {
      int end = Math.min(half, begin + PIECE);
      if (stage > 0) {
        LaneFlowKernels.factorSlopes(argument, gradient, width, begin, end, slopes[stage]);
      }
      LaneFlowKernels.addWeighted(from, terms, count, weights, width, begin, end, out);
      LaneFlowKernels.addWeighted(
          from, terms, count, weights, width, half + begin, half + end, out);
      Kernels.hadamard(out, begin, out, half + begin, theta, begin, end - begin);
    }
  }

  /** The nonzero terms of h Σ row_k slope_k, and their number. */
  private int weigh(double[] row) {
    int count = 0;
    for (int k = 0; k < row.length; k++) {
      if (row[k] != 0) {
        terms[count] = slopes[k];
        for (int l = 0; l < width; l++) {
          weights[count * width + l] = h[l] * row[k];
        }
        count++;
      }
    }
    return count;
  }

  /** {@link Tolerance#measure} in each lane. */
  private void estimateErrors() {
    int count = weigh(tableau.error());
    double[] error = argument;
    Arrays.fill(error, 0);
    for (int begin = 0; begin < error.length; begin += PIECE) {
      int end = Math.min(error.length, begin + PIECE);
      LaneFlowKernels.addWeighted(error, terms, count, weights, width, begin, end, error);
    }
    LaneFlowKernels.scaledSquares(error, from, to, relative, absolute, errors);
    for (int l = 0; l < width; l++) {
      errors[l] = Math.sqrt(errors[l] / columnTo.length);
    }
  }

  /** The estimated error of the lane's last attempt; 0 for fixed steps. */
  double error(int lane) {
    return errors[lane];
  }

  /** Takes the lane back to where its last attempt started. */
  void reject(int lane) {
    LaneColumns.copy(from, to, width, lane);
    LaneColumns.copy(slopes[0], slopes[slopes.length - 1], width, lane);
  }

  /** The loss at the end of the last attempt. */
  double loss(int lane) {
    return losses[lane];
  }

  /** The current state of the lane, until the next call. */
  double[] state(int lane) {
    column = -1;
    LaneColumns.get(to, width, lane, columnTo);
    return columnTo;
  }

  /** The state that the last attempt of the lane started from, until the next call. */
  double[] origin(int lane) {
    column = -1;
    LaneColumns.get(from, width, lane, columnFrom);
    return columnFrom;
  }

  /** The dense output of the lane's last step, which has not been rejected. */
  void interpolate(int lane, double s, double[] out) {
    if (column != lane) {
      LaneColumns.get(from, width, lane, columnFrom);
      LaneColumns.get(to, width, lane, columnTo);
      for (int k = 0; k < slopes.length; k++) {
        LaneColumns.get(slopes[k], width, lane, columnSlopes[k]);
      }
      column = lane;
    }
    tableau.interpolate(s, h[lane], columnFrom, columnTo, columnSlopes, out);
  }

  /** Keeps the given lanes only, as the first of {@code lanes} lanes. */
  void select(int[] kept, int lanes) {
    from = LaneColumns.select(from, width, kept, lanes);
    to = LaneColumns.select(to, width, kept, lanes);
    argument = LaneColumns.select(argument, width, kept, lanes);
    theta = LaneColumns.select(theta, width, kept, lanes);
    gradient = LaneColumns.select(gradient, width, kept, lanes);
    for (int k = 0; k < slopes.length; k++) {
      slopes[k] = LaneColumns.select(slopes[k], width, kept, lanes);
    }
    losses = LaneColumns.select(losses, width, kept, lanes);
    relative = LaneColumns.select(relative, width, kept, lanes);
    absolute = LaneColumns.select(absolute, width, kept, lanes);
    resize(lanes);
  }
}
