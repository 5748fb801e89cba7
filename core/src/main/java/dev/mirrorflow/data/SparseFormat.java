package dev.mirrorflow.data;

import dev.mirrorflow.design.SparseMatrix;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The formats of files that keep a sparse X, told by the file's name; packed if that ends in .gz.
 */
public enum SparseFormat {
  /** X and y in a text, see {@link SvmlightReader}. */
  SVMLIGHT(".svm", ".svmlight", ".libsvm"),
  /** A text, see {@link MatrixMarketReader}. */
  MATRIX_MARKET(".mtx"),
  /** SciPy's archive, see {@link SparseNpzReader}. */
  NPZ(".npz");

  private static final String PACKED = ".gz";

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes it one
  private final List<String> extensions;

  SparseFormat(String... extensions) {
    this.extensions = List.of(extensions);
  }

  /** The format that the name of a file to write promises, if it is one of them. */
  public static Optional<SparseFormat> named(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    boolean packed = name.endsWith(PACKED);
    String base = packed ? name.substring(0, name.length() - PACKED.length()) : name;
    return Arrays.stream(values())
        .filter(format -> format != NPZ || !packed)
        .filter(format -> format.extensions.stream().anyMatch(base::endsWith))
        .findFirst();
  }

  /**
   * The format of a file that is there: an archive may be one of dense arrays, too.
   *
   * @throws dev.mirrorflow.error.BadDataException naming the file, if it is named .npz and is none
   */
  public static Optional<SparseFormat> of(Path file) {
    return named(file).filter(format -> format != NPZ || SparseNpzReader.isSparse(file));
  }

  /**
   * X in a file of this format.
   *
   * @param features how svmlight names them
   * @throws dev.mirrorflow.error.BadDataException naming the file, if it cannot be used
   */
  public SparseMatrix readMatrix(Path file, SvmlightReader.Features features) {
    return switch (this) {
      case SVMLIGHT -> SvmlightReader.read(file, features).data().x();
      case MATRIX_MARKET -> MatrixMarketReader.read(file);
      case NPZ -> SparseNpzReader.read(file);
    };
  }
}
