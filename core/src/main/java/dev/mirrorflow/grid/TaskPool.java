package dev.mirrorflow.grid;

import dev.mirrorflow.error.BadDataException;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Threads of this process that work off tasks, one each at a time. */
final class TaskPool {

  /** What one thread does. */
  interface Task<R> {

    /**
     * Runs to the end, or until asked to stop.
     *
     * @param finished takes each result as it is there; does not throw
     * @param cancelled asked every now and then
     */
    void run(Consumer<R> finished, BooleanSupplier cancelled);
  }

  private final int threads;

  /**
   * @param threads at least 1
   * @throws BadDataException if it is less
   */
  TaskPool(int threads) {
    if (threads < 1) {
      throw new BadDataException("the number of threads must be at least 1, not " + threads);
    }
    this.threads = threads;
  }

  int threads() {
    return threads;
  }

  /**
   * Runs the tasks.
   *
   * @param finished takes each result as it is there, in no certain order, one at a time; what it
   *     throws ends the run and is thrown on
   * @throws InterruptedException if the calling thread is interrupted; the results that were there
   *     have been taken
   */
  <R> void run(List<? extends Task<R>> tasks, Consumer<R> finished) throws InterruptedException {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicReference<RuntimeException> refusal = new AtomicReference<>();
    Consumer<R> inTurn =
        result -> {
          synchronized (finished) {
            try {
              if (refusal.get() == null) {
                finished.accept(result);
              }
            } catch (RuntimeException e) {
              refusal.set(e);
              stop.set(true);
            }
          }
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CompletionService<Void> running = new ExecutorCompletionService<>(pool);
      for (Task<R> task : tasks) {
        running.submit(() -> {
          task.run(inTurn, stop::get);
          return null;
        });
      }
      for (int done = 0; done < tasks.size(); done++) {
        running.take().get();
      }
      if (refusal.get() != null) {
        throw refusal.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      stop.set(true);
      pool.shutdown();
      pool.close();
    }
  }
}
