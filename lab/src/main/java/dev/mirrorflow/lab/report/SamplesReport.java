package dev.mirrorflow.lab.report;

import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.sweep.SampleComplexity;
import java.awt.Color;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How many samples recovery needs against α, to be printed and written.
 *
 * @param first the first of the problems
 * @param seeds how many there are
 * @param depth of the network
 * @param error that counts as recovery
 * @param theory the errors that theory expects, for each number of samples and α
 */
public record SamplesReport(
    SyntheticProblem first,
    int seeds,
    int depth,
    double error,
    SampleComplexity result,
    Optional<double[][]> theory)
    implements Report {

  /** The α of this number; it needs null samples where it needs more than were tried. */
  record Scale(SamplesReport report, int at) {

    double alpha() {
      return report.result.alphas()[at];
    }

    Integer needed() {
      OptionalInt needed = report.result.needed(at, report.error);
      return needed.isPresent() ? needed.getAsInt() : null;
    }

    double error(int tried) {
      return report.result.error(tried, at);
    }

    /** NaN where theory was not asked for, or is not of so many samples. */
    double expected(int tried) {
      return report.theory.isPresent() ? report.theory.get()[tried][at] : Double.NaN;
    }

    /** The least number of samples from which on theory expects recovery, null if none is. */
    Integer expectedNeed() {
      int i = report.result.samples().length;
      while (i > 0 && expected(i - 1) <= report.error) {
        i--;
      }
      return i == report.result.samples().length ? null : report.result.samples()[i];
    }

    List<Double> errors() {
      return IntStream.range(0, report.result.samples().length).mapToObj(this::error).toList();
    }
  }

  /** The number of samples of this number, for one α or for all. */
  record Count(SamplesReport report, int at, Scale scale) {

    int samples() {
      return report.result.samples()[at];
    }

    OptionalDouble largestAlpha() {
      return report.result.largestAlpha(at, report.error);
    }
  }

  private static final Columns<Scale> SCALES =
      new Declaration<Scale>()
          .number("alpha", "scale α of the start", Scale::alpha, "alpha %.3g")
          .whole("samplesNeeded", "null where more than were tried", Scale::needed)
          .shown("samples needed", s -> s.needed() == null ? "more" : s.needed().toString())
          .whole("theoryNeeds", "samples that theory expects to be needed", Scale::expectedNeed)
          .shown("by theory", s -> s.expectedNeed() == null ? "more" : s.expectedNeed().toString())
          .where(scale -> scale.report().theory().isPresent())
          .optional()
          .numbers("errors", "median error for each number of samples", Scale::errors)
          .shown(
              scale -> "error at n = " + scale.report().largest(),
              scale -> Table.cell("%.3g", scale.errors().getLast()))
          .columns();

  private static final Columns<Count> LARGEST =
      new Declaration<Count>()
          .cell("n", count -> Integer.toString(count.samples()))
          .cell(
              "largest alpha",
              count ->
                  count.largestAlpha().isPresent()
                      ? Table.cell("%.3g", count.largestAlpha())
                      : "none")
          .columns();

  static final Columns<Count> ERRORS =
      new Declaration<Count>()
          .number("alpha", "scale α of the start", count -> count.scale().alpha())
          .count("samples", "for training", Count::samples)
          .number("error", "median error", count -> count.scale().error(count.at()))
          .number("theoryError", "error that theory expects", c -> c.scale().expected(c.at()))
          .askedFor()
          .columns();

  private static final Columns<SamplesReport> PROBLEM =
      new Declaration<SamplesReport>()
          .count("d", "features", report -> report.first().d())
          .count("sparsity", "entries of θ* that are not 0", report -> report.first().k())
          .number("noise", "its standard deviation", report -> report.first().sigma())
          .count("firstSeed", "the others count on", report -> report.first().seed())
          .count("seeds", "how many problems", SamplesReport::seeds)
          .columns();

  /** The JSON file. */
  static final Columns<SamplesReport> JSON =
      new Declaration<SamplesReport>()
          .format("mirrorflow-samples-1")
          .row("problem", "the problems", PROBLEM, report -> report)
          .count("depth", "of the network", SamplesReport::depth)
          .number("error", "that counts as recovery", SamplesReport::error)
          .coordinates("samples", "the numbers tried", report -> report.result().samples())
          .rows("points", "in the order of α asked for", SCALES, SamplesReport::scales)
          .texts("failures", "what is not certified", report -> report.result().failures())
          .columns();

  private List<Scale> scales() {
    return IntStream.range(0, result.alphas().length).mapToObj(k -> new Scale(this, k)).toList();
  }

  private Stream<Count> counts(Scale scale) {
    return IntStream.range(0, result.samples().length).mapToObj(i -> new Count(this, i, scale));
  }

  private int largest() {
    return result.samples()[result.samples().length - 1];
  }

  /** Prints the samples needed for each α, then the largest α for each number of samples. */
  @Override
  public void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "synthetic: d = %d features, a %s θ*, noise %.3g, seeds %d to %d; depth %d%n",
        first.d(),
        first.k() == first.d() ? "dense" : first.k() + "-sparse",
        first.sigma(),
        first.seed(),
        first.seed() + seeds - 1,
        depth);
    out.printf(
        Locale.ROOT,
        "recovered: median ‖θ-θ*‖²/‖θ*‖² at most %.3g, and so for all n from there%n%n",
        error);
    for (String failure : result.failures()) {
      out.println("NOT CERTIFIED: " + failure);
    }
    if (!result.failures().isEmpty()) {
      out.println();
    }
    SCALES.print(scales(), out);
    out.println();
    LARGEST.print(counts(scales().getFirst()).toList(), out);
  }

  @Override
  public Map<String, Object> json() {
    return JSON.json(this);
  }

  /** {@inheritDoc} One for each α and number of samples. */
  @Override
  public Rows<?> rows() {
    return new Rows<>(ERRORS, scales().stream().flatMap(this::counts).toList());
  }

  /** Draws the samples needed against α; an α that needs more than there are is left out. */
  @Override
  public void writePlot(Path path) {
    XYChart chart =
        Charts.of("Samples that recovery needs", "initialisation scale α", "number of samples");
    addTo(chart, "error at most " + error, Scale::needed, Charts.BLUE, SeriesMarkers.CIRCLE);
    if (theory.isPresent()) {
      addTo(chart, "by theory", Scale::expectedNeed, Charts.GREY, SeriesMarkers.NONE);
    }
    Charts.write(path, List.of(chart));
  }

  private void addTo(
      XYChart chart, String name, Function<Scale, Integer> count, Color color, Marker marker) {
    List<Scale> known =
        scales().stream()
            .filter(scale -> count.apply(scale) != null)
            .sorted(Comparator.comparingDouble(Scale::alpha))
            .toList();
    if (!known.isEmpty()) {
      Charts.line(
          chart,
          name,
          known.stream().mapToDouble(Scale::alpha).toArray(),
          known.stream().mapToDouble(count::apply).toArray(),
          color,
          marker);
      chart.getStyler().setYAxisMin(0.0);
    }
  }
}
