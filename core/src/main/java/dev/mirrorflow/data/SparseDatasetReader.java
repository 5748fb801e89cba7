package dev.mirrorflow.data;

import dev.mirrorflow.design.SparseMatrix;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Reads the data of a problem whose X is sparse, and checks that a computation can start from them:
 * shapes that agree, finite values, an X that is not all zeros. Every complaint names the file.
 */
public final class SparseDatasetReader {

  private SparseDatasetReader() {}

  /**
   * X and y from one file of svmlight or libsvm, whatever its name.
   *
   * @throws BadDataException with the place and the remedy, if the file cannot be used or the data
   *     fail a check
   */
  public static SvmlightReader.Content readSvmlight(Path file, SvmlightReader.Features features) {
    SvmlightReader.Content content = SvmlightReader.read(file, features);
    requireNonZero(file, content.data().x());
    return content;
  }

  /**
   * X and y from two files.
   *
   * @param xFile n x d, of a {@link SparseFormat}; targets in it are passed over
   * @param yFile n values
   * @param targets what reads them
   * @throws java.util.NoSuchElementException if X is of none
   * @throws BadDataException with the place and the remedy, if a file cannot be used or the data
   *     fail a check
   */
  public static SvmlightReader.Content read(
      Path xFile, Path yFile, SvmlightReader.Features features, DatasetReader targets) {
    SvmlightReader.Features found;
    SparseMatrix x;
    SparseFormat format = SparseFormat.of(xFile).orElseThrow();
    if (format == SparseFormat.SVMLIGHT) {
      SvmlightReader.Content content = SvmlightReader.read(xFile, features);
      x = content.data().x();
      found = content.features();
    } else {
      x = format.readMatrix(xFile, features);
      found = new SvmlightReader.Features(OptionalInt.of(x.columns()), features.base());
    }
    requireNonZero(xFile, x);
    double[] y = targets.target(yFile);
    try {
      return new SvmlightReader.Content(new SparseDataset(x, y), found);
    } catch (BadDataException e) {
      throw FileError.at(yFile, e);
    }
  }

  private static void requireNonZero(Path file, SparseMatrix x) {
    boolean[] found = new boolean[1];
    x.forEach((_, _, value) -> found[0] |= value != 0);
    if (!found[0]) {
      throw FileError.at(
          file, "X is all zeros, so it says nothing about y; check how it was saved");
    }
  }
}
