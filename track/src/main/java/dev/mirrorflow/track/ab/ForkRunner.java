package dev.mirrorflow.track.ab;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Runs forks of both revisions. */
public interface ForkRunner {

  /** The benchmark methods of each side that were asked for. */
  Map<Side, Set<String>> methods();

  /**
   * Runs one fork in a process of its own and writes JMH's JSON.
   *
   * @param log where JMH's output goes
   * @throws dev.mirrorflow.error.ComputationException if the process fails; a benchmark that fails
   *     within a process that does not is missing from the JSON
   */
  void run(Slot slot, Path json, Path log);
}
