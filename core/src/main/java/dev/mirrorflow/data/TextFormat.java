package dev.mirrorflow.data;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a table of text is written, and which of it is wanted. A column is named by its name or its
 * position from 0.
 *
 * @param delimiter what separates the cells, a space for any run of spaces and tabs; empty to look
 *     which of tab, semicolon, comma and space it is
 * @param decimal what separates the decimals, a point or a comma
 * @param header whether the first line names the columns
 * @param index the column that names the rows, which is left out; without it a first column that
 *     has no name is taken for one
 * @param drop columns that are left out
 * @param missing what to do with values that are not there
 */
public record TextFormat(
    Optional<Character> delimiter,
    char decimal,
    boolean header,
    Optional<String> index,
    List<String> drop,
    Missing missing) {

  /** A header, decimal points, a separator that is looked for, and no value missing. */
  public static final TextFormat DEFAULT =
      new TextFormat(Optional.empty(), '.', true, Optional.empty(), List.of(), Missing.REFUSE);

  /** What to do with values that are not there: empty cells, NA, NaN, null and the like. */
  public enum Missing {
    /** They are bad data. */
    REFUSE,
    /** Samples without some value are left out. */
    DROP_ROWS,
    /** A feature has its mean on the training set there; a target must be there. */
    MEAN;

    /** As typed and as reported. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The list is copied. */
  public TextFormat {
    drop = List.copyOf(drop);
  }

  /** The same for a file of targets, which has other columns. */
  TextFormat ofTargets() {
    return new TextFormat(delimiter, decimal, header, Optional.empty(), List.of(), missing);
  }
}
