package dev.mirrorflow.sweep;

import dev.mirrorflow.flow.FlowResult;
import java.util.Optional;

/**
 * The outcome of one α of a sweep of flows.
 *
 * @param alpha the initialisation scale
 * @param result where the flow ended, empty if its integration failed
 * @param failure why it failed, one line; empty if it did not
 * @param seconds wall time of this point, the only part that differs between runs
 */
public record FlowPoint(double alpha, Optional<FlowResult> result, String failure, double seconds) {

  /** Whether it was stopped before its end. */
  public boolean isInterrupted() {
    return result.map(flow -> flow.end() == FlowResult.End.INTERRUPTED).orElse(false);
  }
}
