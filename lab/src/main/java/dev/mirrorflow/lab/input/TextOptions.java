package dev.mirrorflow.lab.input;

import dev.mirrorflow.data.TextFormat;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say how tables of text are written and which of them is wanted. */
final class TextOptions {

  @Option(
      names = "--delimiter",
      paramLabel = "C",
      converter = Delimiter.class,
      description =
          "what separates the cells: a character, tab or space (default: found in the file)")
  private Character delimiter;

  @Option(
      names = "--decimal",
      paramLabel = ".|,",
      converter = Decimal.class,
      description = "the decimal mark, a point or a comma (default: a point)")
  private char decimal = '.';

  @Option(names = "--no-header", description = "the first line is data; columns are 0, 1, ...")
  private boolean noHeader;

  @Option(
      names = "--index",
      paramLabel = "COLUMN",
      description =
          "the column that names the rows and is no feature, by name or position from 0"
              + " (default: a first column without a name)")
  private String index;

  @Option(
      names = "--drop",
      paramLabel = "COLUMN",
      split = ",",
      description = "columns to leave out, by name or position from 0")
  private List<String> drop = List.of();

  @Option(
      names = "--missing",
      paramLabel = "refuse|drop-rows|mean",
      description = {
        "what to do with NaN, NA and empty cells: stop, leave such samples out, or take the"
            + " feature's mean on the training set (default: refuse)"
      })
  private TextFormat.Missing missing = TextFormat.Missing.REFUSE;

  /** A character, or the name of one that is not seen. */
  public static final class Delimiter implements ITypeConverter<Character> {
    @Override
    public Character convert(String text) {
      String one =
          switch (text) {
            case "tab", "\\t" -> "\t";
            case "space" -> " ";
            default -> text;
          };
      if (one.length() != 1 || one.charAt(0) > '~' || "\"\r\n#.+-".contains(one) || isWord(one)) {
        throw new TypeConversionException(
            "'" + text + "' is not one character such as ; or the words tab or space");
      }
      return one.charAt(0);
    }

    private static boolean isWord(String text) {
      return Character.isLetterOrDigit(text.charAt(0));
    }
  }

  /** A point or a comma. */
  public static final class Decimal implements ITypeConverter<Character> {
    @Override
    public Character convert(String text) {
      if (!text.equals(".") && !text.equals(",")) {
        throw new TypeConversionException("'" + text + "' is neither . nor ,");
      }
      return text.charAt(0);
    }
  }

  /** Whether values may be missing. */
  boolean takesMissing() {
    return missing != TextFormat.Missing.REFUSE;
  }

  /** What is wrong with the combination of options, if anything. */
  Optional<String> conflict() {
    return delimiter != null && delimiter == decimal
        ? Optional.of("--delimiter and --decimal are the same character")
        : Optional.empty();
  }

  TextFormat format() {
    return new TextFormat(
        Optional.ofNullable(delimiter),
        decimal,
        !noHeader,
        Optional.ofNullable(index),
        drop,
        missing);
  }
}
