package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;

/** No hyperplane through the origin separates the classes, with the proof. */
public final class InseparableException extends BadDataException {

  private static final long serialVersionUID = 1L;

  InseparableException(String message) {
    super(message);
  }
}
