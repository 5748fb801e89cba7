package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of a file of data, one after the other: as they are, or what a gzip file or a member of
 * a zip archive unpacks to. Only a buffer of them is in memory.
 */
final class InputBytes implements Closeable {

  /** No byte of deflate unpacks to more: a match of 258 bytes takes at least two bits. */
  private static final long MOST_RATIO = 1032;

  private static final int BUFFER_BYTES = 1 << 16;

  private final ReadableByteChannel channel;
  private final long stored;
  private long position;

  private InputBytes(ReadableByteChannel channel, long stored) {
    this.channel = channel;
    this.stored = stored;
  }

  /**
   * What a file holds, unpacked if its name ends in .gz.
   *
   * @throws BadDataException naming the file, as {@link InputFile#open}, or if it is named .gz and
   *     is none
   */
  static InputBytes of(Path path) throws IOException {
    return isPacked(path) ? unpacked(path) : plain(path);
  }

  /**
   * The bytes of a file as they are, which can be read anywhere.
   *
   * @throws BadDataException as {@link InputFile#open}
   */
  static InputBytes plain(Path path) throws IOException {
    FileChannel channel = InputFile.open(path);
    return new InputBytes(channel, channel.size());
  }

  /**
   * What a stream unpacks to.
   *
   * @param stored the bytes that it takes packed
   */
  static InputBytes unpacking(InputStream in, long stored) {
    return new InputBytes(Channels.newChannel(in), stored);
  }

  /** Whether the name says that the file is compressed with gzip. */
  static boolean isPacked(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  private static InputBytes unpacked(Path path) throws IOException {
    FileChannel channel = InputFile.open(path);
    try {
      FileKind kind = FileKind.of(head(channel));
      if (kind != FileKind.GZIP) {
        throw FileError.at(
            path,
            "is named .gz but not compressed with gzip"
                + (kind == FileKind.UNKNOWN
                    ? "; let its name end as that of the data in it"
                    : "; it " + kind.refusal()));
      }
      InputStream in = Channels.newInputStream(channel);
      return unpacking(new GZIPInputStream(in, BUFFER_BYTES), channel.size());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static byte[] head(FileChannel channel) throws IOException {
    ByteBuffer head = ByteBuffer.allocate((int) Math.min(FileKind.HEAD, channel.size()));
    int count;
    do {
      count = channel.read(head, head.position());
    } while (count > 0 && head.hasRemaining());
    return head.array();
  }

  /**
   * The kind of the file, wherever the reading of it is.
   *
   * @return UNKNOWN for what is packed too
   */
  FileKind kind() throws IOException {
    return channel instanceof FileChannel file ? FileKind.of(head(file)) : FileKind.UNKNOWN;
  }

  /**
   * The bytes as a text, which is closed with this.
   *
   * @param path to name in the complaint
   * @throws BadDataException if they begin like a file of another kind
   */
  InputStream text(Path path) throws IOException {
    InputStream in = new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES);
    in.mark(FileKind.HEAD);
    FileKind kind = FileKind.of(in.readNBytes(FileKind.HEAD));
    if (kind != FileKind.UNKNOWN) {
      throw FileError.at(path, kind.refusal());
    }
    in.reset();
    return in;
  }

  /** Reads some of the next bytes, -1 at the end. */
  int read(ByteBuffer target) throws IOException {
    int count = channel.read(target);
    position += Math.max(0, count);
    return count;
  }

  /** Reads some of the bytes from {@code at} on, in a file that is not packed, -1 at the end. */
  int readAt(ByteBuffer target, long at) throws IOException {
    if (channel instanceof FileChannel file) {
      return file.read(target, at);
    }
    throw new IllegalStateException("what is packed has no places");
  }

  /** Bytes read so far. */
  long position() {
    return position;
  }

  /**
   * Checks that as many bytes can follow, and in a file that is not packed no more. What is packed
   * unpacks to no more than {@value #MOST_RATIO} times its size, so that nothing needs to be
   * allocated for a false promise.
   *
   * @param promise who says how many, such as {@code shape (2, 3) of '<f8'}
   * @throws BadDataException without a path
   */
  void requireRest(BigInteger expected, String promise) {
    boolean isWhole = channel instanceof FileChannel;
    BigInteger rest = BigInteger.valueOf(isWhole ? stored - position : stored * MOST_RATIO);
    int comparison = rest.compareTo(expected);
    if (comparison < 0 || comparison > 0 && isWhole) {
      throw new BadDataException(
          (comparison < 0 ? "is truncated: " : "has bytes after its data: ")
              + promise
              + " takes "
              + expected
              + " bytes of data but the file holds "
              + (isWhole ? "" : "at most ")
              + rest
              + "; copy it again or save it with numpy.save");
    }
  }

  /** Whether nothing follows; otherwise a byte of that is lost. */
  boolean isAtEnd() throws IOException {
    return read(ByteBuffer.allocate(1)) < 0;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
