package dev.mirrorflow.lab.grid;

import dev.mirrorflow.grid.GridEngine;
import dev.mirrorflow.grid.GridRow;
import java.nio.file.Path;
import java.util.List;

/** An engine for grids that comes in a jar of its own; found by {@link java.util.ServiceLoader}. */
public interface EngineFactory {

  /** What {@code --engine} calls it. */
  String name();

  /**
   * Starts the engine.
   *
   * @param master where it runs, in the engine's own words
   * @throws dev.mirrorflow.error.BadDataException if that place is not to be had
   */
  Engine start(String master);

  /** A started engine, to be closed. */
  interface Engine extends GridEngine, AutoCloseable {

    /** Writes rows as a folder of Parquet files, which replaces one that is there. */
    void writeParquet(List<GridRow> rows, Path folder);

    @Override
    void close();
  }
}
