package dev.mirrorflow.data;

import dev.mirrorflow.design.SparseMatrix;
import java.nio.file.Path;

/**
 * Writes X and y as files of svmlight or libsvm, features counted from 1; packed with gzip if the
 * name ends in .gz. The format does not say how many features there are: where the last one does
 * not occur, the first sample gets it with the value 0.
 */
public final class SvmlightWriter {

  private final TextOutput out;
  private final double[] y;

  /** How the line of the first sample ends. */
  private final String mark;

  private int sample = -1;

  private SvmlightWriter(TextOutput out, double[] y, String mark) {
    this.out = out;
    this.y = y;
    this.mark = mark;
  }

  /**
   * Writes the file, whole or not at all; X is turned once, 12 bytes an entry.
   *
   * @throws dev.mirrorflow.error.BadDataException if it cannot be written
   */
  public static void write(Path path, SparseDataset data) {
    SparseMatrix x = data.x();
    int[] last = {-1};
    x.forEach((_, j, _) -> last[0] = j);
    String mark = last[0] == x.columns() - 1 ? "" : " " + x.columns() + ":0";
    SparseMatrix samples = x.transposed();
    TextOutput.write(
        path,
        out -> {
          SvmlightWriter writer = new SvmlightWriter(out, data.y(), mark);
          samples.forEach(writer::entry);
          writer.goTo(data.y().length);
        });
  }

  private void entry(int feature, int i, double value) {
    goTo(i);
    out.put(" ").put(feature + 1).put(":").put(value);
  }

  /** Ends the lines before that of a sample, and begins it if there is one. */
  private void goTo(int i) {
    while (sample < i) {
      if (sample >= 0) {
        out.put(sample == 0 ? mark : "").put("\n");
      }
      sample++;
      if (sample < y.length) {
        out.put(y[sample]);
      }
    }
  }
}
