package dev.mirrorflow.data;

import dev.mirrorflow.file.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * A text of numbers on its way to a file, which is written whole or not at all, and packed with
 * gzip if its name ends in .gz. A double is written with as few digits as bring it back.
 */
final class TextOutput {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int LONGEST_WORD = 64;

  /** Whole numbers below are written without a point. */
  private static final double MOST_WHOLE = 1e15;

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int length;

  private TextOutput(OutputStream out) {
    this.out = out;
  }

  /** What to write. */
  interface Content {
    void writeTo(TextOutput out);
  }

  /**
   * Writes a file.
   *
   * @throws dev.mirrorflow.error.BadDataException if it cannot be written
   */
  static void write(Path path, Content content) {
    AtomicFile.write(
        path,
        stream -> {
          try (OutputStream packed =
              InputBytes.isPacked(path) ? new GZIPOutputStream(stream, BUFFER_BYTES) : stream) {
            TextOutput text = new TextOutput(packed);
            content.writeTo(text);
            text.flush();
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
        });
  }

  /** Adds a word of ASCII. */
  TextOutput put(String word) {
    for (int from = 0; from < word.length(); from += LONGEST_WORD) {
      int to = Math.min(word.length(), from + LONGEST_WORD);
      if (length + to - from > BUFFER_BYTES) {
        flush();
      }
      for (int k = from; k < to; k++) {
        buffer[length++] = (byte) word.charAt(k);
      }
    }
    return this;
  }

  TextOutput put(long number) {
    return put(Long.toString(number));
  }

  TextOutput put(double number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) < MOST_WHOLE;
    boolean negativeZero = number == 0 && 1 / number < 0;
    return whole && !negativeZero ? put((long) number) : put(Double.toString(number));
  }

  private void flush() {
    try {
      out.write(buffer, 0, length);
      length = 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
