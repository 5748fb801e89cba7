package dev.mirrorflow.lab.input;

import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SparseDataset;
import dev.mirrorflow.data.Standardizer;
import dev.mirrorflow.design.DenseDesign;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.Precision;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.LinearSolutions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes a {@link Problem} of data, and keeps account of what was done to them. */
final class ProblemBuilder {

  private static final int MOST_TEST_SAMPLES = 1000;
  private static final int LEAST_TEST_SAMPLES = 10;
  private static final int TEST_ENTRIES = 20_000_000;

  private final List<String> notes = new ArrayList<>();
  private final Map<String, Object> summary = new LinkedHashMap<>();
  private DesignMatrix x;
  private final double[] y;
  private Optional<Dataset> test;
  private double intercept;
  private Optional<double[]> thetaStar = Optional.empty();
  private Features features = Features.NONE;
  private String description = "";

  ProblemBuilder(Dataset train, Optional<Dataset> test) {
    this.x = train.x();
    this.y = train.y().clone();
    this.test = test;
  }

  /** How many fresh test samples of d features to draw. */
  static int testSamples(int d) {
    return Math.clamp(TEST_ENTRIES / d, LEAST_TEST_SAMPLES, MOST_TEST_SAMPLES);
  }

  ProblemBuilder describedBy(String text, Map<String, Object> values) {
    description = text;
    summary.putAll(values);
    return this;
  }

  /** Says that X was sparse in its file. */
  void madeDense(SparseDataset data) {
    noteEntries(data, "made dense", 8.0 * data.x().rows() * data.x().columns());
  }

  /** Says that X is sparse. */
  ProblemBuilder keptSparse(SparseDataset data) {
    noteEntries(data, "kept sparse, by rows", (double) x.bytes());
    return this;
  }

  private void noteEntries(SparseDataset data, String form, double bytes) {
    double n = data.x().rows();
    double d = data.x().columns();
    notes.add(
        String.format(
            Locale.ROOT,
            "X is sparse (%d entries, %.3g%%), %s: %.3g MB",
            data.x().entries(),
            100 * data.x().entries() / (n * d),
            form,
            bytes / 1e6));
  }

  /** Keeps what there is to say on how the data were read. */
  ProblemBuilder noting(List<String> more) {
    notes.addAll(more);
    if (!more.isEmpty()) {
      summary.put("dataNotes", more);
    }
    return this;
  }

  /** Keeps the names of the features, which results record. */
  ProblemBuilder calling(Features called) {
    features = called;
    if (called.haveNames()) {
      summary.put("features", called.names());
    }
    return this;
  }

  ProblemBuilder knowing(double[] truth) {
    thetaStar = Optional.of(truth);
    return this;
  }

  /** Standardizes X on the training samples, and centres y: its mean becomes the intercept. */
  private void standardized() {
    Standardizer standardizer = Standardizer.fit(x);
    centred(standardizer);
    summary.put("constantFeatures", standardizer.constantFeatures());
    int constant = standardizer.constantFeatures();
    notes.add(
        String.format(
            Locale.ROOT,
            "standardized: features to mean 0 and deviation 1%s; the mean of y, %.4g, is the"
                + " intercept",
            constant == 0 ? "" : " (" + constant + " constant ones only centred)",
            intercept));
  }

  /** The same, but for the scale of X. */
  private void centred() {
    centred(Standardizer.centring(x));
    notes.add(
        String.format(
            Locale.ROOT,
            "centred: features to mean 0; the mean of y, %.4g, is the intercept, which nothing"
                + " penalises",
            intercept));
  }

  private void centred(Standardizer standardizer) {
    x = standardizer.apply(x);
    test = test.map(data -> new Dataset(standardizer.apply(data.x()), data.y(), data.features()));
    for (int i = 0; i < y.length; i++) {
      intercept += (y[i] - intercept) / (i + 1);
    }
    for (int i = 0; i < y.length; i++) {
      y[i] -= intercept;
    }
  }

  /** The problem, its X standardized or centred if asked for, then kept in the given precision. */
  Problem build(boolean standardize, boolean centre, Precision precision) {
    if (standardize) {
      standardized();
    } else if (centre) {
      centred();
    }
    x = x.in(precision);
    if (precision == Precision.SINGLE) {
      summary.put("xPrecision", "single");
      notes.add("X is kept in single precision: its entries are rounded to 24 bits");
    }
    LeastSquares train = new LeastSquares(x, y);
    Optional<LinearSolutions> closedForm = LinearSolutions.whereAffordable(train);
    double minimum = closedForm.map(LinearSolutions::minimumLoss).orElse(0.0);
    summarise(train, closedForm, minimum);
    Optional<String> misfit = misfit(train, closedForm, minimum);
    return new Problem(
        train,
        test.map(data -> new TestSet(new DenseDesign(data.x()), data.y(), intercept)),
        thetaStar,
        closedForm,
        minimum,
        summary,
        notes,
        features,
        misfit);
  }

  private void summarise(LeastSquares train, Optional<LinearSolutions> closedForm, double minimum) {
    summary.put("n", train.samples());
    summary.put("d", train.features());
    summary.put("intercept", intercept);
    summary.put("testSamples", test.map(data -> data.x().rows()).orElse(0));
    summary.put("lossAtZero", train.lossAtZero());
    summary.put("minimumLoss", closedForm.isPresent() ? minimum : null);
    summary.put("rank", closedForm.map(LinearSolutions::rank).orElse(null));
    notes.addFirst(
        String.format(
            Locale.ROOT,
            "%s: n = %d samples, d = %d features%s",
            description,
            train.samples(),
            train.features(),
            test.map(data -> ", " + data.x().rows() + " test samples").orElse("")));
  }

  private static Optional<String> misfit(
      LeastSquares train, Optional<LinearSolutions> closedForm, double minimum) {
    if (minimum > 0) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "X cannot interpolate y (%s): the least training loss is %.4g = %.3g R(0)",
              closedForm.orElseThrow().rankDescription(),
              minimum,
              minimum / train.lossAtZero()));
    }
    return closedForm.isEmpty() && train.samples() > train.features()
        ? Optional.of(
            "X has more rows than columns and is too large for its closed form here: convergence"
                + " is judged as if it could interpolate y")
        : Optional.empty();
  }
}
