package dev.mirrorflow.bench.peers;

/** Work ready to be timed, again and again. */
interface Task {

  /** Does the work; nothing else is timed. */
  void run();

  /** What the last run came to. */
  double[] answer();
}
