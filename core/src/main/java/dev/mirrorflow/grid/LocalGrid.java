package dev.mirrorflow.grid;

import dev.mirrorflow.error.BadDataException;
import java.util.List;
import java.util.function.Consumer;

/** Runs a grid on threads of this process, a pack each at a time. */
public final class LocalGrid implements GridEngine {

  private final TaskPool pool;

  /**
   * @param threads at least 1
   * @throws BadDataException if it is less
   */
  public LocalGrid(int threads) {
    this.pool = new TaskPool(threads);
  }

  @Override
  public void run(List<GridPoint> points, Consumer<GridRow> finished) throws InterruptedException {
    List<TaskPool.Task<GridRow>> packs =
        Grid.packs(points, pool.threads()).stream()
            .<TaskPool.Task<GridRow>>map(pack -> pack::run)
            .toList();
    pool.run(packs, finished);
  }
}
