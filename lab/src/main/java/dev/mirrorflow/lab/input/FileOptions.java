package dev.mirrorflow.lab.input;

import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.DatasetReader;
import dev.mirrorflow.lab.files.Reads;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name files of data. */
final class FileOptions {

  @Reads
  @Option(names = "--x", paramLabel = "FILE", description = "design matrix X, .npy or .csv, n x d")
  private Path x;

  @Reads
  @Option(names = "--y", paramLabel = "FILE", description = "targets y, .npy or .csv, n values")
  private Path y;

  @Reads
  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "X and y in one .csv with a header, with --target")
  private Path csv;

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description = "the column of --csv that is y; all others are features")
  private String target;

  @Reads
  @Option(names = "--test-x", paramLabel = "FILE", description = "design matrix of the test set")
  private Path testX;

  @Reads
  @Option(names = "--test-y", paramLabel = "FILE", description = "targets of the test set")
  private Path testY;

  /** Whether the training data come from files. */
  boolean isGiven() {
    return x != null || y != null || csv != null || target != null;
  }

  /** What is wrong with the combination of options, if anything. */
  Optional<String> conflict() {
    if ((x == null) != (y == null)) {
      return Optional.of(x == null ? "--y needs --x" : "--x needs --y");
    }
    if ((csv == null) != (target == null)) {
      return Optional.of(csv == null ? "--target needs --csv" : "--csv needs --target COLUMN");
    }
    if ((testX == null) != (testY == null)) {
      return Optional.of(testX == null ? "--test-y needs --test-x" : "--test-x needs --test-y");
    }
    if (x != null && csv != null) {
      return Optional.of("give --x and --y, or --csv and --target, not both");
    }
    if (testX != null && !isGiven()) {
      return Optional.of("--test-x and --test-y need training data from files");
    }
    return Optional.empty();
  }

  /** X, if it is a .npy file. */
  Optional<Path> matrixFile() {
    return Optional.ofNullable(x)
        .filter(path -> path.toString().toLowerCase(Locale.ROOT).endsWith(".npy"));
  }

  Path targetFile() {
    return y;
  }

  boolean hasTest() {
    return testX != null;
  }

  Dataset train() {
    return csv != null ? DatasetReader.readCsv(csv, target) : DatasetReader.read(x, y);
  }

  Optional<Dataset> test() {
    return testX == null ? Optional.empty() : Optional.of(DatasetReader.read(testX, testY));
  }

  Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    if (csv != null) {
      summary.put("csv", csv.toString());
      summary.put("target", target);
    } else {
      summary.put("x", x.toString());
      summary.put("y", y.toString());
    }
    if (testX != null) {
      summary.put("testX", testX.toString());
      summary.put("testY", testY.toString());
    }
    return summary;
  }

  String description() {
    return csv != null ? csv.toString() : x.toString();
  }
}
