package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A column of a table of text while it is read. Its first value decides whether it is of numbers or
 * of words; a word is the number of its kind, in the order in which they are first seen.
 */
final class TextColumn {

  /** More kinds of words than this are no kinds. */
  private static final int MOST_WORDS = 1000;

  private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none", "?");

  /** What the values are. */
  enum Kind {
    UNKNOWN,
    NUMBERS,
    WORDS
  }

  private final String name;
  private final TextFormat format;
  private final Map<String, Integer> words = new LinkedHashMap<>();
  private Kind kind;

  /**
   * @param kind if it is known before
   */
  TextColumn(String name, TextFormat format, Kind kind) {
    this.name = name;
    this.format = format;
    this.kind = kind;
  }

  String name() {
    return name;
  }

  boolean isOfWords() {
    return kind == Kind.WORDS;
  }

  /** The kinds of words, in the order of their numbers. */
  List<String> words() {
    return List.copyOf(words.keySet());
  }

  /**
   * What a cell is.
   *
   * @return a number, the number of a word, or NaN for a missing value
   * @throws BadDataException without its place, if it is none of these, or missing where that is
   *     refused
   */
  double value(String cell) {
    String text = cell.strip();
    if (kind == Kind.WORDS) {
      return MISSING.contains(text.toLowerCase(Locale.ROOT)) ? missing(text) : number(text);
    }
    double value = NumberText.parse(text, format.decimal());
    if (Double.isFinite(value)) {
      kind = Kind.NUMBERS;
      return value;
    }
    if (Double.isInfinite(value)) {
      throw refused(text, "is beyond the range of double; rescale it");
    }
    if (MISSING.contains(text.toLowerCase(Locale.ROOT))) {
      return missing(text);
    }
    if (text.matches("(?i)[+-]?inf(inity)?")) {
      throw refused(text, "is not finite; impute it or drop the row");
    }
    if (kind == Kind.NUMBERS || isNumberOtherwise(text)) {
      throw refused(
          text,
          "is not a number; write digits with a decimal "
              + (format.decimal() == ',' ? "comma" : "point")
              + (isNumberOtherwise(text) && format.decimal() == '.' ? " or give --decimal ," : "")
              + ", or drop the column");
    }
    kind = Kind.WORDS;
    return number(text);
  }

  /** Whether it is a number with other marks for decimals and thousands. */
  private static boolean isNumberOtherwise(String text) {
    return text.matches(".*[.,].*")
        && !Double.isNaN(NumberText.parse(text.replaceAll("[.,]", ""), '.'));
  }

  private double missing(String text) {
    if (format.missing() != TextFormat.Missing.REFUSE) {
      return Double.NaN;
    }
    throw new BadDataException(
        (text.isEmpty() ? "the cell is empty" : FileError.quoted(text) + " is a missing value")
            + "; fill in a value, or give --missing drop-rows or mean");
  }

  private double number(String word) {
    Integer known = words.get(word);
    if (known != null) {
      return known;
    }
    if (words.size() == MOST_WORDS) {
      throw refused(
          word,
          "is one of more than "
              + MOST_WORDS
              + " different texts, too many for categories; drop the column or make it the index");
    }
    words.put(word, words.size());
    return words.size() - 1;
  }

  private static BadDataException refused(String text, String why) {
    return new BadDataException(FileError.quoted(text) + " " + why);
  }
}
