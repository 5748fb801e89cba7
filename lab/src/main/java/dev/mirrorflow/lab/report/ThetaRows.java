package dev.mirrorflow.lab.report;

import dev.mirrorflow.data.NpyFormat;
import dev.mirrorflow.data.NpyWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The θ of several points as the rows of a file. */
public final class ThetaRows {

  private ThetaRows() {}

  /**
   * Writes them.
   *
   * @param thetas of length d; an empty one, of a point that failed, is a row of NaN
   * @param features d
   */
  public static void write(Path path, List<Optional<double[]>> thetas, int features) {
    double[] none = new double[features];
    Arrays.fill(none, Double.NaN);
    double[][] rows = thetas.stream().map(theta -> theta.orElse(none)).toArray(double[][]::new);
    NpyWriter.write(path, rows, NpyFormat.DEFAULT.withNonFinite());
  }
}
