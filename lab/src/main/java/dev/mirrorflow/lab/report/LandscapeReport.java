package dev.mirrorflow.lab.report;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.lab.input.Features;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.landscape.CriticalPoint;
import dev.mirrorflow.landscape.HessianSpectrum;
import dev.mirrorflow.landscape.RescalingOrbit;
import dev.mirrorflow.model.DiagonalNetwork;
import java.awt.Color;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * @param found those that are reported, in order
 * @param saddles how many saddles were found
 * @param minima how many minima
 */
public record LandscapeReport(Problem problem, List<Row> found, int saddles, int minima)
    implements Report {

  /**
   * A critical point with the ends of its Hessian's spectrum.
   *
   * @param pieces where on the set over θ it lies, empty for the balanced point
   */
  public record Row(
      Features features, CriticalPoint point, HessianSpectrum spectrum, String pieces) {

    private static Row of(
        Problem problem,
        DiagonalNetwork network,
        CriticalPoint point,
        double[] u,
        double[] v,
        String pieces) {
      ComputationException.throwIfInterrupted();
      return new Row(problem.features(), point, HessianSpectrum.at(network, u, v), pieces);
    }

    private NonZeros support() {
      return NonZeros.on(point.support(), point.theta(), features);
    }

    private double orbits() {
      return RescalingOrbit.count(point);
    }

    private boolean isPoint() {
      return pieces.isEmpty();
    }

    private String kind() {
      return point.isMinimum() ? "minimum" : "strict saddle";
    }
  }

  static final Columns<Row> ROWS =
      new Declaration<Row>()
          .all(NonZeros.COLUMNS, Row::support)
          .number("loss", "R(θ)", row -> row.point().loss(), "loss %.4g")
          .number(
              "smallestEigenvalue",
              "of the Hessian of L(u, v)",
              row -> row.point().smallestEigenvalue(),
              "smallest eigenvalue %.4g")
          .number(
              "largestEigenvalue",
              "of the Hessian of L(u, v)",
              row -> row.spectrum().largest(),
              "largest %.4g")
          .text("kind", "minimum or strict saddle", Row::kind)
          .shown("kind")
          .whole(
              "fallsAlong",
              "the coordinate along which the loss falls",
              row -> row.point().isMinimum() ? null : row.point().steepest())
          .shown("falls along")
          .number("orbits", "of the symmetry (b⊙u, v/b) over θ", Row::orbits)
          .shown("orbits", row -> Table.cell(row.orbits() < 1e9 ? "%.0f" : "%.2e", row.orbits()))
          .where(Row::isPoint)
          .count(
              "familyDimension",
              "of the set of critical points over θ",
              row -> row.point().familyDimension(),
              "family")
          .where(Row::isPoint)
          .text("pieces", "where on that set it lies", Row::pieces)
          .shown("pieces")
          .whereAny()
          .columns();

  /** The JSON file. */
  static final Columns<LandscapeReport> JSON =
      new Declaration<LandscapeReport>()
          .format("mirrorflow-landscape-1")
          .options("problem", "where the data came from", report -> report.problem().summary())
          .count("saddles", "found", LandscapeReport::saddles)
          .count("minima", "found", LandscapeReport::minima)
          .rows("points", "saddles first", ROWS, LandscapeReport::found)
          .columns();

  /** The points at their balanced factors, |u| = |v|. */
  public static LandscapeReport of(Problem problem, List<CriticalPoint> points, int most) {
    DiagonalNetwork network = new DiagonalNetwork(problem.train());
    int minima = (int) points.stream().filter(CriticalPoint::isMinimum).count();
    List<Row> rows =
        points.stream()
            .limit(most)
            .map(point -> Row.of(problem, network, point, point.u(), point.v(), ""))
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
            .map(orbit -> Row.of(problem, network, point, orbit.u(), orbit.v(), pieces(orbit)))
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
  @Override
  public void print(PrintWriter out) {
    rows().print(out);
    out.printf(
        Locale.ROOT,
        "%d strict saddle%s, %d minim%s",
        saddles,
        saddles == 1 ? "" : "s",
        minima,
        minima == 1 ? "um" : "a");
    out.println(
        found.size() < saddles + minima ? "; " + found.size() + " shown, raise --most" : "");
  }

  @Override
  public Map<String, Object> json() {
    return JSON.json(this);
  }

  @Override
  public Rows<?> rows() {
    return new Rows<>(ROWS, found);
  }

  @Override
  public void writeTheta(Path path) {
    ThetaRows.of(found.stream().map(row -> row.point().theta()), problem.train().features())
        .write(path);
  }

  /** Draws the loss of the points over the size of their supports. */
  @Override
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
    List<Row> shown = found.stream().filter(which).toList();
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
