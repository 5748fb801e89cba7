package dev.mirrorflow.data;

import dev.mirrorflow.design.SparseMatrix;
import java.nio.file.Path;

/**
 * Writes X in the Matrix Market exchange format, coordinates column by column; packed with gzip if
 * the name ends in .gz.
 */
public final class MatrixMarketWriter {

  private MatrixMarketWriter() {}

  /**
   * Writes the file, whole or not at all.
   *
   * @throws dev.mirrorflow.error.BadDataException if it cannot be written
   */
  public static void write(Path path, SparseMatrix x) {
    TextOutput.write(
        path,
        out -> {
          out.put("%%MatrixMarket matrix coordinate real general\n");
          out.put(x.rows()).put(" ").put(x.columns()).put(" ").put(x.entries()).put("\n");
          x.forEach(
              (i, j, value) -> out.put(i + 1).put(" ").put(j + 1).put(" ").put(value).put("\n"));
        });
  }
}
