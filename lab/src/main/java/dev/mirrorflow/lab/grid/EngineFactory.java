package dev.mirrorflow.lab.grid;

import dev.mirrorflow.design.Design;
import dev.mirrorflow.design.SparseMatrix;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.grid.GridEngine;
import dev.mirrorflow.grid.GridRow;
import dev.mirrorflow.lab.input.EngineOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/**
 * An engine for grids, and for an X by columns, that comes in a jar of its own; found by {@link
 * java.util.ServiceLoader}.
 */
public interface EngineFactory {

  /** What {@code --engine} calls it. */
  String name();

  /**
   * Starts the engine.
   *
   * @param master where it runs, in the engine's own words
   * @throws BadDataException if that place is not to be had
   */
  Engine start(String master);

  /**
   * The engine of that name.
   *
   * @throws BadDataException if its jar is not here
   */
  static EngineFactory named(String name) {
    return ServiceLoader.load(EngineFactory.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(candidate -> candidate.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new BadDataException(
                "the engine spark is not here; start it by ./mirrorflow, which brings it, or"
                    + " by spark-submit with mirrorflow-spark.jar"));
  }

  /**
   * The engine asked for, started.
   *
   * @throws BadDataException if it is not to be had
   */
  static Engine started(EngineOptions options) {
    return named(options.engine()).start(options.master());
  }

  /**
   * A sparse X on the machines of an engine.
   *
   * @param x its products
   * @param parts how many parts its columns are cut into
   */
  record Spread(Design x, int parts) {}

  /** A started engine, to be closed. */
  interface Engine extends GridEngine, AutoCloseable {

    /** Writes rows as a folder of Parquet files, which replaces one that is there. */
    void writeParquet(List<GridRow> rows, Path folder);

    /**
     * An X whose columns lie in a .npy file that all machines see under the same path.
     *
     * @throws BadDataException if it cannot be read by columns
     */
    ColumnCluster columns(Path x);

    /** A sparse X that is sent to the machines, in parts of its columns, for them to multiply. */
    Spread spread(SparseMatrix x);

    @Override
    void close();
  }
}
