package dev.mirrorflow.lab;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Lets a command end by itself on Ctrl-C: its thread is interrupted and has some seconds to print
 * what it has, while the JVM, which then exits with 130, waits.
 */
final class CleanInterrupt {

  private static final int SECONDS = 10;

  private static volatile boolean stopping;

  private CleanInterrupt() {}

  /** Whether the user has stopped the command, or it ends by itself. */
  static boolean isStopping() {
    return stopping;
  }

  static int around(IntSupplier command) {
    Thread worker = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              stopping = true;
              worker.interrupt();
              await(ended);
            }));
    try {
      return command.getAsInt();
    } finally {
      ended.countDown();
    }
  }

  private static void await(CountDownLatch ended) {
    try {
      if (!ended.await(SECONDS, TimeUnit.SECONDS)) {
        System.err.println("mirrorflow: stopped in the middle of its work");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
