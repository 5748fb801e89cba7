package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import dev.mirrorflow.linalg.DesignMatrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Named columns of numbers.
 *
 * @param columns the column names, in the order of the columns of {@code values}; they may repeat
 * @param values one row for each sample
 */
public record Table(List<String> columns, DesignMatrix values) {

  private static final int NAMES_SHOWN = 8;

  /**
   * Checks that there is one name for each column.
   *
   * @throws BadDataException if not
   */
  public Table {
    columns = List.copyOf(columns);
    if (columns.size() != values.columns()) {
      throw new BadDataException(
          "there are " + columns.size() + " names for " + values.columns() + " columns");
    }
  }

  /**
   * Splits into the target column, as y, and all others, as X, in copies.
   *
   * @throws BadDataException if no column or more than one has the target's name, or it is the only
   *     column
   */
  public Dataset split(String target) {
    int at = columns.indexOf(target);
    if (at < 0) {
      throw new BadDataException(
          "unknown target column " + FileError.quoted(target) + "; the file has: " + namesShown());
    }
    if (columns.lastIndexOf(target) != at) {
      throw new BadDataException(
          "the target "
              + FileError.quoted(target)
              + " names columns "
              + (at + 1)
              + " and "
              + (columns.lastIndexOf(target) + 1)
              + "; rename one of them");
    }
    if (columns.size() == 1) {
      throw new BadDataException(
          "the target " + FileError.quoted(target) + " is the only column; X needs at least one");
    }
    return without(at);
  }

  private Dataset without(int target) {
    int n = values.rows();
    int d = values.columns() - 1;
    HeapLimit.check(n, d);
    DesignMatrix x = DesignMatrix.zeros(n, d);
    double[] y = new double[n];
    double[] whole = new double[d + 1];
    double[] row = new double[d];
    for (int i = 0; i < n; i++) {
      values.copyRow(i, whole);
      y[i] = whole[target];
      System.arraycopy(whole, 0, row, 0, target);
      System.arraycopy(whole, target + 1, row, target, d - target);
      x.setRow(i, row);
    }
    List<String> features = new ArrayList<>(columns);
    features.remove(target);
    return new Dataset(x, y, features);
  }

  private String namesShown() {
    List<String> shown = columns.stream().limit(NAMES_SHOWN).map(FileError::excerpt).toList();
    int hidden = columns.size() - shown.size();
    return String.join(", ", shown) + (hidden > 0 ? " and " + hidden + " more" : "");
  }
}
