package dev.mirrorflow.descent;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.LeastSquares;
import java.util.function.BooleanSupplier;

/**
 * A plan of descent, run from any {@link Start} on any problem: gradient descent, mini-batch SGD,
 * heavy ball or Nesterov, on θ or on the factors of the diagonal network. A run uses one thread,
 * allocates nothing between its first step and its last, and gives the same bits each time.
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
   * @throws BadDataException if the start's length is not d
   */
  public DescentResult run(LeastSquares problem, Start start) {
    return run(problem, start, Observer.NONE, () -> false);
  }

  /**
   * Runs to the end, or until asked to stop.
   *
   * @param observer records a trace; the end is always recorded
   * @param cancelled asked every few iterations
   * @throws BadDataException if the start's length is not d
   */
  public DescentResult run(
      LeastSquares problem, Start start, Observer observer, BooleanSupplier cancelled) {
    if (start.features() != problem.features()) {
      throw new BadDataException(
          "the start has length "
              + start.features()
              + ", but X has "
              + problem.features()
              + " columns; they must match");
    }
    return new Run(this, problem, start, observer, cancelled).toTheEnd();
  }

  /** Steps in an epoch of n samples. */
  int stepsPerEpoch(int n) {
    return batches instanceof Batches.Mini mini ? (n - 1) / Math.min(n, mini.size()) + 1 : 1;
  }
}
