package dev.mirrorflow.lab.input;

import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.DatasetReader;
import dev.mirrorflow.data.SparseDataset;
import dev.mirrorflow.data.SparseDatasetReader;
import dev.mirrorflow.data.SparseFormat;
import dev.mirrorflow.data.SvmlightReader.Content;
import dev.mirrorflow.data.SvmlightReader.Features;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.lab.files.Reads;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that name files of data. */
final class FileOptions {

  @Reads
  @Option(
      names = "--x",
      paramLabel = "FILE",
      description = {
        "design matrix X, n x d: .npy, .npz, or a table of text such as .csv; sparse as SciPy's"
            + " .npz, Matrix Market's .mtx or svmlight's .svm; each but .npz also .gz; or computed:"
            + " dct:N:D:SEED, hadamard:N:D:SEED are N rows of a transform of length D"
      })
  private Path x;

  @Reads
  @Option(names = "--y", paramLabel = "FILE", description = "targets y, n values, likewise")
  private Path y;

  @Reads
  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "X and y in one table of text such as .csv, with --target")
  private Path csv;

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description =
          "the column that is y, of --csv or of several in --y: a name, or a position from 0")
  private String target;

  @Reads
  @Option(
      names = "--svm",
      paramLabel = "FILE",
      description = "sparse X and y in one file of svmlight or libsvm, also .gz")
  private Path svm;

  @Reads
  @Option(names = "--test-x", paramLabel = "FILE", description = "design matrix of the test set")
  private Path testX;

  @Reads
  @Option(names = "--test-y", paramLabel = "FILE", description = "targets of the test set")
  private Path testY;

  @Reads
  @Option(
      names = "--test-svm",
      paramLabel = "FILE",
      description = "the test set in one file of svmlight or libsvm")
  private Path testSvm;

  @ArgGroup(validate = false, heading = "%nHow tables of text are written:%n", order = 2)
  private final TextOptions text = new TextOptions();

  @ArgGroup(validate = false)
  private final SvmlightOptions svmlight = new SvmlightOptions();

  private Optional<Content> sparse;
  private DatasetReader reader;

  /**
   * X, if it is computed.
   *
   * @throws BadDataException if its name is not that of one
   */
  Optional<ComputedX> computed() {
    return x == null ? Optional.empty() : ComputedX.of(x.toString());
  }

  /** y of a computed X, if it is given. */
  Optional<double[]> target() {
    return Optional.ofNullable(y).map(file -> reader().target(file));
  }

  /** Whether the training data come from files. */
  boolean isGiven() {
    return x != null || y != null || csv != null || target != null || svm != null;
  }

  /** What is wrong with the combination of options, if anything. */
  Optional<String> conflict() {
    if (computed().isPresent() && hasTest()) {
      return Optional.of("a computed X has no test set; leave --test-x and --test-svm out");
    }
    if ((x == null) != (y == null) && computed().isEmpty()) {
      return Optional.of(x == null ? "--y needs --x" : "--x needs --y");
    }
    if (csv == null && y == null && target != null) {
      return Optional.of("--target needs --csv or --y");
    }
    if (csv != null && target == null) {
      return Optional.of("--csv needs --target COLUMN");
    }
    if ((testX == null) != (testY == null)) {
      return Optional.of(testX == null ? "--test-y needs --test-x" : "--test-x needs --test-y");
    }
    if (x != null && csv != null) {
      return Optional.of("give --x and --y, or --csv and --target, not both");
    }
    if (svm != null && (x != null || csv != null)) {
      return Optional.of("give --svm alone: it holds X and y");
    }
    if (testX != null && testSvm != null) {
      return Optional.of("give --test-x and --test-y, or --test-svm, not both");
    }
    if (hasTest() && !isGiven()) {
      return Optional.of(
          (testX == null ? "--test-svm needs" : "--test-x and --test-y need")
              + " training data from files");
    }
    if (svmlight.isGiven() && Stream.of(x, svm, testX, testSvm).noneMatch(this::isSvmlight)) {
      return Optional.of("--features and --index-base are of svmlight files; leave them out");
    }
    return svmlight.conflict().or(text::conflict);
  }

  private boolean isSvmlight(Path file) {
    return file != null
        && (file.equals(svm)
            || file.equals(testSvm)
            || SparseFormat.named(file).equals(Optional.of(SparseFormat.SVMLIGHT)));
  }

  /** X, if it is a .npy file. */
  Optional<Path> matrixFile() {
    return Optional.ofNullable(x)
        .filter(path -> path.toString().toLowerCase(Locale.ROOT).endsWith(".npy"));
  }

  Path targetFile() {
    return y;
  }

  /** y in its file. */
  double[] readTarget() {
    return reader().target(y);
  }

  /** The values of another file of one column. */
  double[] vector(Path file) {
    return new DatasetReader(text.format(), Optional.empty()).target(file);
  }

  /** Whether values may be missing. */
  boolean takesMissing() {
    return text.takesMissing();
  }

  /** How the files were read that have been. */
  List<String> notes() {
    return reader().notes();
  }

  /** What reads all files: that of training decides how that of the test set is read. */
  private DatasetReader reader() {
    if (reader == null) {
      reader = new DatasetReader(text.format(), Optional.ofNullable(target));
    }
    return reader;
  }

  boolean hasTarget() {
    return y != null;
  }

  boolean hasTest() {
    return testX != null || testSvm != null;
  }

  /** Whether X is sparse in its file. */
  boolean isSparse() {
    return svm != null || x != null && computed().isEmpty() && SparseFormat.of(x).isPresent();
  }

  /** The training data, if X is sparse in its file; read once. */
  Optional<SparseDataset> sparse() {
    return sparseContent().map(Content::data);
  }

  private Optional<Content> sparseContent() {
    if (sparse == null) {
      sparse = readSparse(svm, x, y, svmlight.features());
    }
    return sparse;
  }

  private Optional<Content> readSparse(Path svm, Path x, Path y, Features features) {
    if (svm != null) {
      return Optional.of(SparseDatasetReader.readSvmlight(svm, features));
    }
    return x == null || SparseFormat.of(x).isEmpty()
        ? Optional.empty()
        : Optional.of(SparseDatasetReader.read(x, y, features, reader()));
  }

  /** The test set of training data whose X is sparse. */
  Optional<SparseDataset> sparseTest() {
    if (!hasTest()) {
      return Optional.empty();
    }
    Content train = sparseContent().orElseThrow();
    SparseDataset test =
        readSparse(testSvm, testX, testY, train.features())
            .map(Content::data)
            .orElseGet(() -> SparseDataset.of(reader().pair(testX, testY)));
    train.data().requireSameFeatures(test);
    return Optional.of(test);
  }

  /** The training data, made dense if X is sparse in its file. */
  Dataset train() {
    if (sparse().isPresent()) {
      return dense(sparse().get());
    }
    return csv != null ? reader().table(csv) : reader().pair(x, y);
  }

  private Dataset dense(SparseDataset data) {
    try {
      return data.dense();
    } catch (BadDataException e) {
      throw new BadDataException(
          description()
              + ": is sparse, but taken as an array here: "
              + e.getMessage()
              + ", or take limit, basis-pursuit, sweep, flow, effective or saddles, which keep it"
              + " sparse",
          e);
    }
  }

  /** The test set, made dense if it is sparse in its file. */
  Optional<Dataset> test(Dataset train) {
    if (!hasTest()) {
      return Optional.empty();
    }
    Features features =
        sparseContent()
            .map(Content::features)
            .orElseGet(() -> svmlight.ofTest(train.x().columns()));
    Dataset test =
        readSparse(testSvm, testX, testY, features)
            .map(content -> dense(content.data()))
            .orElseGet(() -> reader().pair(testX, testY));
    train.requireSameFeatures(test);
    return Optional.of(test);
  }

  Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    if (csv != null) {
      summary.put("csv", csv.toString());
      summary.put("target", target);
    } else if (svm != null) {
      summary.put("svm", svm.toString());
    } else {
      summary.put("x", x.toString());
      summary.put("y", y == null ? null : y.toString());
      if (target != null) {
        summary.put("target", target);
      }
    }
    if (testX != null) {
      summary.put("testX", testX.toString());
      summary.put("testY", testY.toString());
    } else if (testSvm != null) {
      summary.put("testSvm", testSvm.toString());
    }
    sparse().ifPresent(data -> summary.put("entries", data.x().entries()));
    return summary;
  }

  String description() {
    return Stream.of(csv, svm, x).filter(Objects::nonNull).findFirst().orElseThrow().toString();
  }
}
