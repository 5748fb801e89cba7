package dev.mirrorflow.lab.report;

import dev.mirrorflow.descent.SharpnessTrace;
import dev.mirrorflow.descent.StepIdentity;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.model.EffectiveStart;
import dev.mirrorflow.model.Norms;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Descents, the limits predicted for them and those they are compared with, to be printed and
 * written.
 *
 * @param descent the options of the descent, as results record them
 * @param note what was done to a rank-deficient or ill-conditioned X, empty if nothing
 * @param points in the order of α, then of the step
 * @param interrupted whether some are missing
 */
public record EffectiveReport(
    Problem problem,
    Map<String, Object> descent,
    String note,
    List<Point> points,
    boolean interrupted)
    implements Report {

  /**
   * A θ to be compared with the one reached.
   *
   * @param effectiveAlpha geometric mean of √|I_j|
   * @param distance ‖θ - θ_reached‖₂ relative to θ_reached
   * @param failure why θ could not be certified, otherwise empty
   */
  public record End(
      String name, double effectiveAlpha, Evaluation evaluation, double distance, String failure) {

    /** Of a limit that could not be certified. */
    public static End failed(String name, EffectiveStart start, String why) {
      return new End(name, start.alpha(), Evaluation.none(), Double.NaN, why);
    }

    private static End diverged() {
      return new End("diverged", Double.NaN, Evaluation.none(), Double.NaN, "");
    }

    /** Evaluates θ, which the gradient flow reaches from the effective start. */
    public static End of(
        Problem problem, String name, EffectiveStart start, double[] theta, double[] reached) {
      return new End(
          name,
          start.alpha(),
          Evaluation.of(problem, theta),
          Norms.relativeDistance(theta, reached),
          "");
    }
  }

  /**
   * One descent.
   *
   * @param alpha its initialisation scale
   * @param beta its momentum
   * @param stable the largest stable step
   * @param ends what it reached, what is predicted and what else there is; empty if it diverged
   * @param sharpness along the way, without momentum
   */
  public record Point(
      double alpha,
      double beta,
      double stable,
      DescentOutcome outcome,
      List<End> ends,
      StepIdentity identity,
      Optional<SharpnessTrace> sharpness) {

    /** The rows of a table: the ends, or that it diverged. */
    private Stream<Row> rows() {
      List<End> all = ends.isEmpty() ? List.of(End.diverged()) : ends;
      return IntStream.range(0, all.size()).mapToObj(i -> new Row(this, all.get(i), i == 0));
    }

    private List<Recorded> records() {
      return sharpness.stream()
          .flatMap(of -> IntStream.range(0, of.trace().size()).mapToObj(i -> new Recorded(of, i)))
          .toList();
    }

    double step() {
      return outcome.result().lastStep();
    }

    /** λ = η/(1-β)². */
    double lambda() {
      return step() / ((1 - beta) * (1 - beta));
    }

    /** λmax η/2 at the end, at most 1 where gradient descent settles; NaN with momentum. */
    double edge() {
      return sharpness.map(trace -> trace.last() * step() / 2).orElse(Double.NaN);
    }
  }

  /** An end of a descent; the first is the one it reached. */
  record Row(Point point, End end, boolean isFirst) {}

  /** A record of the trace of the sharpness. */
  record Recorded(SharpnessTrace of, int at) {}

  private static final Columns<End> ENDS =
      new Declaration<End>()
          .text("end", "what came to it", End::name)
          .shown("end")
          .number(
              "effectiveAlpha",
              "geometric mean of √|I_j|",
              End::effectiveAlpha,
              "effective alpha %.5g")
          .all(Evaluation.COLUMNS, End::evaluation)
          .number("distanceToReached", "‖θ - θ_reached‖/‖θ_reached‖", End::distance)
          .text("failure", "why it is not certified", End::failure)
          .columns();

  /** For tables and CSV. */
  static final Columns<Row> ROWS =
      new Declaration<Row>()
          .number("alpha", "scale α of the start", row -> row.point().alpha())
          .shown("alpha", ofFirst(point -> Table.cell("%.3g", point.alpha())))
          .number("step", "the last step size", row -> row.point().step())
          .shown("step", ofFirst(point -> Table.cell("%.4g", point.step())))
          .number("stableStep", "the largest stable step size", row -> row.point().stable())
          .cell("step/stable", ofFirst(point -> Table.cell("%.3f", point.step() / point.stable())))
          .text("status", "how the descent ended", row -> row.point().outcome().status())
          .count("iterations", "steps made", row -> row.point().outcome().iterations())
          .all(ENDS, Row::end)
          .cell("distance", EffectiveReport::distance)
          .columns();

  private static final Columns<Recorded> SHARPNESS =
      new Declaration<Recorded>()
          .count("iteration", "steps made", record -> record.of().trace().iteration(record.at()))
          .number("trainLoss", "R(θ)", record -> record.of().trace().loss(record.at()))
          .number("sharpness", "λmax of the Hessian", r -> r.of().sharpness(r.at()))
          .columns();

  static final Columns<Point> POINTS =
      new Declaration<Point>()
          .number("alpha", "scale α of the start", Point::alpha)
          .text("status", "how the descent ended", point -> point.outcome().status())
          .count("iterations", "steps made", point -> point.outcome().iterations())
          .number("trainLoss", "R(θ) at the end", point -> point.outcome().trainLoss())
          .number("step", "the last step size η", Point::step)
          .number("largestStableStep", "the largest stable step size", Point::stable)
          .number("lambda", "η/(1-β)²", Point::lambda)
          .number("largestShare", "max |η g| along the way", p -> p.identity().largestShare())
          .count("signChanges", "of u ± v", point -> point.identity().signChanges())
          .number("sharpnessOverEdge", "λmax η/2 at the end", Point::edge)
          .rows("ends", "reached, predicted and others", ENDS, Point::ends)
          .rows("sharpness", "along the way", SHARPNESS, Point::records)
          .columns();

  /** The JSON file. */
  static final Columns<EffectiveReport> JSON =
      new Declaration<EffectiveReport>()
          .format("mirrorflow-effective-1")
          .options("problem", "where the data came from", report -> report.problem().summary())
          .options("descent", "what was done", EffectiveReport::descent)
          .text("note", "on a rank-deficient or ill-conditioned X", EffectiveReport::note)
          .flag("complete", "false after an interrupt", report -> !report.interrupted())
          .rows("points", "in the order of α, then of the step", POINTS, EffectiveReport::points)
          .columns();

  private static Function<Row, String> ofFirst(Function<Point, String> cell) {
    return row -> row.isFirst() ? cell.apply(row.point()) : "";
  }

  private static String distance(Row row) {
    if (row.isFirst()) {
      return "";
    }
    return row.end().failure().isEmpty() ? Table.cell("%.1e", row.end().distance()) : "failed";
  }

  /** Whether every limit is certified. */
  public boolean isCertified() {
    return points.stream()
        .flatMap(point -> point.ends().stream())
        .allMatch(end -> end.failure().isEmpty());
  }

  /** Prints what failed, the table and what is to be known about it. */
  @Override
  public void print(PrintWriter out) {
    for (Point point : points) {
      for (End end : point.ends()) {
        if (!end.failure().isEmpty()) {
          out.printf(
              Locale.ROOT,
              "NOT CERTIFIED: alpha = %.3g, %s: %s%n",
              point.alpha(),
              end.name(),
              end.failure());
        }
      }
    }
    if (!isCertified()) {
      out.println();
    }
    rows().print(out);
    points.forEach(point -> out.println(remark(point)));
    if (!note.isEmpty()) {
      out.println("note: " + note);
    }
  }

  private static String remark(Point point) {
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "alpha %.3g, %s: %s after %d iterations, max |step g| %.2g",
                point.alpha(),
                Double.isNaN(point.step())
                    ? "no step"
                    : String.format(Locale.ROOT, "step %.4g", point.step()),
                point.outcome().status(),
                point.outcome().result().iterations(),
                point.identity().largestShare()));
    if (point.outcome().failed()) {
      return line.toString();
    }
    if (point.beta() > 0 && !Double.isNaN(point.step())) {
      line.append(String.format(Locale.ROOT, ", lambda %.3g", point.lambda()));
    }
    if (Double.isFinite(point.edge())) {
      line.append(
          String.format(Locale.ROOT, ", sharpness at the end %.3f of 2/step", point.edge()));
    }
    if (point.identity().signChanges() > 0) {
      line.append(
          String.format(
              Locale.ROOT,
              "; u ± v changed sign %d times, so no formula of a continuous flow holds",
              point.identity().signChanges()));
    }
    if (point.outcome().spent()) {
      line.append("; raise --max-iterations, the prediction is for the end");
    }
    return line.toString();
  }

  @Override
  public Map<String, Object> json() {
    return JSON.json(this);
  }

  /** {@inheritDoc} One for each end of each descent. */
  @Override
  public Rows<?> rows() {
    return new Rows<>(ROWS, points.stream().flatMap(Point::rows).toList());
  }

  /** {@inheritDoc} Those that were reached; a row is NaN where the descent diverged. */
  @Override
  public void writeTheta(Path path) {
    new ThetaRows(
            points.stream()
                .map(point ->
                    point.outcome().failed()
                        ? Optional.<double[]>empty()
                        : Optional.of(point.outcome().theta()))
                .toList(),
            problem.train().features())
        .write(path);
  }

  @Override
  public void writePlot(Path path) {
    EffectivePlot.write(path, points);
  }
}
