package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import dev.mirrorflow.linalg.DesignMatrix;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Reads the data of a problem, X and y, from .npy or .csv files (told by the file's extension) and
 * checks that a computation can start from them: shapes that agree, finite values, an X that is not
 * all zeros. Every complaint names the file.
 */
public final class DatasetReader {

  private DatasetReader() {}

  /**
   * X and y from two files.
   *
   * @param xFile n x d; a .csv's header gives the feature names
   * @param yFile n values; a .csv has one column
   * @throws BadDataException with the place and the remedy, if a file cannot be used or the data
   *     fail a check
   */
  public static Dataset read(Path xFile, Path yFile) {
    requireKnown(xFile);
    requireKnown(yFile);
    Dataset data = pair(xFile, yFile);
    check(xFile, yFile, data);
    return data;
  }

  /**
   * X and y from one CSV file.
   *
   * @param target the column that is y; all others are features
   * @throws BadDataException with the place and the remedy, if the file cannot be used, the target
   *     is not one of several columns, or the data fail a check
   */
  public static Dataset readCsv(Path file, String target) {
    Table table = CsvReader.read(file);
    Dataset data;
    try {
      data = table.split(target);
    } catch (BadDataException e) {
      throw FileError.at(file, e);
    }
    check(file, file, data);
    return data;
  }

  /**
   * y alone.
   *
   * @throws BadDataException with the place and the remedy, if the file cannot be used or a value
   *     is not finite
   */
  public static double[] readTarget(Path yFile) {
    requireKnown(yFile);
    double[] y = vector(yFile);
    checkTarget(yFile, y);
    return y;
  }

  private static double[] vector(Path yFile) {
    return isNpy(yFile) ? NpyReader.readVector(yFile) : CsvReader.readVector(yFile);
  }

  private static Dataset pair(Path xFile, Path yFile) {
    DesignMatrix x;
    List<String> features;
    if (isNpy(xFile)) {
      x = NpyReader.readMatrix(xFile);
      features = List.of();
    } else {
      Table table = CsvReader.read(xFile);
      x = table.values();
      features = table.columns();
    }
    double[] y = vector(yFile);
    try {
      return new Dataset(x, y, features);
    } catch (BadDataException e) {
      throw FileError.at(yFile, e);
    }
  }

  private static void check(Path xFile, Path yFile, Dataset data) {
    try {
      data.x().requireFinite();
    } catch (BadDataException e) {
      throw FileError.at(xFile, e);
    }
    checkTarget(yFile, data.y());
    if (data.x().isZero()) {
      throw FileError.at(
          xFile, "X is all zeros, so it says nothing about y; check how it was saved");
    }
  }

  private static void checkTarget(Path yFile, double[] y) {
    for (int i = 0; i < y.length; i++) {
      if (!Double.isFinite(y[i])) {
        throw FileError.at(
            yFile, "y holds " + y[i] + " at entry " + i + " (counted from 0); remove or impute it");
      }
    }
  }

  private static void requireKnown(Path file) {
    if (!isNpy(file) && !hasExtension(file, ".csv")) {
      throw FileError.at(file, "has no known extension; give a .npy or .csv file");
    }
  }

  private static boolean isNpy(Path file) {
    return hasExtension(file, ".npy");
  }

  private static boolean hasExtension(Path file, String extension) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(extension);
  }
}
