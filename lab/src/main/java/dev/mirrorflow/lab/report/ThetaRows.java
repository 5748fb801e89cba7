package dev.mirrorflow.lab.report;

import dev.mirrorflow.data.NpyFormat;
import dev.mirrorflow.data.NpyWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The θ of several points as the rows of a file.
 *
 * @param thetas of length d; an empty one, of a point that failed, is a row of NaN
 * @param features d
 */
public record ThetaRows(List<Optional<double[]>> thetas, int features) {

  /** Those of points that all have one. */
  static ThetaRows of(Stream<double[]> thetas, int features) {
    return new ThetaRows(thetas.map(Optional::of).toList(), features);
  }

  /** Writes them. */
  void write(Path path) {
    double[] none = new double[features];
    Arrays.fill(none, Double.NaN);
    double[][] rows = thetas.stream().map(theta -> theta.orElse(none)).toArray(double[][]::new);
    NpyWriter.write(path, rows, NpyFormat.DEFAULT.withNonFinite());
  }
}
