package dev.mirrorflow.track.history;

/**
 * A change point of a history.
 *
 * @param index of the first run after the step
 * @param before median score of the segment before
 * @param after median score of the segment behind
 * @param isWorse whether the benchmark got slower
 */
public record Step(int index, double before, double after, boolean isWorse) {

  /** Relative change of the score. */
  public double change() {
    return after / before - 1;
  }
}
