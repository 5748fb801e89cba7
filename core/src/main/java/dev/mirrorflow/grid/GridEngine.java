package dev.mirrorflow.grid;

import java.util.List;
import java.util.function.Consumer;

/** Works off the points of a grid. */
public interface GridEngine {

  /**
   * Runs the points.
   *
   * @param finished takes each row as it is there, in no certain order, one at a time; what it
   *     throws ends the run and is thrown on
   * @throws InterruptedException if the calling thread is interrupted; the rows that were there
   *     have been taken
   */
  void run(List<GridPoint> points, Consumer<GridRow> finished) throws InterruptedException;
}
