package dev.mirrorflow.track.ab;

import java.nio.file.Path;

/** Runs forks of both revisions. */
public interface ForkRunner {

  /**
   * Runs one fork in a process of its own and writes JMH's JSON.
   *
   * @param log where JMH's output goes
   * @throws dev.mirrorflow.error.ComputationException if the process fails; a benchmark that fails
   *     within a process that does not is missing from the JSON, and one that takes too long leaves
   *     none
   */
  void run(Slot slot, Path json, Path log);
}
