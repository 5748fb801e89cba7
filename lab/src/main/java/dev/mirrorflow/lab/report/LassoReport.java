package dev.mirrorflow.lab.report;

import dev.mirrorflow.bias.LassoPath;
import dev.mirrorflow.bias.Penalty;
import dev.mirrorflow.lab.input.DesignProblem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The lasso for some λ, to be printed and written.
 *
 * @param penalty what λ is times, as results record it
 * @param points in the order of λ asked for
 * @param largest from this λ on, θ = 0 but for free entries
 */
public record LassoReport(
    DesignProblem problem, Map<String, Object> penalty, List<Point> points, double largest)
    implements Report {

  private static final int MOST_DRAWN = Charts.SERIES.size();

  /** One λ. */
  record Point(LassoPath.Point end, Evaluation evaluation, NonZeros entries) {

    double lambda() {
      return end.lambda();
    }

    double[] theta() {
      return end.theta();
    }

    boolean isCertified() {
      return end.holds(LassoPath.TOLERANCE);
    }
  }

  static final Columns<Point> POINTS =
      new Declaration<Point>()
          .number("lambda", "λ", Point::lambda, "lambda %.4g")
          .count("entries", "of θ that are not 0", point -> point.entries().count(), "entries")
          .notInJson()
          .number(
              "objective", "‖Xθ - y‖²/2n + λ penalty", p -> p.end().objective(), "objective %.6g")
          .last()
          .number("dualityGap", "what θ is from the least at most", p -> p.end().gap(), "gap %.1e")
          .last()
          .flag("certified", "whether the gap is small enough", Point::isCertified)
          .notInCsv()
          .count("exchanges", "of the active set", point -> point.end().exchanges())
          .notInCsv()
          .all(Evaluation.COLUMNS, Point::evaluation)
          .all(NonZeros.COLUMNS.inJsonAlone(), Point::entries)
          .columns();

  /** The JSON file. */
  static final Columns<LassoReport> JSON =
      new Declaration<LassoReport>()
          .format("mirrorflow-lasso-1")
          .options("problem", "where the data came from", report -> report.problem().summary())
          .options("penalty", "what λ is times", LassoReport::penalty)
          .number("tolerance", "of gaps, relative to the objective", _ -> LassoPath.TOLERANCE)
          .number(
              "largestLambda", "from there on, θ = 0 but for free entries", LassoReport::largest)
          .rows("points", "in the order of λ asked for", POINTS, LassoReport::points)
          .columns();

  /**
   * The lasso of the training samples for these λ.
   *
   * @param summary the penalty as results record it
   */
  public static LassoReport of(
      DesignProblem problem, Penalty penalty, Map<String, Object> summary, double[] lambdas) {
    List<LassoPath.Point> points = LassoPath.of(problem.x(), problem.y(), penalty, lambdas);
    return new LassoReport(
        problem,
        summary,
        points.stream()
            .map(point ->
                new Point(
                    point,
                    Evaluation.of(problem, point.theta()),
                    NonZeros.of(point.theta(), problem.features())))
            .toList(),
        LassoPath.largest(problem.x(), problem.y(), penalty));
  }

  /** Whether every gap is small enough. */
  public boolean isCertified() {
    return points.stream().allMatch(Point::isCertified);
  }

  @Override
  public void print(PrintWriter out) {
    long certified = points.stream().filter(Point::isCertified).count();
    if (!isCertified()) {
      out.printf(
          Locale.ROOT,
          "NOT CERTIFIED: %d of %d gaps are above %.0e of the objective; a larger lambda, or"
              + " columns that are less alike, would help%n%n",
          points.size() - certified,
          points.size(),
          LassoPath.TOLERANCE);
    }
    rows().print(out);
    out.printf(
        Locale.ROOT,
        "%d of %d gaps within %.0e of the objective; no penalised entry from lambda = %.6g on%n",
        certified,
        points.size(),
        LassoPath.TOLERANCE,
        largest);
  }

  @Override
  public Map<String, Object> json() {
    return JSON.json(this);
  }

  @Override
  public Rows<?> rows() {
    return new Rows<>(POINTS, points);
  }

  @Override
  public void writeTheta(Path file) {
    ThetaRows.of(points.stream().map(Point::theta), problem.x().columns()).write(file);
  }

  /** Draws the largest coordinates and the errors against λ. */
  @Override
  public void writePlot(Path file) {
    List<Point> rising = points.stream().sorted(Comparator.comparingDouble(Point::lambda)).toList();
    double[] lambdas = rising.stream().mapToDouble(Point::lambda).toArray();
    XYChart paths = Charts.of("The lasso: θ", "λ", "θ_j");
    List<Integer> drawn = largest(rising);
    for (int c = 0; c < drawn.size(); c++) {
      int j = drawn.get(c);
      double[] values = rising.stream().mapToDouble(point -> point.theta()[j]).toArray();
      Charts.line(
          paths,
          problem.features().haveNames() ? problem.features().name(j) : "θ_" + j,
          lambdas,
          values,
          Charts.SERIES.get(c),
          SeriesMarkers.NONE);
    }
    XYChart errors = Charts.of("The lasso: errors", "λ", "mean squared error");
    double[] train =
        rising.stream().mapToDouble(point -> problem.meanSquaredError(point.theta())).toArray();
    Charts.scaleY(errors, train);
    Charts.line(errors, "training", lambdas, train, Charts.GREY, SeriesMarkers.NONE);
    if (problem.test().isPresent()) {
      double[] test =
          rising.stream()
              .mapToDouble(point -> problem.test().get().meanSquaredError(point.theta()))
              .toArray();
      Charts.line(errors, "test", lambdas, test, Charts.BLUE, SeriesMarkers.CIRCLE);
    }
    Charts.write(file, List.of(paths, errors));
  }

  private List<Integer> largest(List<Point> rising) {
    double[] size = new double[problem.x().columns()];
    for (Point point : rising) {
      for (int j = 0; j < size.length; j++) {
        size[j] = Math.max(size[j], Math.abs(point.theta()[j]));
      }
    }
    return IntStream.range(0, size.length)
        .boxed()
        .filter(j -> size[j] > 0)
        .sorted(Comparator.comparingDouble(j -> -size[j]))
        .limit(MOST_DRAWN)
        .toList();
  }
}
