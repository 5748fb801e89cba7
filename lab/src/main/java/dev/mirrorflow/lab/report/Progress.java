package dev.mirrorflow.lab.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on stderr, if that is a terminal and the work takes longer than two seconds. */
public final class Progress implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 2;
  private static final int WIDTH = 79;

  /** Steps of a bar that shows shares. */
  private static final int SHARES = 100;

  private static volatile boolean shown = true;

  private final String task;
  private final int total;
  private int done;
  private boolean closed;
  private ProgressBar bar;

  private Progress(String task, int total) {
    this.task = task;
    this.total = total;
  }

  /** Whether bars appear at all. */
  public static void show(boolean wanted) {
    shown = wanted;
  }

  /** Starts to wait; the bar appears if it is not closed by then. */
  public static Progress of(String task, int total) {
    Progress progress = new Progress(task, total);
    if (shown && stderrIsTerminal()) {
      Executor later = CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      later.execute(progress::open);
    }
    return progress;
  }

  /** The bar of work that tells what share of it is done, {@link #share}. */
  public static Progress ofShares(String task) {
    return of(task, SHARES);
  }

  /** This share of the work is done, from 0 to 1. */
  public synchronized void share(double share) {
    done = (int) Math.round(SHARES * share);
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  /** One more is done. */
  public synchronized void step() {
    done++;
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (bar != null) {
      bar.close();
    }
  }

  private synchronized void open() {
    if (closed) {
      return;
    }
    bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .startsFrom(0, Duration.ofSeconds(PATIENCE_SECONDS))
            .setStyle(ProgressBarStyle.ASCII)
            .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
            .build();
    bar.stepTo(done);
  }

  /** {@link java.io.Console} knows of stdin and stdout only; Linux tells where stderr goes. */
  @SuppressWarnings("SystemConsoleNull") // JDK 25 returns null again where there is no terminal
  private static boolean stderrIsTerminal() {
    try {
      Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/2"));
      return target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException _) {
      return System.console() != null && System.console().isTerminal();
    }
  }
}
