package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import java.util.List;

/**
 * Named columns of numbers.
 *
 * @param columns the column names, in the order of the columns of {@code values}; they may repeat
 * @param values one row for each sample
 */
public record Table(List<String> columns, DesignMatrix values) {

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
}
