package dev.mirrorflow.track.ab;

import java.util.List;

/**
 * How long the reference loads took at one moment, in µs.
 *
 * @param compute of dependent multiply-adds
 * @param l1 of reading an array in L1
 * @param memory of reading an array beyond the caches
 */
public record LoadTimes(double compute, double l1, double memory) {

  /** Names of the loads, in the order of {@link #micros}. */
  static final List<String> NAMES = List.of("compute", "L1", "memory");

  /** The times in order. */
  double[] micros() {
    return new double[] {compute, l1, memory};
  }
}
