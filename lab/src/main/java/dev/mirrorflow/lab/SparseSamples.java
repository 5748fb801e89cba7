package dev.mirrorflow.lab;

import dev.mirrorflow.data.ColumnFile;
import dev.mirrorflow.data.CsvReader;
import dev.mirrorflow.data.DataFormat;
import dev.mirrorflow.data.DatasetReader;
import dev.mirrorflow.data.MatrixMarketWriter;
import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.data.SparseDataset;
import dev.mirrorflow.data.SparseDatasetReader;
import dev.mirrorflow.data.SparseFormat;
import dev.mirrorflow.data.SparseNpzWriter;
import dev.mirrorflow.data.SvmlightReader.Content;
import dev.mirrorflow.data.SvmlightReader.Features;
import dev.mirrorflow.data.SvmlightWriter;
import dev.mirrorflow.data.TextFormat;
import dev.mirrorflow.design.SparseMatrix;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A sparse X on its way from or to a file, y with it where it is known.
 *
 * @param x the entries of X
 * @param y the targets, length n, if they are known
 */
record SparseSamples(SparseMatrix x, Optional<double[]> y) {

  /**
   * X of a file, and y if that is one of svmlight.
   *
   * @param format of the file; if there is none, it is an array or a table of text
   * @param yFile in place of the targets in that file, may be null
   */
  static SparseSamples read(
      Optional<SparseFormat> format, Path file, Path yFile, Features features) {
    Optional<double[]> y =
        Optional.ofNullable(yFile)
            .map(new DatasetReader(TextFormat.DEFAULT, Optional.empty())::target);
    if (format.equals(Optional.of(SparseFormat.SVMLIGHT))) {
      Content content = SparseDatasetReader.readSvmlight(file, features);
      return new SparseSamples(content.data().x(), y.or(() -> Optional.of(content.data().y())));
    }
    SparseMatrix x =
        format
            .map(sparse -> sparse.readMatrix(file, features))
            .orElseGet(() ->
                SparseMatrix.ofNonZeros(
                    DataFormat.of(file) == DataFormat.TEXT
                        ? CsvReader.read(file).values()
                        : NpyReader.readMatrix(file)));
    return new SparseSamples(x, y);
  }

  /** Writes X, and in svmlight's format y too, which must be known then. */
  void writeTo(Path output, boolean float32) {
    Optional<SparseFormat> format = SparseFormat.named(output);
    if (format.isEmpty()) {
      ColumnFile.write(output, float32, x);
      return;
    }
    switch (format.get()) {
      case SVMLIGHT -> SvmlightWriter.write(output, new SparseDataset(x, y.orElseThrow()));
      case MATRIX_MARKET -> MatrixMarketWriter.write(output, x);
      case NPZ -> SparseNpzWriter.write(output, x);
    }
  }

  /** Writes the targets, which must be known. */
  void writeTargetsTo(Path output) {
    NpyWriter.write(output, y.orElseThrow());
  }

  /** What X is, for people. */
  static String description(SparseMatrix x) {
    return String.format(
        Locale.ROOT,
        "%d x %d sparse, %d entries (%.3g%%)",
        x.rows(),
        x.columns(),
        x.entries(),
        100.0 * x.entries() / x.rows() / x.columns());
  }
}
