package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An open .npy file (format 1.0, 2.0 or 3.0) whose shape agrees with its size, and its elements in
 * the order of the file. Only a small buffer of it is in memory.
 */
final class NpyFile implements Closeable {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** As in NumPy, which reads no longer one either. */
  private static final int LONGEST_HEADER = 10_000;

  private static final int BUFFER_BYTES = 1 << 16;

  /** Makes something of the elements. */
  interface Reader<T> {
    T read(NpyFile file) throws IOException;
  }

  private final InputBytes in;
  private final NpyHeader header;
  private final long dataOffset;
  private final ByteBuffer buffer;

  private NpyFile(InputBytes in) throws IOException {
    this.in = in;
    this.header = readHeader();
    this.dataOffset = in.position();
    checkDimensions();
    in.requireRest(
        header.dataBytes(),
        "shape " + header.shapeText() + " of " + FileError.quoted(header.descr()));
    this.buffer = ByteBuffer.allocate(BUFFER_BYTES).order(header.order()).limit(0);
  }

  /**
   * Opens a file that is not packed and checks its header against its size; nothing of the size of
   * the data is allocated.
   *
   * @throws BadDataException naming the file, if it is not a regular file of the format, its
   *     elements are not real numbers, it has no elements, or it is too short or too long for its
   *     shape
   */
  static NpyFile open(Path path) throws IOException {
    InputBytes in = InputBytes.plain(path);
    try {
      return of(in);
    } catch (BadDataException e) {
      throw FileError.at(path, e);
    }
  }

  /**
   * The same of bytes that may be packed, so that {@link #readAt} is none of theirs.
   *
   * @param in closed with this, or if it is refused
   * @throws BadDataException as {@link #open}, without a path
   */
  static NpyFile of(InputBytes in) throws IOException {
    try {
      return new NpyFile(in);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  NpyHeader header() {
    return header;
  }

  /** Dimension i of the shape; fits in an int. */
  int dimension(int i) {
    return header.shape().get(i).intValueExact();
  }

  /**
   * Checks that it holds a matrix.
   *
   * @param path to name in the complaint
   * @throws BadDataException if not
   */
  void requireMatrix(Path path) {
    try {
      requireMatrix();
    } catch (BadDataException e) {
      throw FileError.at(path, e);
    }
  }

  /** The same without a path. */
  void requireMatrix() {
    if (header.shape().size() != 2) {
      throw new BadDataException(
          "has shape "
              + header.shapeText()
              + " but X needs two dimensions, samples x features; reshape it before saving");
    }
  }

  /**
   * Fills the buffer with bytes of the data from {@code position} on, 0 being their beginning;
   * leaves the sequence of {@link #read} alone, and may be called by several threads.
   */
  void readAt(ByteBuffer target, long position) throws IOException {
    long at = dataOffset + position;
    while (target.hasRemaining()) {
      int count = in.readAt(target, at);
      if (count < 0) {
        throw new EOFException("it ended while it was being read");
      }
      at += count;
    }
  }

  /**
   * Checks that all elements have been read and nothing follows them.
   *
   * @throws BadDataException without a path, if something does
   */
  void requireEnd() throws IOException {
    if (buffer.hasRemaining() || !in.isAtEnd()) {
      throw new BadDataException(
          "has bytes after its data; copy it again or save it with numpy.save");
    }
  }

  /** Reads the next {@code count} elements. */
  void read(double[] out, int from, int count) throws IOException {
    int done = 0;
    while (done < count) {
      if (buffer.remaining() < header.type().bytes()) {
        buffer.compact();
        fill(buffer, header.type().bytes());
      }
      int here = Math.min(count - done, buffer.remaining() / header.type().bytes());
      decode(out, from + done, here);
      done += here;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void decode(double[] out, int from, int count) {
    if (header.type() == NpyType.F8) {
      buffer.asDoubleBuffer().get(out, from, count);
      buffer.position(buffer.position() + count * Double.BYTES);
      return;
    }
    for (int i = 0; i < count; i++) {
      out[from + i] = header.type().next(buffer);
    }
  }

  private NpyHeader readHeader() throws IOException {
    ByteBuffer start = take(MAGIC.length + 2);
    byte[] magic = new byte[MAGIC.length];
    start.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      FileKind kind = in.kind();
      throw new BadDataException(
          kind == FileKind.UNKNOWN
              ? "is not a .npy file; save it with numpy.save, or as .csv"
              : kind.refusal());
    }
    int major = Byte.toUnsignedInt(start.get());
    int minor = Byte.toUnsignedInt(start.get());
    if (major < 1 || major > 3 || minor != 0) {
      throw new BadDataException(
          "has .npy format "
              + major
              + "."
              + minor
              + "; versions 1.0, 2.0 and 3.0 are read: save it again with numpy.save");
    }
    long length =
        major == 1
            ? Short.toUnsignedLong(take(Short.BYTES).getShort())
            : Integer.toUnsignedLong(take(Integer.BYTES).getInt());
    if (length > LONGEST_HEADER) {
      throw new BadDataException(
          "has a header of "
              + length
              + " bytes, which no plain array needs; save it again with numpy.save");
    }
    Charset charset = major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    return NpyHeader.parse(charset.decode(take((int) length)).toString(), major < 3);
  }

  private ByteBuffer take(int bytes) throws IOException {
    ByteBuffer part = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      fill(part, bytes);
    } catch (EOFException e) {
      throw new BadDataException(
          "is cut off in the .npy header, after "
              + in.position()
              + " bytes; copy it again or save it with numpy.save",
          e);
    }
    return part;
  }

  private void fill(ByteBuffer target, int atLeast) throws IOException {
    while (target.position() < atLeast) {
      if (in.read(target) < 0) {
        throw new EOFException("it ended while it was being read");
      }
    }
    target.flip();
  }

  private void checkDimensions() {
    for (BigInteger dimension : header.shape()) {
      if (dimension.signum() == 0) {
        throw new BadDataException(
            "has shape "
                + header.shapeText()
                + ", which holds no data; at least one sample and"
                + " one feature are needed");
      }
      if (dimension.bitLength() > 31) {
        throw new BadDataException(
            "has shape "
                + header.shapeText()
                + "; more than 2^31 - 1 samples or features are not supported: split the file");
      }
    }
  }
}
