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
import java.util.function.Consumer;

/** Runs a grid on threads of this process, a pack each at a time. */
public final class LocalGrid implements GridEngine {

  private final int threads;

  /**
   * @param threads at least 1
   * @throws BadDataException if it is less
   */
  public LocalGrid(int threads) {
    if (threads < 1) {
      throw new BadDataException("the number of threads must be at least 1, not " + threads);
    }
    this.threads = threads;
  }

  @Override
  public void run(List<GridPoint> points, Consumer<GridRow> finished) throws InterruptedException {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicReference<RuntimeException> refusal = new AtomicReference<>();
    Consumer<GridRow> inTurn =
        row -> {
          synchronized (finished) {
            try {
              if (refusal.get() == null) {
                finished.accept(row);
              }
            } catch (RuntimeException e) {
              refusal.set(e);
              stop.set(true);
            }
          }
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CompletionService<Void> tasks = new ExecutorCompletionService<>(pool);
      List<GridPack> packs = Grid.packs(points, threads);
      for (GridPack pack : packs) {
        tasks.submit(() -> {
          pack.run(inTurn, stop::get);
          return null;
        });
      }
      for (int done = 0; done < packs.size(); done++) {
        tasks.take().get();
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
