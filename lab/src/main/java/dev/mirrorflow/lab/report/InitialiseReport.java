package dev.mirrorflow.lab.report;

import dev.mirrorflow.data.CorruptedSamples;
import dev.mirrorflow.data.CsvWriter;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.model.Regime;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    List<Point> points) {

  private static final List<String> CSV_COLUMNS =
      List.of(
          "alpha",
          "l1_ratio",
          "distance_to_least_l2",
          "test_error",
          "test_error_dense",
          "moved",
          "kernel_change",
          "alignment",
          "test_error_after_labels",
          "test_error_after_copies",
          "failure");

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

    double error() {
      return of(found -> found.error().orElse(Double.NaN));
    }

    double kernelChange() {
      return of(found -> found.regime().kernelChange());
    }

    double alignment() {
      return of(found -> found.regime().alignment());
    }

    private Map<String, Object> values() {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("alpha", alpha);
      values.put("l1Ratio", JsonFile.number(of(Limit::l1Ratio)));
      values.put("distanceToLeastL2", JsonFile.number(of(Limit::toLeastL2)));
      values.put("testError", JsonFile.number(error()));
      values.put("testErrorDense", JsonFile.number(denseError));
      values.put("moved", JsonFile.number(of(found -> found.regime().moved())));
      values.put("kernelChange", JsonFile.number(kernelChange()));
      values.put("alignment", JsonFile.number(alignment()));
      values.put("testErrorAfterLabels", JsonFile.number(afterLabels));
      values.put("testErrorAfterCopies", JsonFile.number(afterCopies));
      values.put("failure", failure.isEmpty() ? null : failure);
      return values;
    }
  }

  /** Whether every limit is certified. */
  public boolean isCertified() {
    return points.stream().allMatch(point -> point.failure().isEmpty());
  }

  /** Prints what failed, the table and what its columns mean. */
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
    boolean tested = problem.test().isPresent();
    boolean dense = points.stream().anyMatch(point -> point.denseError().isPresent());
    boolean bad = tested && corrupted.isPresent();
    List<String> headers =
        new ArrayList<>(
            List.of("alpha", "‖θ‖₁/least", "to least ℓ2", "moved", "kernel change", "alignment"));
    if (tested) {
      headers.add("test error");
    }
    if (dense) {
      headers.add("dense θ*");
    }
    if (bad) {
      headers.addAll(List.of("after labels", "after copies"));
    }
    Table table = new Table(headers);
    for (Point point : points) {
      List<String> row = new ArrayList<>();
      row.add(Table.cell("%.3g", point.alpha()));
      row.add(point.limit().isPresent() ? Table.cell("%.6f", point.of(Limit::l1Ratio)) : "failed");
      row.add(Table.cell("%.3e", point.of(Limit::toLeastL2)));
      row.add(Table.cell("%.3g", point.of(found -> found.regime().moved())));
      row.add(Table.cell("%.3g", point.kernelChange()));
      row.add(Table.cell("%.4f", point.alignment()));
      if (tested) {
        row.add(Table.cell("%.3g", point.error()));
      }
      if (dense) {
        row.add(Table.cell("%.3g", point.denseError()));
      }
      if (bad) {
        row.add(Table.cell("%.3g", point.afterLabels()));
        row.add(Table.cell("%.3g", point.afterCopies()));
      }
      table.add(row);
    }
    table.print(out);
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
    if (tested) {
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

  /** The content of the JSON file. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", "mirrorflow-initialise-1");
    json.put("environment", Environment.summary());
    json.put("problem", problem.summary());
    json.put("depth", depth);
    json.put("leastL1", leastL1);
    json.put("leastL2", leastL2);
    corrupted.ifPresent(samples -> {
      json.put("corruptedCopies", samples.copies());
      json.put("corruptedShare", samples.share());
    });
    json.put("points", points.stream().map(Point::values).toList());
    return json;
  }

  /** Writes a line for each α; cells without a value stay empty. */
  public void writeCsv(Path path) {
    List<List<Object>> rows = new ArrayList<>();
    points.forEach(point -> rows.add(new ArrayList<>(point.values().values())));
    CsvWriter.write(path, CSV_COLUMNS, rows);
  }

  /** Writes θ of all points as rows; a row is NaN where the limit was not certified. */
  public void writeTheta(Path path) {
    ThetaRows.write(
        path,
        points.stream().map(point -> point.limit().map(Limit::theta)).toList(),
        problem.train().features());
  }

  /** Draws errors and regime against α. */
  public void writePlot(Path path) {
    InitialisePlot.write(path, points);
  }
}
