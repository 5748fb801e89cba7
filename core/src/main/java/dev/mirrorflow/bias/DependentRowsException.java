package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.ColumnEngine;

/** Rows of X are dependent in a way that passes over its columns have too few digits for. */
final class DependentRowsException extends BadDataException {

  private static final long serialVersionUID = 1L;

  /** In the X of an engine. */
  DependentRowsException(ColumnEngine engine, String message) {
    super(engine.name() + ": " + message);
  }
}
