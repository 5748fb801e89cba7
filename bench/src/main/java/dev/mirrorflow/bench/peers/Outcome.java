package dev.mirrorflow.bench.peers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What both sides of a comparison took. */
final class Outcome {

  private final String work;
  private final double tolerance;
  private final Map<String, Samples> theirs = new LinkedHashMap<>();
  private final Samples ours = new Samples();

  /**
   * An outcome without timings yet.
   *
   * @param work what is done, for the table
   * @param tolerance the difference up to which a peer has reached the answer
   */
  Outcome(String work, double tolerance) {
    this.work = work;
    this.tolerance = tolerance;
  }

  void addTheirs(Timing timing) {
    theirs.computeIfAbsent(timing.implementation(), _ -> new Samples()).add(timing);
  }

  void addOurs(Timing timing) {
    ours.add(timing);
  }

  String work() {
    return work;
  }

  Samples ours() {
    return ours;
  }

  /** The peer's implementations in the order of its script. */
  Map<String, Samples> theirs() {
    return theirs;
  }

  boolean reached(Samples samples) {
    return samples.difference() <= tolerance;
  }

  /** The peer's implementations that reached the answer and take no longer than that. */
  List<String> worthRepeating(double seconds) {
    return theirs.entrySet().stream()
        .filter(e -> reached(e.getValue()) && e.getValue().seconds() <= seconds)
        .map(Map.Entry::getKey)
        .toList();
  }
}
