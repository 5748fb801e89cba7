package dev.mirrorflow.track.terminal;

import dev.mirrorflow.error.OneLine;

/** The user stopped the work. The message is one line: what was stopped. */
public final class InterruptionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InterruptionException(String message) {
    super(OneLine.of(message));
  }
}
