package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import dev.mirrorflow.linalg.DesignMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What is done about values that are missing, NaN in X and y, as decided on the training set. */
final class MissingValues {

  private final TextFormat.Missing policy;

  /** Of the features on the training set, length d; empty unless they are needed. */
  private final double[] means;

  private MissingValues(TextFormat.Missing policy, double[] means) {
    this.policy = policy;
    this.means = means;
  }

  /**
   * Learns from the training set.
   *
   * @throws BadDataException without a path, if a feature has no value of which to take the mean
   */
  static MissingValues fit(TextFormat.Missing policy, DesignMatrix x, List<String> names) {
    if (policy != TextFormat.Missing.MEAN) {
      return new MissingValues(policy, new double[0]);
    }
    double[] means = new double[x.columns()];
    int[] counts = new int[x.columns()];
    double[] row = new double[x.columns()];
    for (int i = 0; i < x.rows(); i++) {
      x.copyRow(i, row);
      for (int j = 0; j < row.length; j++) {
        if (!Double.isNaN(row[j])) {
          means[j] += (row[j] - means[j]) / ++counts[j];
        }
      }
    }
    for (int j = 0; j < counts.length; j++) {
      if (counts[j] == 0) {
        throw new BadDataException(
            "feature "
                + (names.isEmpty() ? j + " (counted from 0)" : FileError.quoted(names.get(j)))
                + " has no value in any sample; leave it out");
      }
    }
    return new MissingValues(policy, means);
  }

  /**
   * The data without missing values, or with all of them where they are not to be touched.
   *
   * @param notes what was done is added
   * @throws BadDataException without a path, if no sample is left, or a target is missing where
   *     features get their means
   */
  Dataset apply(Dataset data, List<String> notes) {
    return switch (policy) {
      case REFUSE -> data;
      case DROP_ROWS -> withoutRows(data, notes);
      case MEAN -> filled(data, notes);
    };
  }

  private static Dataset withoutRows(Dataset data, List<String> notes) {
    int n = data.x().rows();
    double[] row = new double[data.x().columns()];
    int[] kept =
        IntStream.range(0, n)
            .filter(i -> {
              data.x().copyRow(i, row);
              return !Double.isNaN(data.y()[i])
                  && IntStream.range(0, row.length).noneMatch(j -> Double.isNaN(row[j]));
            })
            .toArray();
    if (kept.length == n) {
      return data;
    }
    if (kept.length == 0) {
      throw new BadDataException(
          "no sample has all its values; leave out the features that miss them, or take means");
    }
    DesignMatrix x = DesignMatrix.zeros(kept.length, row.length);
    double[] y = new double[kept.length];
    for (int i = 0; i < kept.length; i++) {
      data.x().copyRow(kept[i], row);
      x.setRow(i, row);
      y[i] = data.y()[kept[i]];
    }
    notes.add("left out for missing values: %d of %d samples".formatted(n - kept.length, n));
    return new Dataset(x, y, data.features());
  }

  private Dataset filled(Dataset data, List<String> notes) {
    List<Integer> missing = new ArrayList<>();
    double[] row = new double[data.x().columns()];
    int filled = 0;
    for (int i = 0; i < data.x().rows(); i++) {
      if (Double.isNaN(data.y()[i])) {
        missing.add(i);
      }
      data.x().copyRow(i, row);
      for (int j = 0; j < row.length; j++) {
        if (Double.isNaN(row[j])) {
          data.x().set(i, j, means[j]);
          filled++;
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new BadDataException(
          "y is missing at row %d (counted from 0), and no mean stands for a target; leave such samples out with --missing drop-rows"
              .formatted(missing.getFirst()));
    }
    if (filled > 0) {
      notes.add("filled in by the means of features on the training set: " + filled + " values");
    }
    return data;
  }
}
