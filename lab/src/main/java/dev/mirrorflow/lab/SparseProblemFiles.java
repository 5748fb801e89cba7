package dev.mirrorflow.lab;

import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.data.SparseDataset;
import dev.mirrorflow.data.SparseFormat;
import dev.mirrorflow.data.SyntheticSparseProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The files of a sparse problem, which are named after that of its X: a test set of the same format
 * and θ* beside it, and y where the format does not hold it.
 */
record SparseProblemFiles(
    Path x, Path testX, Path thetaStar, Optional<Path> y, Optional<Path> testY) {

  /**
   * Those of an X.
   *
   * @param x its name has the ending of a {@link SparseFormat}
   */
  static SparseProblemFiles of(Path x) {
    String name = x.getFileName().toString();
    int packed = name.toLowerCase(Locale.ROOT).endsWith(".gz") ? 3 : 0;
    int dot = name.lastIndexOf('.', name.length() - packed - 1);
    String stem = name.substring(0, dot);
    boolean holdsTargets = SparseFormat.named(x).equals(Optional.of(SparseFormat.SVMLIGHT));
    Function<String, Optional<Path>> targets =
        file -> holdsTargets ? Optional.empty() : Optional.of(x.resolveSibling(stem + file));
    return new SparseProblemFiles(
        x,
        x.resolveSibling(stem + "_test" + name.substring(dot)),
        x.resolveSibling(stem + "_theta_star.npy"),
        targets.apply("_y.npy"),
        targets.apply("_test_y.npy"));
  }

  /** All of them. */
  List<Path> all() {
    return Stream.concat(
            Stream.of(x, testX, thetaStar), Stream.of(y, testY).flatMap(Optional::stream))
        .toList();
  }

  /** Makes and writes the problem. */
  void write(SyntheticSparseProblem problem, int testSamples) {
    write(problem.training(), x, y);
    write(problem.test(testSamples), testX, testY);
    NpyWriter.write(thetaStar, problem.problem().thetaStar());
  }

  private static void write(SparseDataset data, Path x, Optional<Path> y) {
    SparseSamples samples = new SparseSamples(data.x(), Optional.of(data.y()));
    samples.writeTo(x, false);
    y.ifPresent(samples::writeTargetsTo);
  }

  /** The options that give the problem to a command. */
  String options(Function<Path, String> quoted) {
    return y.map(targets -> "--x " + quoted.apply(x) + " --y " + quoted.apply(targets))
        .orElseGet(() -> "--svm " + quoted.apply(x));
  }
}
