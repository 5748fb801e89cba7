package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Splits a CSV file (RFC 4180, UTF-8) into records of cells, one record in memory at a time. It
 * works on bytes, so that wrong UTF-8 is found in its line; all marks of the syntax are ASCII.
 */
final class CsvParser implements Closeable {

  private static final int LONGEST_CELL = 1 << 20;
  private static final int END = -1;

  private final Path path;
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private long line = 1;
  private long recordLine;
  private byte[] cell = new byte[64];
  private int length;
  private int column;

  private CsvParser(Path path, InputStream in) {
    this.path = path;
    this.in = in;
  }

  /**
   * Opens the file and skips a byte order mark.
   *
   * @throws BadDataException if it is not a regular file with content
   */
  static CsvParser open(Path path) throws IOException {
    InputBytes bytes = InputBytes.of(path);
    try {
      CsvParser parser = new CsvParser(path, bytes.text(path));
      parser.limit = Math.max(0, parser.in.readNBytes(parser.buffer, 0, 3));
      if (Arrays.equals(
          parser.buffer, 0, 3, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, 0, 3)) {
        parser.position = 3;
      }
      return parser;
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  /**
   * Replaces the cells by those of the next record.
   *
   * @return whether there was one
   * @throws BadDataException naming the line, if the text is not UTF-8 or its quotes are wrong
   */
  boolean next(List<String> cells) throws IOException {
    cells.clear();
    recordLine = line;
    if (peek() == END) {
      return false;
    }
    while (true) {
      column = cells.size() + 1;
      readCell();
      cells.add(text());
      int separator = read();
      if (separator != ',') {
        if (separator == '\r' && peek() == '\n') {
          position++;
        }
        line++;
        return true;
      }
    }
  }

  /** The line, from 1, in which the last record began. */
  long line() {
    return recordLine;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void readCell() throws IOException {
    length = 0;
    if (peek() == '"') {
      readQuoted();
      return;
    }
    while (!endsCell(peek())) {
      int b = read();
      if (b == '"') {
        throw error("has a quote inside; put the whole cell in quotes and double those within");
      }
      append(b);
    }
  }

  private void readQuoted() throws IOException {
    position++;
    while (true) {
      int b = read();
      if (b == END) {
        throw error("has an opening quote that is never closed; add the closing quote");
      }
      if (b == '"') {
        if (peek() != '"') {
          break;
        }
        position++;
      } else if (b == '\n') {
        line++;
      }
      append(b);
    }
    if (!endsCell(peek())) {
      throw error("goes on after its closing quote; double quotes that belong to the text");
    }
  }

  private static boolean endsCell(int b) {
    return b == ',' || b == '\n' || b == '\r' || b == END;
  }

  private void append(int b) {
    if (b == 0) {
      throw error("holds a zero byte, so this is not UTF-8 text; save it as CSV in UTF-8");
    }
    if (length == LONGEST_CELL) {
      throw error("is longer than 2^20 bytes; check the quotes and that this is a CSV file");
    }
    if (length == cell.length) {
      cell = Arrays.copyOf(cell, 2 * length);
    }
    cell[length++] = (byte) b;
  }

  private String text() {
    for (int i = 0; i < length; i++) {
      if (cell[i] < 0) {
        return decoded();
      }
    }
    return new String(cell, 0, length, StandardCharsets.ISO_8859_1);
  }

  private String decoded() {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(cell, 0, length))
          .toString();
    } catch (CharacterCodingException _) {
      throw error("is not valid UTF-8; save the file in UTF-8");
    }
  }

  private BadDataException error(String message) {
    return FileError.at(path, "line " + recordLine + ", cell " + column + ": the cell " + message);
  }

  private int read() throws IOException {
    int b = peek();
    if (b != END) {
      position++;
    }
    return b;
  }

  private int peek() throws IOException {
    if (position == limit) {
      int count = in.read(buffer);
      if (count <= 0) {
        return END;
      }
      position = 0;
      limit = count;
    }
    return Byte.toUnsignedInt(buffer[position]);
  }
}
