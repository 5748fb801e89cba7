package dev.mirrorflow.lab.report;

import dev.mirrorflow.data.CorruptedSamples;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.model.Regime;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What the scale of the start makes of the limit, to be printed and written.
 *
 * @param depth of the network
 * @param corrupted the samples that the bad starts have fitted, if asked for
 * @param leastL1 the least ℓ1 norm of an interpolator
 * @param leastL2 the least ℓ2 norm
 * @param points in the order of α asked for
 */
public record InitialiseReport(
    Problem problem,
    int depth,
    Optional<CorruptedSamples> corrupted,
    double leastL1,
    double leastL2,
    List<Point> points)
    implements Report {

  /**
   * A certified limit. Test errors are relative to those of θ = 0.
   *
   * @param l1Ratio ‖θ‖₁ relative to the least
   * @param toLeastL2 distance to the interpolator of least ℓ2 norm, relative to its norm
   * @param error test error
   */
  public record Limit(
      double[] theta, double l1Ratio, double toLeastL2, OptionalDouble error, Regime regime) {}

  /**
   * What one α leads to.
   *
   * @param limit empty if it could not be certified
   * @param denseError test error of the limit for a dense θ* on the same X
   * @param afterLabels test error from a start that has fitted random labels
   * @param afterCopies that from a start that has fitted corrupted copies
   * @param failure which of them could not be certified and why, otherwise empty
   */
  public record Point(
      double alpha,
      Optional<Limit> limit,
      OptionalDouble denseError,
      OptionalDouble afterLabels,
      OptionalDouble afterCopies,
      String failure) {

    /** A number of the limit, NaN where there is none. */
    double of(ToDoubleFunction<Limit> number) {
      return limit.isPresent() ? number.applyAsDouble(limit.get()) : Double.NaN;
    }

    String l1RatioCell() {
      return limit.isPresent() ? Table.cell("%.6f", limit.get().l1Ratio()) : "failed";
    }

    double error() {
      return of(found -> found.error().orElse(Double.NaN));
    }

    double kernelChange() {
      return of(found -> found.regime().kernelChange());
    }

    double alignment() {
      return of(found -> found.regime().alignment());
    }
  }

  static final Columns<Point> POINTS =
      new Declaration<Point>()
          .number("alpha", "scale α of the start", Point::alpha, "alpha %.3g")
          .number("l1Ratio", "‖θ‖₁ relative to the least", point -> point.of(Limit::l1Ratio))
          .shown("‖θ‖₁/least", Point::l1RatioCell)
          .number(
              "distanceToLeastL2",
              "to the interpolator of least ℓ2 norm, relative",
              point -> point.of(Limit::toLeastL2),
              "to least ℓ2 %.3e")
          .number("testError", "relative to that of θ = 0", Point::error)
          .number("testErrorDense", "for a dense θ*", p -> p.denseError().orElse(Double.NaN))
          .number(
              "moved",
              "way of the factors relative to their start",
              point -> point.of(limit -> limit.regime().moved()),
              "moved %.3g")
          .number(
              "kernelChange",
              "from 0 (lazy) to 1 (rich)",
              Point::kernelChange,
              "kernel change %.3g")
          .number("alignment", "of the two kernels", Point::alignment, "alignment %.4f")
          .value("test error %.3g", Point::error)
          .where(point -> !Double.isNaN(point.error()))
          .cell("dense θ*", point -> Table.cell("%.3g", point.denseError()))
          .where(point -> point.denseError().isPresent())
          .number(
              "testErrorAfterLabels",
              "from a start that has fitted random labels",
              point -> point.afterLabels().orElse(Double.NaN),
              "after labels %.3g")
          .whereAny()
          .number(
              "testErrorAfterCopies",
              "from a start that has fitted corrupted copies",
              point -> point.afterCopies().orElse(Double.NaN),
              "after copies %.3g")
          .whereAny()
          .text("failure", "what is not certified, and why", Point::failure)
          .columns();

  /** The JSON file. */
  static final Columns<InitialiseReport> JSON =
      new Declaration<InitialiseReport>()
          .format("mirrorflow-initialise-1")
          .options("problem", "where the data came from", report -> report.problem().summary())
          .count("depth", "of the network", InitialiseReport::depth)
          .number("leastL1", "least ℓ1 norm of an interpolator", InitialiseReport::leastL1)
          .number("leastL2", "least ℓ2 norm", InitialiseReport::leastL2)
          .whole(
              "corruptedCopies",
              "of the samples that bad starts have fitted",
              report -> report.corrupted().map(CorruptedSamples::copies).orElse(null))
          .optional()
          .number(
              "corruptedShare",
              "of the features, 0 in the copies",
              report -> report.corrupted().map(CorruptedSamples::share).orElse(Double.NaN))
          .optional()
          .rows("points", "in the order of α asked for", POINTS, InitialiseReport::points)
          .columns();

  /** Whether every limit is certified. */
  public boolean isCertified() {
    return points.stream().allMatch(point -> point.failure().isEmpty());
  }

  /** Prints what failed, the table and what its columns mean. */
  @Override
  public void print(PrintWriter out) {
    for (Point point : points) {
      if (!point.failure().isEmpty()) {
        out.printf(
            Locale.ROOT, "NOT CERTIFIED: alpha = %.3g: %s%n", point.alpha(), point.failure());
      }
    }
    if (!isCertified()) {
      out.println();
    }
    rows().print(out);
    out.printf(
        Locale.ROOT,
        "depth %d, %s certified; least ‖θ‖₁ = %.6g, least ‖θ‖₂ = %.6g%n",
        depth,
        isCertified() ? "all limits" : "not all limits",
        leastL1,
        leastL2);
    out.println(
        "moved: way of the factors relative to their start; kernel change: from 0 (lazy) to"
            + " 1 (rich)");
    if (problem.test().isPresent()) {
      out.println("test errors are relative to that of θ = 0");
    }
    corrupted.ifPresent(samples ->
        out.printf(
            Locale.ROOT,
            "after labels, after copies: from where the flow has fitted random labels, or %d"
                + " copies with random labels and %.3g of the features 0%n",
            samples.copies(),
            samples.share()));
  }

  @Override
  public Map<String, Object> json() {
    return JSON.json(this);
  }

  @Override
  public Rows<?> rows() {
    return new Rows<>(POINTS, points);
  }

  /** {@inheritDoc} A row is NaN where the limit was not certified. */
  @Override
  public void writeTheta(Path path) {
    new ThetaRows(
            points.stream().map(point -> point.limit().map(Limit::theta)).toList(),
            problem.train().features())
        .write(path);
  }

  /** Draws errors and regime against α. */
  @Override
  public void writePlot(Path path) {
    InitialisePlot.write(path, points);
  }
}
