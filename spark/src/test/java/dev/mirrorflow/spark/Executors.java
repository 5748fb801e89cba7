package dev.mirrorflow.spark;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** The executors that this process started for a local-cluster: it has no other children. */
final class Executors {

  private Executors() {}

  /** Kills one (SIGKILL) and waits until it is gone; false if there is none. */
  static boolean killOne() {
    List<ProcessHandle> executors =
        ProcessHandle.current()
            .descendants()
            .filter(process -> process.info().command().orElse("").endsWith("java"))
            .toList();
    if (executors.isEmpty() || !executors.getFirst().destroyForcibly()) {
      return false;
    }
    executors.getFirst().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    return true;
  }
}
