package dev.mirrorflow.track.history;

/**
 * A change point of a history.
 *
 * @param index of the first run after the step
 * @param commits that can have made it, {@code before..after}, as git names a range
 * @param before median score of the segment before
 * @param after median score of the segment behind
 * @param change relative, of the cost: above 0 is slower, also where the score is a rate
 */
public record Step(int index, String commits, double before, double after, double change) {

  /** Whether the benchmark got slower. */
  public boolean isWorse() {
    return change > 0;
  }
}
