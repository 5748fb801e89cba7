package dev.mirrorflow.lab.report;

import dev.mirrorflow.data.CsvWriter;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.sweep.SampleComplexity;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How many samples recovery needs against α, to be printed and written.
 *
 * @param first the first of the problems
 * @param seeds how many there are
 * @param depth of the network
 * @param error that counts as recovery
 */
public record SamplesReport(
    SyntheticProblem first, int seeds, int depth, double error, SampleComplexity result) {

  /** Prints the samples needed for each α, then the largest α for each number of samples. */
  public void print(PrintWriter out) {
    int[] samples = result.samples();
    double[] alphas = result.alphas();
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
    Table needed =
        new Table(
            List.of("alpha", "samples needed", "error at n = " + samples[samples.length - 1]));
    for (int k = 0; k < alphas.length; k++) {
      OptionalInt count = result.needed(k, error);
      needed.add(
          List.of(
              Table.cell("%.3g", alphas[k]),
              count.isPresent() ? Integer.toString(count.getAsInt()) : "more",
              Table.cell("%.3g", result.error(samples.length - 1, k))));
    }
    needed.print(out);
    out.println();
    Table largest = new Table(List.of("n", "largest alpha"));
    for (int i = 0; i < samples.length; i++) {
      OptionalDouble alpha = result.largestAlpha(i, error);
      largest.add(
          List.of(
              Integer.toString(samples[i]),
              alpha.isPresent() ? Table.cell("%.3g", alpha) : "none"));
    }
    largest.print(out);
  }

  /** The content of the JSON file. */
  public Map<String, Object> json() {
    int[] samples = result.samples();
    double[] alphas = result.alphas();
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("d", first.d());
    problem.put("sparsity", first.k());
    problem.put("noise", first.sigma());
    problem.put("firstSeed", first.seed());
    problem.put("seeds", seeds);
    List<Map<String, Object>> points = new ArrayList<>();
    for (int k = 0; k < alphas.length; k++) {
      int column = k;
      OptionalInt needed = result.needed(k, error);
      Map<String, Object> point = new LinkedHashMap<>();
      point.put("alpha", alphas[k]);
      point.put("samplesNeeded", needed.isPresent() ? needed.getAsInt() : null);
      point.put(
          "errors",
          IntStream.range(0, samples.length)
              .mapToObj(i -> JsonFile.number(result.error(i, column)))
              .toList());
      points.add(point);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", "mirrorflow-samples-1");
    json.put("environment", Environment.summary());
    json.put("problem", problem);
    json.put("depth", depth);
    json.put("error", error);
    json.put("samples", samples);
    json.put("points", points);
    json.put("failures", result.failures());
    return json;
  }

  /** Writes a line for each α and number of samples. */
  public void writeCsv(Path path) {
    List<List<Object>> rows = new ArrayList<>();
    for (int k = 0; k < result.alphas().length; k++) {
      for (int i = 0; i < result.samples().length; i++) {
        rows.add(
            Arrays.asList(
                result.alphas()[k], result.samples()[i], JsonFile.number(result.error(i, k))));
      }
    }
    CsvWriter.write(path, List.of("alpha", "samples", "error"), rows);
  }

  /** Draws the samples needed against α; an α that needs more than there are is left out. */
  public void writePlot(Path path) {
    XYChart chart =
        Charts.of("Samples that recovery needs", "initialisation scale α", "number of samples");
    List<double[]> points = new ArrayList<>();
    for (int k = 0; k < result.alphas().length; k++) {
      double alpha = result.alphas()[k];
      result.needed(k, error).ifPresent(count -> points.add(new double[] {alpha, count}));
    }
    points.sort(Comparator.comparingDouble(point -> point[0]));
    if (!points.isEmpty()) {
      Charts.line(
          chart,
          "error at most " + error,
          points.stream().mapToDouble(point -> point[0]).toArray(),
          points.stream().mapToDouble(point -> point[1]).toArray(),
          Charts.BLUE,
          SeriesMarkers.CIRCLE);
      chart.getStyler().setYAxisMin(0.0);
    }
    Charts.write(path, List.of(chart));
  }
}
