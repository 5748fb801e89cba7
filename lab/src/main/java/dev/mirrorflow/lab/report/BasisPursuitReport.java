package dev.mirrorflow.lab.report;

import dev.mirrorflow.bias.BasisPursuit;
import dev.mirrorflow.bias.BasisPursuitSolution;
import dev.mirrorflow.bias.DualCertificate;
import dev.mirrorflow.file.FileError;
import dev.mirrorflow.lab.input.DesignProblem;
import java.awt.BasicStroke;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The interpolator of least ℓ1 norm or of another penalty, to be printed and written.
 *
 * @param goal what is least, as "ℓ1 norm"
 * @param penalty the same as results record it
 * @param note what is to be known about a rank-deficient or ill-conditioned X, empty if nothing
 * @param distanceToRange ‖y - Py‖/‖y‖, P the projection onto the range of X; 0 if y is in it
 * @param top how many entries are printed
 */
public record BasisPursuitReport(
    DesignProblem problem,
    String goal,
    Map<String, Object> penalty,
    BasisPursuitSolution solution,
    String note,
    double distanceToRange,
    int top)
    implements Report {

  private static final BasicStroke STEM = new BasicStroke(0.1f);
  private static final int TICK_SPACING = 100;

  /**
   * An entry of θ that is not 0.
   *
   * @param feature its name, if it has one
   * @param truth that of θ*, NaN where it is not known
   */
  record Entry(int coordinate, double theta, double subgradient, String feature, double truth) {}

  static final Columns<Entry> ENTRIES =
      new Declaration<Entry>()
          .count("coordinate", "from 0", Entry::coordinate, "j")
          .number("theta", "entry of θ", Entry::theta, "θ_j %.8g")
          .number("subgradient", "(Xᵀp)_j of the dual solution p", Entry::subgradient)
          .text("feature", "its name", Entry::feature)
          .shown("feature", entry -> FileError.excerpt(entry.feature()))
          .whereAny()
          .first()
          .value("θ*_j %.8g", Entry::truth)
          .where(entry -> !Double.isNaN(entry.truth()))
          .columns();

  /** The line of what evaluates θ; the entries are below it. */
  private static final Columns<BasisPursuitReport> SUMMARY =
      new Declaration<BasisPursuitReport>()
          .cell("entries", report -> Integer.toString(report.support().count()))
          .all(Evaluation.COLUMNS, report -> report.evaluation().withoutEntries())
          .columns();

  private static final Columns<BasisPursuitReport> SOLVER =
      new Declaration<BasisPursuitReport>()
          .count("newtonSteps", "of the continuation in α", r -> r.solution().newtonSteps())
          .count("pivots", "of the simplex method behind it", r -> r.solution().pivots())
          .text("note", "on a rank-deficient or ill-conditioned X", BasisPursuitReport::note)
          .number(
              "distanceToRange",
              "‖y - Py‖/‖y‖, P the projection onto the range of X",
              BasisPursuitReport::distanceToRange)
          .columns();

  private static final Columns<DualCertificate> PROOF =
      new Declaration<DualCertificate>()
          .number("tolerance", "to which it holds", _ -> BasisPursuit.TOLERANCE)
          .number("primalResidual", "relative", DualCertificate::primalResidual)
          .number("dualExcess", "of ‖Xᵀp‖∞ over 1", DualCertificate::dualExcess)
          .number("dualityGap", "relative", DualCertificate::dualityGap)
          .columns();

  /** The JSON file. */
  static final Columns<BasisPursuitReport> JSON =
      new Declaration<BasisPursuitReport>()
          .format("mirrorflow-basis-pursuit-1")
          .options("problem", "where the data came from", report -> report.problem().summary())
          .options("penalty", "what is least", BasisPursuitReport::penalty)
          .row("solver", "how it was found", SOLVER, report -> report)
          .row("certificate", "its proof by duality", PROOF, r -> r.solution().certificate())
          .number("objective", "the penalty of θ", report -> report.solution().objective())
          .all(Evaluation.COLUMNS, BasisPursuitReport::evaluation)
          .all(NonZeros.COLUMNS, BasisPursuitReport::support)
          .numbers("dual", "the dual solution p", report -> report.solution().dual())
          .columns();

  private Evaluation evaluation() {
    return Evaluation.of(problem, solution.theta());
  }

  private NonZeros support() {
    return NonZeros.of(solution.theta(), problem.features());
  }

  /** The largest first. */
  private List<Entry> entries() {
    double[] theta = solution.theta();
    return IntStream.of(support().coordinates())
        .boxed()
        .sorted(Comparator.comparingDouble(j -> -Math.abs(theta[j])))
        .map(j ->
            new Entry(
                j,
                theta[j],
                solution.subgradient()[j],
                problem.features().haveNames() ? problem.features().name(j) : "",
                problem.thetaStar().map(star -> star[j]).orElse(Double.NaN)))
        .toList();
  }

  /** Prints the proof, what evaluates θ, and its largest entries. */
  @Override
  public void print(PrintWriter out) {
    DualCertificate certificate = solution.certificate();
    out.printf(
        Locale.ROOT,
        "least %s %.10g: certified to %.0e (residual %.1e, dual excess %.1e, gap %.1e)%n",
        goal,
        solution.objective(),
        BasisPursuit.TOLERANCE,
        certificate.primalResidual(),
        certificate.dualExcess(),
        certificate.dualityGap());
    if (distanceToRange > 0) {
      out.printf(
          Locale.ROOT,
          "note: no theta interpolates y: %.2g of ‖y‖ is outside the range of X, and this is the"
              + " least-squares fit of least %s%n",
          distanceToRange,
          goal);
    }
    if (!note.isEmpty()) {
      out.println("note: " + note);
    }
    SUMMARY.print(List.of(this), out);
    out.println();
    List<Entry> entries = entries();
    if (!entries.isEmpty()) {
      ENTRIES.print(entries.subList(0, Math.min(top, entries.size())), out);
    }
    if (entries.size() > top) {
      out.printf(
          Locale.ROOT, "the %d largest of %d entries; --top shows more%n", top, entries.size());
    }
  }

  @Override
  public Map<String, Object> json() {
    return JSON.json(this);
  }

  @Override
  public Rows<?> rows() {
    return new Rows<>(ENTRIES, entries());
  }

  @Override
  public void writeTheta(Path file) {
    ThetaRows.of(Stream.of(solution.theta()), solution.theta().length).write(file);
  }

  /** Draws θ, and the Xᵀp that proves it: within ±w_j, and ±w_j where θ is not 0. */
  @Override
  public void writePlot(Path file) {
    Charts.write(
        file,
        List.of(
            chart("The θ of least " + goal, "θ_j", solution.theta()),
            chart("The dual solution that proves it", "(Xᵀp)_j", solution.subgradient())));
  }

  private static XYChart chart(String title, String yTitle, double[] values) {
    XYChart chart = Charts.of(title, "coordinate j", yTitle);
    chart.getStyler().setXAxisLogarithmic(false).setLegendVisible(false).setMarkerSize(4);
    chart.getStyler().setXAxisTickMarkSpacingHint(TICK_SPACING);
    double[] j = IntStream.range(0, values.length).asDoubleStream().toArray();
    Charts.line(chart, yTitle, j, values, Charts.BLUE, SeriesMarkers.CIRCLE).setLineStyle(STEM);
    return chart;
  }
}
