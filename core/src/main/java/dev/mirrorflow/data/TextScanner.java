package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Takes numbers and words from a text, line by line, without an object for each. Only a buffer of
 * the text is in memory, which may be packed with gzip.
 */
final class TextScanner implements Closeable {

  private static final int END = -1;
  private static final int LONGEST_TOKEN = 1024;

  private final Path path;
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private long line = 1;
  private final byte[] token = new byte[LONGEST_TOKEN];
  private int length;

  private TextScanner(Path path, InputStream in) {
    this.path = path;
    this.in = in;
  }

  /**
   * Opens a file.
   *
   * @throws BadDataException naming the file, if it is not a regular file with content, or one of
   *     another kind than text
   */
  static TextScanner open(Path path) throws IOException {
    InputBytes bytes = InputBytes.of(path);
    try {
      return new TextScanner(path, bytes.text(path));
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  /** The next byte, -1 at the end. */
  private int peek() throws IOException {
    if (position == limit) {
      limit = Math.max(0, in.read(buffer));
      position = 0;
      if (limit == 0) {
        return END;
      }
    }
    return Byte.toUnsignedInt(buffer[position]);
  }

  /** Whether nothing is left of the text. */
  boolean atEnd() throws IOException {
    return peek() == END;
  }

  /** Passes blanks; whether the line or the text ends behind them. */
  boolean atLineEnd() throws IOException {
    while (isBlank(peek())) {
      position++;
    }
    return peek() == '\n' || atEnd();
  }

  /** Goes on to the next line, past what is left of this one. */
  void nextLine() throws IOException {
    while (!atEnd()) {
      if (buffer[position++] == '\n') {
        line++;
        return;
      }
    }
  }

  /** Takes the next byte if it is this one. */
  boolean accept(char wanted) throws IOException {
    if (peek() != wanted) {
      return false;
    }
    position++;
    return true;
  }

  /**
   * Takes the next token, which ends before a blank or the end of a line.
   *
   * @param stop another byte before which it ends
   */
  private void take(char stop) throws IOException {
    length = 0;
    while (true) {
      int b = peek();
      if (isBlank(b) || b == '\n' || b == stop || b == END) {
        return;
      }
      if (length == LONGEST_TOKEN) {
        throw error(
            "has a word of more than " + LONGEST_TOKEN + " bytes; check that this is such a text");
      }
      token[length++] = (byte) b;
      position++;
    }
  }

  /**
   * The next token, in lower case.
   *
   * @param stop another byte before which it ends
   */
  String word(char stop) throws IOException {
    take(stop);
    return text().toLowerCase(Locale.ROOT);
  }

  /**
   * The next token as a number.
   *
   * @param what it is, for the complaint
   * @param stop another byte before which it ends
   * @throws BadDataException if it is none, or not finite
   */
  double number(String what, char stop) throws IOException {
    take(stop);
    double value = DecimalParser.parse(token, length);
    if (Double.isFinite(value)) {
      return value;
    }
    String shown = "the " + what + " " + FileError.quoted(text());
    if (Double.isInfinite(value)) {
      throw error(shown + " is beyond the range of double; rescale it");
    }
    if (length == 0) {
      throw error("the " + what + " is missing; check how it was saved");
    }
    throw error(
        text().matches("(?i)[+-]?(nan|inf|infinity)")
            ? shown + " is not finite; impute it or drop the sample"
            : shown + " is not a number; write digits with a decimal point");
  }

  /**
   * The next token as a whole number, not negative.
   *
   * @param what it is, for the complaint
   * @param stop another byte before which it ends
   * @param most the largest one that is allowed
   * @throws BadDataException if it is none, or larger
   */
  int whole(String what, char stop, int most) throws IOException {
    take(stop);
    long value = 0;
    for (int k = 0; k < length; k++) {
      int digit = token[k] - '0';
      if (digit < 0 || digit > 9) {
        throw error("the " + what + " " + FileError.quoted(text()) + " is not a whole number");
      }
      value = Math.min(10 * value + digit, Integer.MAX_VALUE + 1L);
    }
    if (length == 0) {
      throw error("the " + what + " is missing; check how it was saved");
    }
    if (value > most) {
      throw error("the " + what + " " + FileError.quoted(text()) + " is above " + most);
    }
    return (int) value;
  }

  /** A complaint about the line that is read. */
  BadDataException error(String message) {
    return error(line, message);
  }

  /** A complaint about a line. */
  BadDataException error(long place, String message) {
    return FileError.at(path, "line " + place + ": " + message);
  }

  /** The line that is read, from 1. */
  long line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private String text() {
    return new String(token, 0, length, StandardCharsets.UTF_8);
  }

  private static boolean isBlank(int b) {
    return b == ' ' || b == '\t' || b == '\r';
  }
}
