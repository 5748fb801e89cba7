package dev.mirrorflow.track.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How far a long job is: a line that is written over on a terminal; elsewhere, as in the log of a
 * continuous integration, a new line once a minute.
 */
public final class Progress {

  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  private final StatusLine status;
  private final PrintWriter err;
  private final String head;
  private final LongSupplier nanos;
  private long next;

  /**
   * Progress of a command.
   *
   * @param err for lines that stay
   * @param head begin of such a line
   */
  public Progress(PrintWriter err, String head) {
    this(StatusLine.onTerminal(), err, head, System::nanoTime);
  }

  Progress(StatusLine status, PrintWriter err, String head, LongSupplier nanos) {
    this.status = status;
    this.err = err;
    this.head = head;
    this.nanos = nanos;
    next = nanos.getAsLong();
  }

  /** Where the job is now. */
  public void at(String text) {
    if (status.isWatched()) {
      status.show(text);
    } else if (nanos.getAsLong() - next >= 0) {
      next = nanos.getAsLong() + PAUSE;
      line(text);
    }
  }

  /** Something to be known, which stays. */
  public void say(String text) {
    clear();
    line(text);
  }

  private void line(String text) {
    err.println(head + text);
    err.flush();
  }

  /** Clears the line that is written over. */
  public void clear() {
    status.show("");
  }
}
