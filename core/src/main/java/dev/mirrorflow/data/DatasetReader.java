package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import dev.mirrorflow.linalg.DesignMatrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads the data of a problem, X and y, from .npy, .npz or text files (told by the file's
 * extension) and checks that a computation can start from them: shapes that agree, finite values,
 * an X that is not all zeros. Every complaint names the file. What the training set was read as
 * decides how a test set is.
 */
public final class DatasetReader {

  /** What numpy.savez was told to call X and y, where there are several arrays. */
  private static final List<String> X_NAMES = List.of("X", "x");

  private static final List<String> Y_NAMES = List.of("y", "Y");

  private final TextFormat format;
  private final Optional<String> target;
  private Optional<FeatureCoding> coding = Optional.empty();
  private Optional<List<String>> labels = Optional.empty();
  private Optional<MissingValues> missing = Optional.empty();
  private final List<String> notes = new ArrayList<>();

  /**
   * A reader of files of text in this format.
   *
   * @param target the column of y, where there are several; a name, or a position from 0
   */
  public DatasetReader(TextFormat format, Optional<String> target) {
    this.format = format;
    this.target = target;
  }

  /**
   * X and y from two files, in the default format.
   *
   * @param xFile n x d; a header of a text gives the feature names
   * @param yFile n values
   * @throws BadDataException with the place and the remedy, if a file cannot be used or the data
   *     fail a check
   */
  public static Dataset read(Path xFile, Path yFile) {
    return new DatasetReader(TextFormat.DEFAULT, Optional.empty()).pair(xFile, yFile);
  }

  /**
   * X and y from one file of text, in the default format.
   *
   * @param target the column that is y; all others are features
   * @throws BadDataException with the place and the remedy, if the file cannot be used, the target
   *     is not one of several columns, or the data fail a check
   */
  public static Dataset readCsv(Path file, String target) {
    return new DatasetReader(TextFormat.DEFAULT, Optional.of(target)).table(file);
  }

  /**
   * y alone.
   *
   * @throws BadDataException with the place and the remedy, if the file cannot be used or a value
   *     is not finite
   */
  public double[] target(Path yFile) {
    Targets y = targets(yFile);
    checkTarget(yFile, y.y());
    return y.y();
  }

  /**
   * X and y from two files. The first that are read are the training set, and decide how words
   * become numbers and what stands for missing values in those after.
   *
   * @param xFile n x d
   * @param yFile n values
   * @throws BadDataException with the place and the remedy, if a file cannot be used or the data
   *     fail a check
   */
  public Dataset pair(Path xFile, Path yFile) {
    DataFormat xFormat = DataFormat.of(xFile);
    DataFormat.of(yFile);
    DesignMatrix x;
    List<String> names = List.of();
    if (xFormat == DataFormat.TEXT) {
      TextTable table = CsvReader.table(xFile, format, columnsOfWords());
      x = features(table, IntStream.range(0, table.columns().size()).toArray());
      names = coding.orElseThrow().names();
      notes.addAll(table.notes());
    } else {
      x = xFormat == DataFormat.NPY ? NpyReader.readMatrix(xFile) : array(xFile, X_NAMES, "X");
    }
    Targets y = targets(yFile);
    Dataset data;
    try {
      data = new Dataset(x, y.y(), names);
    } catch (BadDataException e) {
      throw FileError.at(yFile, e);
    }
    return checked(xFile, yFile, data, y);
  }

  /**
   * X and y from one file of text.
   *
   * @throws BadDataException with the place and the remedy, if the file cannot be used, the target
   *     is not one of several columns, or the data fail a check
   */
  public Dataset table(Path file) {
    TextTable table = CsvReader.table(file, format, columnsOfWords());
    notes.addAll(table.notes());
    int at = table.find("target", target.orElseThrow());
    if (table.columns().size() == 1) {
      throw FileError.at(
          file,
          "the target "
              + FileError.quoted(target.get())
              + " is the only column; X needs at least one");
    }
    Targets y = Targets.of(table, at, labels);
    int[] others = IntStream.range(0, table.columns().size()).filter(j -> j != at).toArray();
    DesignMatrix x = features(table, others);
    return checked(file, file, new Dataset(x, y.y(), coding.orElseThrow().names()), y);
  }

  /** How the files were read and what was done to them, for people. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  private Set<String> columnsOfWords() {
    return coding.map(FeatureCoding::columnsOfWords).orElse(Set.of());
  }

  private DesignMatrix features(TextTable table, int[] columns) {
    if (coding.isEmpty()) {
      coding = Optional.of(FeatureCoding.of(table, columns));
      notes.addAll(coding.get().notes());
    }
    return coding.get().matrix(table, columns);
  }

  private Targets targets(Path yFile) {
    return switch (DataFormat.of(yFile)) {
      case NPY -> Targets.of(NpyReader.readVector(yFile, target));
      case NPZ -> Targets.of(vector(yFile));
      case TEXT -> {
        TextTable table = CsvReader.table(yFile, format.ofTargets(), Set.of());
        yield Targets.of(table, column(table), labels);
      }
    };
  }

  private int column(TextTable table) {
    if (table.columns().size() == 1 && target.isEmpty()) {
      return 0;
    }
    return table.find(
        "target",
        target.orElseThrow(() ->
            FileError.at(
                table.path(),
                "has %d columns but a vector needs one: choose one of %s with --target"
                    .formatted(table.columns().size(), table.names().shown()))));
  }

  private static DesignMatrix array(Path file, List<String> names, String what) {
    try (NpzFile archive = NpzFile.open(file)) {
      return archive.read(archive.choose(names, what), NpyReader::matrix);
    } catch (IOException e) {
      throw FileError.reading(file, e);
    }
  }

  private double[] vector(Path file) {
    try (NpzFile archive = NpzFile.open(file)) {
      return archive.read(archive.choose(Y_NAMES, "y"), array -> NpyReader.vector(array, target));
    } catch (IOException e) {
      throw FileError.reading(file, e);
    }
  }

  private Dataset checked(Path xFile, Path yFile, Dataset read, Targets targets) {
    if (missing.isEmpty()) {
      notes.addAll(targets.notes());
      labels = Optional.of(targets.labels());
    }
    Dataset data;
    try {
      if (missing.isEmpty()) {
        missing = Optional.of(MissingValues.fit(format.missing(), read.x(), read.features()));
      }
      data = missing.get().apply(read, notes);
    } catch (BadDataException e) {
      throw FileError.at(xFile, e);
    }
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
    return data;
  }

  private static void checkTarget(Path yFile, double[] y) {
    for (int i = 0; i < y.length; i++) {
      if (!Double.isFinite(y[i])) {
        throw FileError.at(
            yFile, "y holds " + y[i] + " at entry " + i + " (counted from 0); remove or impute it");
      }
    }
  }
}
