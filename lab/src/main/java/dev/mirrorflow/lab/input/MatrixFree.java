package dev.mirrorflow.lab.input;

import dev.mirrorflow.data.SparseDataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.design.Design;
import dev.mirrorflow.design.SparseMatrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes a {@link DesignProblem} of an X that is kept as its products: sparse, or computed. */
final class MatrixFree {

  private MatrixFree() {}

  /**
   * The data of files whose X is sparse.
   *
   * @throws dev.mirrorflow.error.BadDataException if the test set cannot be used
   */
  static DesignProblem sparse(FileOptions files, SparseDataset train, Features features) {
    Optional<TestSet> test = files.sparseTest().map(data -> new TestSet(data.x(), data.y(), 0));
    SparseMatrix x = train.x();
    Map<String, Object> summary = new LinkedHashMap<>(files.summary());
    summary.put("n", x.rows());
    summary.put("d", x.columns());
    summary.put("testSamples", test.map(set -> set.y().length).orElse(0));
    String note =
        String.format(
            Locale.ROOT,
            "%s: n = %d samples, d = %d features, %d entries (%.3g%%), kept sparse%s",
            files.description(),
            x.rows(),
            x.columns(),
            x.entries(),
            100.0 * x.entries() / x.rows() / x.columns(),
            test.map(set -> ", " + set.y().length + " test samples").orElse(""));
    return new DesignProblem(
        x, train.y(), test, Optional.empty(), summary, List.of(note), features);
  }

  /**
   * A computed X, with y from its file or made of a planted θ*.
   *
   * @throws dev.mirrorflow.error.BadDataException if y cannot be used
   */
  static DesignProblem computed(
      FileOptions files,
      ComputedX named,
      SyntheticOptions synthetic,
      long seed,
      Features features) {
    Design x = named.design();
    Optional<SyntheticProblem> planted =
        files.hasTarget() ? Optional.empty() : Optional.of(named.planted(synthetic, seed));
    double[] y = planted.map(problem -> problem.targets(x)).or(files::target).orElseThrow();
    Map<String, Object> summary = new LinkedHashMap<>(files.summary());
    planted.ifPresent(problem -> summary.putAll(SyntheticOptions.summary(problem)));
    summary.put("n", x.rows());
    summary.put("d", x.columns());
    summary.put("testSamples", 0);
    String note =
        "%s: n = %d samples, d = %d features, computed%s"
            .formatted(
                files.description(),
                x.rows(),
                x.columns(),
                planted
                    .map(problem -> ", y from a theta* of " + problem.k() + " entries")
                    .orElse(""));
    return new DesignProblem(
        x,
        y,
        Optional.empty(),
        planted.map(SyntheticProblem::thetaStar),
        summary,
        List.of(note),
        features);
  }
}
