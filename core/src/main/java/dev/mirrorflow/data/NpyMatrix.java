package dev.mirrorflow.data;

import dev.mirrorflow.file.FileError;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What the header of a .npy file says of the matrix in it; nothing else is read.
 *
 * @param rows n
 * @param columns d
 * @param type such as "float64"
 * @param byColumns whether columns follow each other
 * @param bytes of the entries
 */
public record NpyMatrix(int rows, int columns, String type, boolean byColumns, long bytes) {

  private static final int PIECE = 1 << 13;

  /**
   * Reads the header.
   *
   * @throws dev.mirrorflow.error.BadDataException naming the file and the remedy, if it is no .npy
   *     file of a matrix of real numbers, or its size is not that of its shape
   */
  public static NpyMatrix of(Path path) {
    try (NpyFile file = NpyFile.open(path)) {
      file.requireMatrix(path);
      NpyType type = file.header().type();
      return new NpyMatrix(
          file.dimension(0),
          file.dimension(1),
          switch (type) {
            case F8 -> "float64";
            case F4 -> "float32";
            default -> file.header().descr();
          },
          file.header().fortranOrder(),
          file.header().dataBytes().longValueExact());
    } catch (IOException e) {
      throw FileError.reading(path, e);
    }
  }

  /**
   * Counts the entries of a file that are not 0, in a buffer.
   *
   * @throws dev.mirrorflow.error.BadDataException as {@link #of}
   */
  public static long nonZeros(Path path) {
    try (NpyFile file = NpyFile.open(path)) {
      long left = (long) file.dimension(0) * file.dimension(1);
      long count = 0;
      double[] piece = new double[PIECE];
      while (left > 0) {
        int here = (int) Math.min(left, PIECE);
        file.read(piece, 0, here);
        for (int k = 0; k < here; k++) {
          count += piece[k] != 0 ? 1 : 0;
        }
        left -= here;
      }
      return count;
    } catch (IOException e) {
      throw FileError.reading(path, e);
    }
  }
}
