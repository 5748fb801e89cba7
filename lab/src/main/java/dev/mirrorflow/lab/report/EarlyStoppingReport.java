package dev.mirrorflow.lab.report;

import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.descent.EarlyStopping;
import dev.mirrorflow.descent.Trace;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A descent watched on samples held out, to be printed and written.
 *
 * @param problem with the training samples that are left
 * @param descent the options, as results record them
 * @param oracle θ of least squares on the true support, where there is one
 */
public record EarlyStoppingReport(
    Problem problem,
    Map<String, Object> descent,
    LeastSquares heldOut,
    EarlyStopping watch,
    DescentResult result,
    Optional<double[]> oracle)
    implements Report {

  /** Shown of the records, in each decade. */
  private static final int SHOWN = 5;

  /** A record of the way. */
  record Recorded(EarlyStopping watch, int at) {

    long iteration() {
      return watch.trace().iteration(at);
    }

    boolean isBest() {
      return at == watch.best();
    }
  }

  /**
   * One estimate.
   *
   * @param iteration null for what is no iterate
   */
  private record Estimate(
      String name,
      Long iteration,
      double heldOutError,
      double squaredDistance,
      Evaluation evaluation) {}

  static final Columns<Recorded> RECORDS =
      new Declaration<Recorded>()
          .count("iteration", "steps made", Recorded::iteration, "iteration")
          .number("trainLoss", "R(θ)", r -> r.watch().trace().loss(r.at()), "train loss %.3e")
          .number(
              "heldOutError",
              "mean squared error on the samples held out",
              r -> r.watch().error(r.at()),
              "held-out error %.4g")
          .number("l1", "‖θ‖₁", r -> r.watch().trace().l1(r.at()), "‖θ‖₁ %.4g")
          .cell("stop", record -> record.isBest() ? "best" : null)
          .columns();

  private static final Columns<Estimate> VALUES =
      new Declaration<Estimate>()
          .number(
              "heldOutError",
              "mean squared error on the samples held out",
              Estimate::heldOutError,
              "held-out error %.4g")
          .number("squaredDistance", "‖θ-θ*‖²", Estimate::squaredDistance, "‖θ-θ*‖² %.3g")
          .whereAny()
          .all(Evaluation.COLUMNS, Estimate::evaluation)
          .columns();

  private static final Columns<Estimate> ESTIMATES =
      new Declaration<Estimate>()
          .cell("estimate", Estimate::name)
          .whole("iteration", "steps made", Estimate::iteration)
          .shown("iteration")
          .all(VALUES, estimate -> estimate)
          .columns();

  /** The JSON file. */
  static final Columns<EarlyStoppingReport> JSON =
      new Declaration<EarlyStoppingReport>()
          .format("mirrorflow-early-stopping-1")
          .options("problem", "where the data came from", report -> report.problem().summary())
          .options("descent", "what was done", EarlyStoppingReport::descent)
          .text("status", "how it ended", report -> report.result().status().toString())
          .row("best", "the best stop", ESTIMATES, EarlyStoppingReport::best)
          .row("end", "the last iterate", VALUES, report -> report.end().orElse(null))
          .row("oracle", "least squares on the support of θ*", VALUES, r -> r.known().orElse(null))
          .rows("trace", "recorded iterations", RECORDS, EarlyStoppingReport::records)
          .columns();

  /** Prints the way in some lines, then the estimates side by side. */
  @Override
  public void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%d samples to train on, %d held out%n%n",
        problem.train().samples(),
        heldOut.samples());
    new Rows<>(RECORDS, shown()).print(out);
    out.println();
    ESTIMATES.print(
        Stream.of(Optional.of(best()), end(), known()).flatMap(Optional::stream).toList(), out);
    out.println(result.message());
  }

  /** The best and some in each decade. */
  private List<Recorded> shown() {
    List<Recorded> shown = new ArrayList<>();
    double next = 0;
    for (Recorded record : records()) {
      boolean isDue = record.iteration() >= next || record.at() == watch.trace().size() - 1;
      if (isDue) {
        next = Math.max(1, record.iteration()) * Math.pow(10, 1.0 / SHOWN) * (1 - 1e-9);
      }
      if (isDue || record.isBest()) {
        shown.add(record);
      }
    }
    return shown;
  }

  private List<Recorded> records() {
    return IntStream.range(0, watch.trace().size()).mapToObj(i -> new Recorded(watch, i)).toList();
  }

  private Estimate best() {
    return estimate("best stop", watch.trace().iteration(watch.best()), watch.bestTheta());
  }

  private Optional<Estimate> end() {
    return result.status() == Status.DIVERGED
        ? Optional.empty()
        : Optional.of(estimate("end", result.iterations(), result.theta()));
  }

  private Optional<Estimate> known() {
    return oracle.map(theta -> estimate("oracle", null, theta));
  }

  private Estimate estimate(String name, Long iteration, double[] theta) {
    return new Estimate(
        name,
        iteration,
        heldOutError(theta),
        problem.thetaStar().map(truth -> squaredDistance(theta, truth)).orElse(Double.NaN),
        Evaluation.of(problem, theta));
  }

  private double heldOutError(double[] theta) {
    return 2 * heldOut.loss(theta);
  }

  private static double squaredDistance(double[] theta, double[] truth) {
    double relative = Norms.relativeDistance(theta, truth);
    double scale = Norms.l2(truth);
    return scale > 0 ? relative * relative * scale * scale : relative * relative;
  }

  @Override
  public Map<String, Object> json() {
    return JSON.json(this);
  }

  @Override
  public Rows<?> rows() {
    return new Rows<>(RECORDS, records());
  }

  /** {@inheritDoc} That of the best stop. */
  @Override
  public void writeTheta(Path path) {
    ThetaRows.of(Stream.of(watch.bestTheta()), problem.train().features()).write(path);
  }

  /** Draws the training loss and the held-out error against the iteration. */
  @Override
  public void writePlot(Path path) {
    XYChart loss = Charts.of("Training loss", "iteration", "training loss");
    XYChart error = Charts.of("Error on samples held out", "iteration", "mean squared error");
    Trace trace = watch.trace();
    int[] drawn =
        IntStream.range(0, trace.size())
            .filter(i -> trace.iteration(i) > 0 && trace.loss(i) > 0 && watch.error(i) > 0)
            .filter(i -> Double.isFinite(trace.loss(i)) && Double.isFinite(watch.error(i)))
            .toArray();
    if (drawn.length > 0) {
      double[] k = IntStream.of(drawn).mapToDouble(trace::iteration).toArray();
      double[] losses = IntStream.of(drawn).mapToDouble(trace::loss).toArray();
      double[] errors = IntStream.of(drawn).mapToDouble(watch::error).toArray();
      Charts.scaleY(loss, losses);
      Charts.scaleY(error, errors);
      Charts.line(loss, "training loss", k, losses, Charts.GREEN, SeriesMarkers.NONE);
      Charts.line(error, "held-out error", k, errors, Charts.BLUE, SeriesMarkers.NONE);
      Charts.line(
              error,
              "best stop",
              new double[] {Math.max(1, trace.iteration(watch.best()))},
              new double[] {watch.error(watch.best())},
              Charts.RED,
              SeriesMarkers.DIAMOND)
          .setLineStyle(SeriesLines.NONE);
      oracle.ifPresent(theta -> {
        double level = heldOutError(theta);
        Charts.line(
            error,
            "least squares on the true support",
            new double[] {k[0], k[k.length - 1]},
            new double[] {level, level},
            Charts.GREY,
            SeriesMarkers.NONE);
      });
    }
    Charts.write(path, List.of(loss, error));
  }
}
