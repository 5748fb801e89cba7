package dev.mirrorflow.track.terminal;

import dev.mirrorflow.error.OneLine;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Says how far the work was when the user stops it, once: as Ctrl-C ends this process, at whatever
 * moment, or when the work itself notices first that a process it waited for was stopped.
 */
public final class InterruptNotice implements AutoCloseable {

  /** Exit code of what the user stopped. */
  public static final int INTERRUPTED = 130;

  private final PrintWriter err;
  private final Supplier<String> words;
  private final AtomicBoolean said = new AtomicBoolean();
  private final Thread hook = new Thread(this::say, "interrupt-notice");

  /**
   * Stands by until closed.
   *
   * @param words one line, asked for from another thread at the moment of the interruption
   */
  public InterruptNotice(PrintWriter err, Supplier<String> words) {
    this.err = err;
    this.words = words;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Says it, unless it was said already. */
  public void say() {
    if (said.compareAndSet(false, true)) {
      err.println(OneLine.of(words.get()));
      err.flush();
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This process ends just now, and has said it.
    }
  }
}
