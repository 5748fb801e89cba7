package dev.mirrorflow.error;

/**
 * The input cannot be used: a value, shape or file is wrong. The message is one line that says what
 * was wrong, where, and what to do, whatever text from outside it quotes ({@link OneLine}); the
 * command line prints it as it is and exits with code 3.
 */
public class BadDataException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public BadDataException(String message) {
    super(OneLine.of(message));
  }

  public BadDataException(String message, Throwable cause) {
    super(OneLine.of(message), cause);
  }
}
