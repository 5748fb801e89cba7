package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import dev.mirrorflow.linalg.ColumnVector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A vector of length d in a .npy file of float64 or float32, read in pieces, so that it need not be
 * in memory. Any number of processes that see the file may use it.
 *
 * @param file its path
 */
public record NpyVector(String file) implements ColumnVector {

  /**
   * Looks at the file.
   *
   * @throws BadDataException naming the file, if it is not such a file or has another length
   */
  public static NpyVector of(Path path, int d) {
    try (NpyFile npy = NpyFile.open(path)) {
      NpyHeader header = npy.header();
      if (header.shape().size() != 1 || npy.dimension(0) != d) {
        throw FileError.at(
            path, "has shape " + header.shapeText() + ", but X has " + d + " columns");
      }
      if (header.type() != NpyType.F8 && header.type() != NpyType.F4) {
        throw FileError.at(
            path, "holds elements of type " + FileError.quoted(header.descr()) + ", not floats");
      }
    } catch (IOException e) {
      throw FileError.reading(path, e);
    }
    return new NpyVector(path.toAbsolutePath().toString());
  }

  /** Opens the file for each piece, as a process may be given any. */
  @Override
  public void copy(int first, int count, double[] out) {
    Path path = Path.of(file);
    try (NpyFile npy = NpyFile.open(path)) {
      NpyType type = npy.header().type();
      ByteBuffer bytes = ByteBuffer.allocate(count * type.bytes()).order(npy.header().order());
      npy.readAt(bytes, (long) first * type.bytes());
      bytes.flip();
      for (int k = 0; k < count; k++) {
        out[k] = type.next(bytes);
      }
    } catch (IOException e) {
      throw FileError.reading(path, e);
    }
  }
}
