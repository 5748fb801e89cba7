package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the dictionary that is the header of a .npy file, as Python reads the literal: strings
 * between quotes of either kind, True and False, whole numbers, tuples, lists. What a header never
 * has (escapes, floats, nested dictionaries) is not understood.
 */
final class NpyLiteral {

  private static final int MOST_DIGITS = 30;

  /** Of records within records. */
  private static final int DEEPEST = 16;

  private final String text;

  /** Whether a whole number may end in L, as Python 2 wrote it. */
  private final boolean python2;

  private int at;

  private NpyLiteral(String text, boolean python2) {
    this.text = text;
    this.python2 = python2;
  }

  /** A list or tuple, told apart: a shape is a tuple, and a list of fields a record. */
  record Sequence(boolean tuple, List<Object> entries) {}

  /**
   * Reads a dictionary with spaces and line breaks after it.
   *
   * @return the values: String, Boolean, BigInteger or {@link Sequence}
   * @throws BadDataException without a message to show, if it is none or a key is there twice
   */
  static Map<String, Object> dictionary(String text, boolean python2) {
    NpyLiteral reader = new NpyLiteral(text, python2);
    Map<String, Object> entries = reader.dictionary();
    reader.skipSpace();
    reader.require(reader.at == text.length());
    return entries;
  }

  private Map<String, Object> dictionary() {
    Map<String, Object> entries = new LinkedHashMap<>();
    expect('{');
    while (!accept('}')) {
      String key = string();
      expect(':');
      require(entries.put(key, value(0)) == null);
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    return entries;
  }

  private Object value(int depth) {
    require(depth < DEEPEST);
    skipSpace();
    return switch (peek()) {
      case '\'', '"' -> string();
      case '(' -> tuple(depth);
      case '[' -> list(depth);
      case 'T', 'F' -> truth();
      default -> number();
    };
  }

  private String string() {
    skipSpace();
    char quote = peek();
    require(quote == '\'' || quote == '"');
    int end = text.indexOf(quote, at + 1);
    require(end >= 0);
    String content = text.substring(at + 1, end);
    at = end + 1;
    require(content.chars().noneMatch(c -> c == '\\' || c < ' '));
    // Python joins what stands side by side, and three quotes are one.
    skipSpace();
    require(peek() != '\'' && peek() != '"');
    return content;
  }

  private Object tuple(int depth) {
    expect('(');
    List<Object> entries = new ArrayList<>();
    boolean comma = false;
    while (!accept(')')) {
      entries.add(value(depth + 1));
      comma = accept(',');
      if (!comma) {
        expect(')');
        break;
      }
    }
    // Without a comma the parentheses are just parentheses.
    return entries.size() == 1 && !comma ? entries.getFirst() : new Sequence(true, entries);
  }

  private Sequence list(int depth) {
    expect('[');
    List<Object> entries = new ArrayList<>();
    while (!accept(']')) {
      entries.add(value(depth + 1));
      if (!accept(',')) {
        expect(']');
        break;
      }
    }
    return new Sequence(false, entries);
  }

  private Boolean truth() {
    for (Boolean value : new Boolean[] {true, false}) {
      String word = value ? "True" : "False";
      if (text.startsWith(word, at)) {
        at += word.length();
        require(!Character.isJavaIdentifierPart(peek()));
        return value;
      }
    }
    throw unknown();
  }

  private BigInteger number() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    String digits = text.substring(start, at);
    require(!digits.isEmpty() && digits.length() <= MOST_DIGITS);
    require(!digits.startsWith("0") || digits.matches("0+"));
    if (python2 && peek() == 'L') {
      at++;
    }
    require(peek() == 0 || " \t\r\n\f,)]}".indexOf(peek()) >= 0);
    return new BigInteger(digits);
  }

  private boolean accept(char wanted) {
    skipSpace();
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(char wanted) {
    require(accept(wanted));
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n\f".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** The next character, 0 at the end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void require(boolean good) {
    if (!good) {
      throw unknown();
    }
  }

  private BadDataException unknown() {
    return new BadDataException("not understood at character " + at);
  }
}
