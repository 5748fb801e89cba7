package dev.mirrorflow.track.ab;

import java.util.Locale;

/**
 * One fork of one benchmark method, with all its parameters, on one side.
 *
 * @param round number of the fork, from 0
 * @param benchmark number of the method, from 0
 * @param method class and method, as JMH names it
 */
public record Slot(int round, int benchmark, String method, Side side) {

  /** Begin of the names of its files: {@code r003-b012-A}. */
  String base() {
    return String.format(Locale.ROOT, "r%03d-b%03d-%s", round, benchmark, side);
  }
}
