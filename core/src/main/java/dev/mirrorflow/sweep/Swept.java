package dev.mirrorflow.sweep;

import java.util.List;

/**
 * What a sweep over many α came to.
 *
 * @param <P> the outcome of one α
 * @param points those that ended, in the order of the α asked for
 * @param asked how many α were asked for
 * @param isInterrupted whether the calling thread was interrupted before all had ended; its
 *     interrupt status is then set
 */
public record Swept<P>(List<P> points, int asked, boolean isInterrupted) {

  /** Takes the points as they are; the list is copied. */
  public Swept {
    points = List.copyOf(points);
  }
}
