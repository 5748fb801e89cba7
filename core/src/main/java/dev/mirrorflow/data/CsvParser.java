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
 * Splits a table of text (RFC 4180 but for what separates the cells, UTF-8) into records of cells,
 * one record in memory at a time. Lines that begin with # are none. It works on bytes, so that
 * wrong UTF-8 is found in its line; all marks of the syntax are ASCII.
 */
final class CsvParser implements Closeable {

  private static final int LONGEST_CELL = 1 << 20;
  private static final int MOST_CELLS = 1 << 24;
  private static final int END = -1;

  private final Path path;
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private char delimiter;
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
   * Opens the file, skips a byte order mark and looks what separates the cells.
   *
   * @throws BadDataException if it is not a regular file with content
   */
  static CsvParser open(Path path, TextFormat format) throws IOException {
    InputBytes bytes = InputBytes.of(path);
    try {
      CsvParser parser = new CsvParser(path, bytes.text(path));
      parser.limit = Math.max(0, parser.in.readNBytes(parser.buffer, 0, parser.buffer.length));
      if (Arrays.equals(
          parser.buffer, 0, 3, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, 0, 3)) {
        parser.position = 3;
      }
      parser.delimiter =
          format
              .delimiter()
              .orElseGet(() ->
                  Delimiter.find(parser.buffer, parser.position, parser.limit, format.decimal()));
      return parser;
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  /** What separates the cells; a space for any run of spaces and tabs. */
  char delimiter() {
    return delimiter;
  }

  /**
   * Replaces the cells by those of the next record.
   *
   * @return whether there was one
   * @throws BadDataException naming the line, if the text is not UTF-8 or its quotes are wrong
   */
  boolean next(List<String> cells) throws IOException {
    cells.clear();
    while (peek() == '#') {
      skipLine();
    }
    recordLine = line;
    if (peek() == END) {
      return false;
    }
    skipBlanks();
    while (true) {
      column = cells.size() + 1;
      if (column > MOST_CELLS) {
        throw error("is one of more than 2^24 in its line; check that this is a table");
      }
      readCell();
      cells.add(text());
      skipBlanks();
      if (delimiter == ' ' && !endsRecord(peek())) {
        continue;
      }
      if (delimiter == ' ' || peek() != delimiter) {
        endLine();
        return true;
      }
      position++;
    }
  }

  /** Where blanks separate, goes over a run of them. */
  private void skipBlanks() throws IOException {
    while (delimiter == ' ' && (peek() == ' ' || peek() == '\t')) {
      position++;
    }
  }

  private void skipLine() throws IOException {
    while (!endsRecord(peek())) {
      position++;
    }
    endLine();
  }

  private void endLine() throws IOException {
    if (read() == '\r' && peek() == '\n') {
      position++;
    }
    line++;
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

  private boolean endsCell(int b) {
    return b == delimiter || delimiter == ' ' && b == '\t' || endsRecord(b);
  }

  private static boolean endsRecord(int b) {
    return b == '\n' || b == '\r' || b == END;
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
    if (length == 0) {
      return "";
    }
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
