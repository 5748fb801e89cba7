package dev.mirrorflow.error;

/**
 * The input was good but the computation failed: it diverged or did not reach its tolerance. The
 * message is one line with the remedy, whatever it quotes ({@link OneLine}); the command line
 * prints it as it is and exits with code 4.
 */
public final class ComputationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ComputationException(String message) {
    super(OneLine.of(message));
  }

  /**
   * Ends a computation whose thread was interrupted; the interrupt stays.
   *
   * @throws ComputationException if it was
   */
  public static void throwIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new ComputationException("interrupted");
    }
  }
}
