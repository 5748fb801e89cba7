package dev.mirrorflow.lab.report;

import dev.mirrorflow.data.CsvWriter;
import dev.mirrorflow.data.NpyFormat;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.landscape.CriticalPoint;
import dev.mirrorflow.landscape.HessianSpectrum;
import dev.mirrorflow.landscape.RescalingOrbit;
import dev.mirrorflow.model.DiagonalNetwork;
import java.awt.Color;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Critical points of the diagonal network's loss, to be printed and written.
 *
 * @param rows those that are reported, in order
 * @param saddles how many saddles were found
 * @param minima how many minima
 */
public record LandscapeReport(Problem problem, List<Row> rows, int saddles, int minima) {

  private static final List<String> COLUMNS =
      List.of(
          "support",
          "loss",
          "smallest_eigenvalue",
          "largest_eigenvalue",
          "kind",
          "falls_along",
          "orbits",
          "family_dimension",
          "pieces");

  /**
   * A critical point with the ends of its Hessian's spectrum.
   *
   * @param pieces where on the set over θ it lies, empty for the balanced point
   */
  public record Row(CriticalPoint point, HessianSpectrum spectrum, String pieces) {

    private static Row of(
        DiagonalNetwork network, CriticalPoint point, double[] u, double[] v, String pieces) {
      ComputationException.throwIfInterrupted();
      return new Row(point, HessianSpectrum.at(network, u, v), pieces);
    }

    private String kind() {
      return point.isMinimum() ? "minimum" : "strict saddle";
    }
  }

  /** The points at their balanced factors, |u| = |v|. */
  public static LandscapeReport of(Problem problem, List<CriticalPoint> points, int most) {
    DiagonalNetwork network = new DiagonalNetwork(problem.train());
    int minima = (int) points.stream().filter(CriticalPoint::isMinimum).count();
    List<Row> rows =
        points.stream()
            .limit(most)
            .map(point -> Row.of(network, point, point.u(), point.v(), ""))
            .toList();
    return new LandscapeReport(problem, rows, points.size() - minima, minima);
  }

  /** One point, a row for each orbit over it. */
  public static LandscapeReport ofOrbits(
      Problem problem, CriticalPoint point, List<RescalingOrbit> orbits, int most) {
    DiagonalNetwork network = new DiagonalNetwork(problem.train());
    List<Row> rows =
        orbits.stream()
            .limit(most)
            .map(orbit -> Row.of(network, point, orbit.u(), orbit.v(), pieces(orbit)))
            .toList();
    int minima = point.isMinimum() ? orbits.size() : 0;
    return new LandscapeReport(problem, rows, orbits.size() - minima, minima);
  }

  /** {@code 1:(c,0) 4:(0,0)}, or {@code all} where the orbit is all there is. */
  private static String pieces(RescalingOrbit orbit) {
    List<String> parts = new ArrayList<>();
    for (int k = 0; k < orbit.coordinates().length; k++) {
      parts.add(orbit.coordinates()[k] + ":" + orbit.pieces().get(k));
    }
    return parts.isEmpty() ? "all" : parts.stream().collect(Collectors.joining(" "));
  }

  /** Prints the table and the counts. */
  public void print(PrintWriter out) {
    boolean ofOrbits = rows.stream().anyMatch(row -> !row.pieces().isEmpty());
    List<String> headers =
        new ArrayList<>(
            List.of("support", "loss", "smallest eigenvalue", "largest", "kind", "falls along"));
    headers.addAll(ofOrbits ? List.of("pieces") : List.of("orbits", "family"));
    Table table = new Table(headers);
    for (Row row : rows) {
      CriticalPoint point = row.point();
      List<String> cells = new ArrayList<>();
      cells.add(CoordinateList.cell(point.support(), problem.features()));
      cells.add(Table.cell("%.4g", point.loss()));
      cells.add(Table.cell("%.4g", point.smallestEigenvalue()));
      cells.add(Table.cell("%.4g", row.spectrum().largest()));
      cells.add(row.kind());
      cells.add(point.isMinimum() ? "-" : Integer.toString(point.steepest()));
      if (ofOrbits) {
        cells.add(row.pieces());
      } else {
        cells.add(Table.cell(count(point) < 1e9 ? "%.0f" : "%.2e", count(point)));
        cells.add(Integer.toString(point.familyDimension()));
      }
      table.add(cells);
    }
    table.print(out);
    out.printf(
        Locale.ROOT,
        "%d strict saddle%s, %d minim%s",
        saddles,
        saddles == 1 ? "" : "s",
        minima,
        minima == 1 ? "um" : "a");
    out.println(rows.size() < saddles + minima ? "; " + rows.size() + " shown, raise --most" : "");
  }

  /** The content of the JSON file. */
  public Map<String, Object> json() {
    List<Map<String, Object>> values = new ArrayList<>();
    for (Row row : rows) {
      CriticalPoint point = row.point();
      Map<String, Object> value = new LinkedHashMap<>();
      value.put("support", point.support());
      if (problem.features().haveNames()) {
        value.put("supportNames", problem.features().names(point.support()));
      }
      value.put(
          "values", Arrays.stream(point.support()).mapToDouble(j -> point.theta()[j]).toArray());
      value.put("loss", point.loss());
      value.put("smallestEigenvalue", point.smallestEigenvalue());
      value.put("largestEigenvalue", row.spectrum().largest());
      value.put("kind", row.kind());
      value.put("fallsAlong", point.isMinimum() ? null : point.steepest());
      value.put("orbits", count(point));
      value.put("familyDimension", point.familyDimension());
      value.put("pieces", row.pieces().isEmpty() ? null : row.pieces());
      values.add(value);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", "mirrorflow-landscape-1");
    json.put("environment", Environment.summary());
    json.put("problem", problem.summary());
    json.put("saddles", saddles);
    json.put("minima", minima);
    json.put("points", values);
    return json;
  }

  /** Writes a line for each row; coordinates are separated by spaces. */
  public void writeCsv(Path path) {
    CsvWriter.write(path, COLUMNS, rows.stream().map(LandscapeReport::csvRow).toList());
  }

  private static List<Object> csvRow(Row row) {
    CriticalPoint point = row.point();
    return Arrays.asList(
        CoordinateList.words(point.support()),
        point.loss(),
        row.point().smallestEigenvalue(),
        row.spectrum().largest(),
        row.kind(),
        point.isMinimum() ? null : point.steepest(),
        count(point),
        point.familyDimension(),
        row.pieces());
  }

  private static double count(CriticalPoint point) {
    return RescalingOrbit.count(point);
  }

  /** Writes θ of all rows. */
  public void writeTheta(Path path) {
    double[][] theta = rows.stream().map(row -> row.point().theta()).toArray(double[][]::new);
    NpyWriter.write(path, theta, new NpyFormat(false, false, false));
  }

  /** Draws the loss of the points over the size of their supports. */
  public void writePlot(Path path) {
    XYChart chart = Charts.of("Critical points of L(u, v)", "size of the support", "loss");
    chart.getStyler().setXAxisLogarithmic(false);
    add(
        chart,
        "strict saddles",
        row -> !row.point().isMinimum(),
        SeriesMarkers.DIAMOND,
        Charts.BLUE);
    add(chart, "minima", row -> row.point().isMinimum(), SeriesMarkers.CIRCLE, Charts.RED);
    Charts.write(path, List.of(chart));
  }

  private void add(XYChart chart, String name, Predicate<Row> which, Marker marker, Color color) {
    List<Row> shown = rows.stream().filter(which).toList();
    if (!shown.isEmpty()) {
      Charts.line(
              chart,
              name,
              shown.stream().mapToDouble(row -> row.point().support().length).toArray(),
              shown.stream().mapToDouble(row -> row.point().loss()).toArray(),
              color,
              marker)
          .setLineStyle(SeriesLines.NONE);
    }
  }
}
