package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An open archive of arrays as numpy.savez and savez_compressed write it, a zip archive of .npy
 * files. An array streams out of it; nothing that it promises is allocated before it can be true.
 */
final class NpzFile implements Closeable {

  private static final String SUFFIX = ".npy";
  private static final int BEFORE_HEADER = 10;
  private static final int LONGEST_TEXT = 1 << 10;

  private final Path path;
  private final ZipFile zip;

  private NpzFile(Path path, ZipFile zip) {
    this.path = path;
    this.zip = zip;
  }

  /**
   * Opens the archive and reads its directory.
   *
   * @throws BadDataException naming the file, if it is no regular file with content, no zip archive
   *     or a damaged one
   */
  static NpzFile open(Path path) throws IOException {
    try (InputBytes in = InputBytes.plain(path)) {
      FileKind kind = in.kind();
      if (kind != FileKind.ZIP) {
        throw FileError.at(
            path,
            kind == FileKind.UNKNOWN
                ? "is not a .npz file; save it with numpy.savez, or as .npy or .csv"
                : kind.refusal());
      }
    }
    try {
      return new NpzFile(path, new ZipFile(path.toFile()));
    } catch (ZipException e) {
      throw damaged(path, e);
    }
  }

  private static BadDataException damaged(Path path, Exception cause) {
    return FileError.at(
        path,
        new BadDataException(
            "is a damaged archive (" + cause.getMessage() + "); copy it again or save it anew",
            cause));
  }

  /** The names of the arrays, in the order of the archive. */
  List<String> names() {
    return zip.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.endsWith(SUFFIX))
        .map(name -> name.substring(0, name.length() - SUFFIX.length()))
        .toList();
  }

  /**
   * Which array is meant.
   *
   * @param usual the names that it usually has
   * @param what it is, for complaints
   * @return the only array there is, or the first of these names
   * @throws BadDataException naming the file and its arrays, if there is none or it is not clear
   */
  String choose(List<String> usual, String what) {
    List<String> names = names();
    if (names.size() == 1) {
      return names.getFirst();
    }
    return usual.stream()
        .filter(names::contains)
        .findFirst()
        .orElseThrow(() ->
            FileError.at(
                path,
                names.isEmpty()
                    ? "holds no array; save X and y with numpy.savez('data.npz', X=X, y=y)"
                    : "holds the arrays %s; which is %s? save it with numpy.savez('data.npz', X=X, y=y)"
                        .formatted(new ColumnNames(names).shown(), what)));
  }

  /**
   * What is made of an array, such as {@code read("X", NpyReader::matrix)}.
   *
   * @throws BadDataException naming the file and the array, if it is not there, no array or refused
   */
  <T> T read(String name, NpyFile.Reader<T> reader) throws IOException {
    try (NpyFile file = NpyFile.of(bytes(name))) {
      return reader.read(file);
    } catch (BadDataException e) {
      throw FileError.at(
          path, new BadDataException("array " + FileError.quoted(name) + " " + e.getMessage(), e));
    } catch (ZipException e) {
      throw damaged(path, e);
    }
  }

  /**
   * The text of an array that is one string.
   *
   * @throws BadDataException naming the file, if the archive is damaged
   */
  String text(String name) throws IOException {
    try (InputBytes in = bytes(name)) {
      ByteBuffer all = ByteBuffer.allocate(LONGEST_TEXT);
      int count;
      do {
        count = in.read(all);
      } while (count >= 0 && all.hasRemaining());
      String member = new String(all.array(), 0, all.position(), StandardCharsets.ISO_8859_1);
      // The header ends with its only line break, and zeros fill the string up.
      return member.substring(member.indexOf('\n', BEFORE_HEADER) + 1).replace("\0", "");
    } catch (ZipException e) {
      throw damaged(path, e);
    }
  }

  private InputBytes bytes(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name + SUFFIX);
    if (entry == null) {
      throw new BadDataException(
          "is not there; the archive holds " + new ColumnNames(names()).shown());
    }
    try (FileChannel channel = FileChannel.open(path)) {
      long stored = Math.min(Math.max(0, entry.getCompressedSize()), channel.size());
      return InputBytes.unpacking(zip.getInputStream(entry), stored);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
