package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;

/** No hyperplane through the origin separates the classes, with the proof. */
public final class InseparableException extends BadDataException {

  private static final long serialVersionUID = 1L;

  private static final String WHAT =
      "the classes are not separable by a hyperplane through the origin: ";

  private final String proof;

  InseparableException(String proof) {
    super(WHAT + proof + "; add features or remove samples");
    this.proof = proof;
  }

  /** The message with another remedy, for who knows one. */
  public BadDataException withRemedy(String remedy) {
    return new BadDataException(WHAT + proof + "; " + remedy, this);
  }
}
