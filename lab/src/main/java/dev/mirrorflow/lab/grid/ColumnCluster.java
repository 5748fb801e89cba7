package dev.mirrorflow.lab.grid;

import dev.mirrorflow.linalg.ColumnEngine;

/** Passes over an X whose columns are cut into parts for the machines of a cluster. */
public interface ColumnCluster extends ColumnEngine {

  /** Columns of a part; the last may have fewer. */
  int partColumns();
}
