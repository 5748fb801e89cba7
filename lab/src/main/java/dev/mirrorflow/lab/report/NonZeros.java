package dev.mirrorflow.lab.report;

import dev.mirrorflow.lab.input.Features;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The entries of a θ that are not 0, or those of a support.
 *
 * @param coordinates from 0, in their order
 * @param values θ there
 * @param features what they are called
 */
record NonZeros(int[] coordinates, double[] values, Features features) {

  static final Columns<NonZeros> COLUMNS =
      new Declaration<NonZeros>()
          .coordinates("support", "coordinates from 0", NonZeros::coordinates)
          .shown("support", of -> CoordinateList.cell(of.coordinates(), of.features()))
          .texts("supportNames", "their names", NonZeros::names)
          .optional()
          .numbers("values", "θ there", NonZeros::values)
          .columns();

  /** Those of θ. */
  static NonZeros of(double[] theta, Features features) {
    return on(
        IntStream.range(0, theta.length).filter(j -> theta[j] != 0).toArray(), theta, features);
  }

  /** Those of θ on a support. */
  static NonZeros on(int[] support, double[] theta, Features features) {
    return new NonZeros(
        support, Arrays.stream(support).mapToDouble(j -> theta[j]).toArray(), features);
  }

  int count() {
    return coordinates.length;
  }

  private List<String> names() {
    return features.haveNames() ? features.names(coordinates) : null;
  }
}
