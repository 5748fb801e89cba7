package dev.mirrorflow.lab.report;

import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.Certificate;
import dev.mirrorflow.bias.ColumnLimit;
import dev.mirrorflow.bias.LimitAttempt;
import dev.mirrorflow.bias.Projection;
import dev.mirrorflow.lab.input.DesignProblem;
import dev.mirrorflow.lab.input.TheoryOptions.Theory;
import dev.mirrorflow.sweep.CrossValidation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The limits of the gradient flow for some α, to be printed and written. One that could not be
 * certified is a row without numbers, and is said first.
 *
 * @param problem what they are the limits of, for JSON
 * @param note what is to be known about a rank-deficient or ill-conditioned X, empty if nothing
 * @param distanceToRange ‖y - Py‖/‖y‖, P the projection onto the range of X; 0 if y is in it
 * @param points in the order of α asked for
 * @param thetas those of the points, where they are in memory
 */
public record LimitReport(
    Map<String, Object> problem,
    String note,
    double distanceToRange,
    List<Point> points,
    Optional<ThetaRows> thetas)
    implements Report {

  /**
   * The limit of one α.
   *
   * @param certificate empty if it could not be certified
   * @param failure why it could not, otherwise empty
   * @param expected what theory expects
   */
  public record Point(
      double alpha,
      int newtonSteps,
      Optional<Certificate> certificate,
      Evaluation evaluation,
      String failure,
      Expected expected) {

    /** A limit whose θ is in memory that was tried for. */
    public static Point of(DesignProblem problem, LimitAttempt<Projection> attempt) {
      return attempt
          .limit()
          .map(limit ->
              new Point(
                  attempt.alpha(),
                  limit.newtonSteps(),
                  Optional.of(limit.certificate()),
                  Evaluation.of(problem, limit.theta()),
                  "",
                  Expected.NOTHING))
          .orElseGet(() -> failed(attempt));
    }

    /** A limit of an X by columns that was tried for. */
    public static Point ofColumns(LimitAttempt<ColumnLimit> attempt) {
      return attempt
          .limit()
          .map(limit ->
              new Point(
                  attempt.alpha(),
                  limit.newtonSteps(),
                  Optional.of(limit.certificate()),
                  Evaluation.ofNorms(limit.l1(), limit.l2()),
                  "",
                  Expected.NOTHING))
          .orElseGet(() -> failed(attempt));
    }

    private static Point failed(LimitAttempt<?> attempt) {
      return new Point(
          attempt.alpha(),
          0,
          Optional.empty(),
          Evaluation.none(),
          attempt.failure(),
          Expected.NOTHING);
    }

    private Point beside(Theory theory) {
      Expected beside = new Expected(Optional.of(theory.at(alpha)));
      return new Point(alpha, newtonSteps, certificate, evaluation, failure, beside);
    }
  }

  /** The same beside what theory expects. */
  public LimitReport beside(Theory theory) {
    List<Point> all = points.stream().map(point -> point.beside(theory)).toList();
    return new LimitReport(problem, note, distanceToRange, all, thetas);
  }

  /** Whether every limit is certified. */
  public boolean isCertified() {
    return points.stream().allMatch(point -> point.certificate().isPresent());
  }

  static final Columns<Point> POINTS =
      new Declaration<Point>()
          .number("alpha", "scale α of the start", Point::alpha, "alpha %.3g")
          .count("newtonSteps", "steps of Newton's method", Point::newtonSteps)
          .shown(
              "Newton steps",
              point ->
                  point.certificate().isPresent() ? Integer.toString(point.newtonSteps()) : null)
          .all(Evaluation.COLUMNS, Point::evaluation)
          .all(Expected.COLUMNS, Point::expected)
          .number("primalResidual", "‖Xθ - y‖/‖y‖", proof(Certificate::primalResidual))
          .shown("residual", cell(Certificate::primalResidual))
          .number("stationarity", "of θ in the dual, relative", proof(Certificate::stationarity))
          .shown("stationarity", cell(Certificate::stationarity))
          .number("dualityGap", "relative to the potential", proof(Certificate::dualityGap))
          .shown("gap", cell(Certificate::dualityGap))
          .text("failure", "why it is not certified", Point::failure)
          .columns();

  private static final Columns<LimitReport> SOLVER =
      new Declaration<LimitReport>()
          .text("method", "limit", _ -> "limit")
          .number("tolerance", "to which certificates hold", _ -> BregmanProjection.TOLERANCE)
          .count("newtonSteps", "of all points", LimitReport::newtonSteps)
          .text("note", "on a rank-deficient or ill-conditioned X", LimitReport::note)
          .number(
              "distanceToRange",
              "‖y - Py‖/‖y‖, P the projection onto the range of X",
              LimitReport::distanceToRange)
          .columns();

  /** What the JSON file begins with. */
  static final Columns<LimitReport> HEAD =
      new Declaration<LimitReport>()
          .format("mirrorflow-limit-1")
          .options("problem", "where the data came from", LimitReport::problem)
          .row("solver", "how they were found", SOLVER, report -> report)
          .columns();

  /** The JSON file, the same bytes whenever it is computed. */
  static final Columns<LimitReport> JSON =
      new Declaration<LimitReport>()
          .all(HEAD, report -> report)
          .rows("points", "in the order of α asked for", POINTS, LimitReport::points)
          .columns();

  private static ToDoubleFunction<Point> proof(ToDoubleFunction<Certificate> value) {
    return point ->
        point.certificate().isEmpty() ? Double.NaN : value.applyAsDouble(point.certificate().get());
  }

  private static Function<Point, String> cell(ToDoubleFunction<Certificate> value) {
    return point ->
        point.certificate().isEmpty()
            ? "failed"
            : Table.cell("%.1e", proof(value).applyAsDouble(point));
  }

  @Override
  public void print(PrintWriter out) {
    for (Point point : points) {
      if (point.certificate().isEmpty()) {
        out.println("NOT CERTIFIED: " + point.failure());
      }
    }
    if (!isCertified()) {
      out.println();
    }
    rows().print(out);
    long certified = points.stream().filter(point -> point.certificate().isPresent()).count();
    out.printf(
        Locale.ROOT,
        "%d%s limit%s certified to %.0e, %d Newton steps%n",
        certified,
        isCertified() ? "" : " of " + points.size(),
        points.size() == 1 ? "" : "s",
        BregmanProjection.TOLERANCE,
        newtonSteps());
    if (distanceToRange > 0) {
      out.printf(
          Locale.ROOT,
          "note: no theta interpolates y: %.2g of ‖y‖ is outside the range of X, and the flow ends"
              + " at the least loss, where X theta is y projected onto the range%n",
          distanceToRange);
    }
    if (!note.isEmpty()) {
      out.println("note: " + note);
    }
  }

  @Override
  public Map<String, Object> json() {
    return JSON.json(this);
  }

  @Override
  public Rows<Point> rows() {
    return new Rows<>(POINTS, points);
  }

  /** {@inheritDoc} A row is NaN where the limit is not certified. */
  @Override
  public void writeTheta(Path path) {
    thetas.ifPresent(rows -> rows.write(path));
  }

  @Override
  public void writePlot(Path path) {
    writePlot(path, Optional.empty());
  }

  /** Draws them, with the errors of a cross-validation. */
  void writePlot(Path path, Optional<CrossValidation> validation) {
    AlphaPlot.write(
        path,
        "limit of the gradient flow",
        validation.map(CrossValidation::points).orElse(List.of()),
        points.stream()
            .filter(point -> point.certificate().isPresent())
            .map(point ->
                new AlphaPlot.Point(point.alpha(), point.evaluation(), true, point.expected()))
            .toList());
  }

  private int newtonSteps() {
    return points.stream().mapToInt(point -> point.newtonSteps()).sum();
  }
}
