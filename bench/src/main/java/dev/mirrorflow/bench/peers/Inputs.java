package dev.mirrorflow.bench.peers;

import dev.mirrorflow.bench.ProblemSize;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.DatasetReader;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.model.LeastSquares;
import java.nio.file.Path;

/** The files that every comparison has: those that {@code mirrorflow generate} writes too. */
final class Inputs {

  static final String X = "X.npy";
  static final String Y = "y.npy";

  private Inputs() {}

  static void write(ProblemSize size, Path folder) {
    Dataset data = size.problem().training();
    NpyWriter.write(folder.resolve(X), data.x());
    NpyWriter.write(folder.resolve(Y), data.y());
  }

  static LeastSquares read(Path folder) {
    Dataset data = DatasetReader.read(folder.resolve(X), folder.resolve(Y));
    return new LeastSquares(data.x(), data.y());
  }

  /** Vectors of one length, one after the other. */
  static double[] concatenated(double[]... rows) {
    int d = rows[0].length;
    double[] out = new double[rows.length * d];
    for (int k = 0; k < rows.length; k++) {
      System.arraycopy(rows[k], 0, out, k * d, d);
    }
    return out;
  }
}
