package dev.mirrorflow.lab.report;

import dev.mirrorflow.sweep.CrossValidation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The limits for some α and their test errors by cross-validation, to be printed and written.
 *
 * @param limits of all samples
 * @param validation of the same α
 * @param seed of the folds
 */
public record CrossValidationReport(LimitReport limits, CrossValidation validation, long seed)
    implements Report {

  /** One α. */
  record Point(LimitReport.Point limit, CrossValidation.Point fold, String choice) {}

  static final Columns<Point> POINTS =
      new Declaration<Point>()
          .all(LimitReport.POINTS, Point::limit)
          .number("cvError", "mean squared error on the folds", point -> point.fold().error())
          .number("cvStandardError", "of that", point -> point.fold().standardError())
          .columns();

  /** The table below that of the limits. */
  private static final Columns<Point> ERRORS =
      new Declaration<Point>()
          .value("alpha %.3g", point -> point.fold().alpha())
          .value("cv error %.4g", point -> point.fold().error())
          .value("standard error %.2g", point -> point.fold().standardError())
          .cell("choice", Point::choice)
          .columns();

  private static final Columns<CrossValidationReport> CHOICE =
      new Declaration<CrossValidationReport>()
          .count("folds", "parts that the samples were parted into", r -> r.validation().folds())
          .count("seed", "of the folds", CrossValidationReport::seed)
          .number("best", "α of the least error", r -> alpha(r.validation().best()))
          .number(
              "oneStandardError",
              "smallest α whose error is at most the least and its standard error",
              report -> alpha(report.validation().oneStandardError()))
          .texts("failures", "what is not certified", report -> report.validation().failures())
          .columns();

  /** The JSON file. */
  static final Columns<CrossValidationReport> JSON =
      new Declaration<CrossValidationReport>()
          .all(LimitReport.HEAD, CrossValidationReport::limits)
          .row("crossValidation", "what it chooses", CHOICE, report -> report)
          .rows("points", "in the order of α asked for", POINTS, CrossValidationReport::points)
          .columns();

  /** Whether every limit is certified, of all samples and of those without a fold. */
  public boolean isCertified() {
    return limits.isCertified() && validation.failures().isEmpty();
  }

  private static double alpha(Optional<CrossValidation.Point> point) {
    return point.map(CrossValidation.Point::alpha).orElse(Double.NaN);
  }

  private List<Point> points() {
    List<CrossValidation.Point> folds = validation.points();
    return IntStream.range(0, folds.size())
        .mapToObj(k -> new Point(limits.points().get(k), folds.get(k), choice(folds.get(k))))
        .toList();
  }

  private String choice(CrossValidation.Point point) {
    boolean isBest = validation.best().filter(point::equals).isPresent();
    boolean isWithin = validation.oneStandardError().filter(point::equals).isPresent();
    return isBest && isWithin
        ? "best, one standard error"
        : isBest ? "best" : isWithin ? "one standard error" : null;
  }

  @Override
  public void print(PrintWriter out) {
    limits.print(out);
    out.printf(Locale.ROOT, "%n%d-fold cross-validation, seed %d:%n", validation.folds(), seed);
    validation.failures().forEach(failure -> out.println("NOT CERTIFIED: " + failure));
    new Rows<>(ERRORS, points()).print(out);
  }

  @Override
  public Map<String, Object> json() {
    return JSON.json(this);
  }

  @Override
  public Rows<?> rows() {
    return new Rows<>(POINTS, points());
  }

  @Override
  public void writeTheta(Path path) {
    limits.writeTheta(path);
  }

  @Override
  public void writePlot(Path path) {
    limits.writePlot(path, Optional.of(validation));
  }
}
