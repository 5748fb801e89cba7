package dev.mirrorflow.descent;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.LeastSquares;
import java.util.function.BooleanSupplier;

/**
 * A plan of descent, run from any {@link Start} on any problem: gradient descent, mini-batch SGD,
 * heavy ball or Nesterov, on θ or on the factors of the diagonal network. A run uses the threads of
 * its problem, allocates nothing between its first step and its last, and gives the same bits each
 * time and for any number of threads.
 *
 * @param method the update
 * @param batches the samples a gradient is taken over
 * @param stepRule the step size
 * @param stopping when to end; with mini-batches looked at once an epoch
 */
public record Descent(Method method, Batches batches, StepRule stepRule, Stopping stopping) {

  public Descent {
    StepSizer.check(method, batches, stepRule);
  }

  /**
   * Runs to the end.
   *
   * @throws BadDataException if the start's length is not d, or losses leave the range of doubles
   */
  public DescentResult run(LeastSquares problem, Start start) {
    return run(problem, start, Observer.NONE, () -> false);
  }

  /**
   * Runs to the end, or until asked to stop.
   *
   * @param observer records a trace; the end is always recorded
   * @param cancelled asked every few iterations
   * @throws BadDataException if the start's length is not d, or losses leave the range of doubles
   */
  public DescentResult run(
      LeastSquares problem, Start start, Observer observer, BooleanSupplier cancelled) {
    start.requireFor(problem);
    return Rescaling.of(problem.requireComparableLosses()).run(this, start, observer, cancelled);
  }

  /**
   * Whether many starts can descend side by side. Backtracking cannot, whose lanes would try
   * different numbers of steps, nor can Polyak's rule: its steps jump, so that rounding alone
   * changes how many it takes. With noise on the labels each start is run by itself.
   */
  public boolean runsInLanes() {
    return (stepRule instanceof StepRule.Scheduled || stepRule instanceof StepRule.FractionOfEdge)
        && !(batches instanceof Batches.Mini mini && mini.labels().steps() > 0);
  }

  /**
   * Runs many starts of the diagonal network to the end, {@code width} of them at a time, each pass
   * over X serving all of them. Each ends as {@link #run} would have it but for rounding, with the
   * same bits whatever the width, the order of the starts and the lane they came into. A lane whose
   * descent has ended takes the next start; with mini-batches, whose sequence all lanes share, when
   * all of them have ended.
   *
   * @param width {@link dev.mirrorflow.kernel.LaneKernels#width} or half of it
   * @param tasks gives the starts, of length d, and takes the results
   * @param cancelled asked every few iterations
   * @throws BadDataException if losses leave the range of doubles
   * @throws IllegalArgumentException if the width is another or the plan cannot run in lanes
   */
  public void runInLanes(
      LeastSquares problem, int width, LaneTasks tasks, BooleanSupplier cancelled) {
    if (!runsInLanes()) {
      throw new IllegalArgumentException(stepRule + " cannot run in lanes");
    }
    Rescaling.of(problem.requireComparableLosses()).runInLanes(this, width, tasks, cancelled);
  }

  /** Steps in an epoch of n samples. */
  int stepsPerEpoch(int n) {
    return batches instanceof Batches.Mini mini ? (n - 1) / Math.min(n, mini.size()) + 1 : 1;
  }
}
