package dev.mirrorflow.lab.report;

import dev.mirrorflow.lab.input.Features;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.landscape.FlowJumps;
import dev.mirrorflow.landscape.PathCertificate;
import dev.mirrorflow.landscape.Saddle;
import dev.mirrorflow.landscape.SaddlePath;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The path from saddle to saddle, to be printed and written.
 *
 * @param evaluations one for each saddle
 * @param flow the flow to compare it with, if asked for
 */
public record SaddlesReport(
    Problem problem, SaddlePath path, List<Evaluation> evaluations, Optional<Flow> flow)
    implements Report {

  /** The flow from one small α. */
  public record Flow(double alpha, FlowJumps jumps) {}

  /** The saddle of this number. */
  record Row(SaddlesReport report, int at) {

    Saddle saddle() {
      return report.path.saddles().get(at);
    }

    Features features() {
      return report.problem.features();
    }

    String cell(int[] coordinates) {
      return CoordinateList.cell(coordinates, features());
    }

    List<String> names(int[] coordinates) {
      return features().haveNames() ? features().names(coordinates) : null;
    }
  }

  static final Columns<Row> ROWS =
      new Declaration<Row>()
          .number("tau", "τ = t/ln(1/α) of the jump to it", row -> row.saddle().time(), "tau %.5g")
          .number("flowTau", "the same of the flow from α", row -> row.report().flowTime(row.at()))
          .shown(
              row -> "flow, α=" + Table.cell("%.3g", row.report().flow().orElseThrow().alpha()),
              row -> Table.cell("%.5g", row.report().flowTime(row.at())))
          .where(row -> row.report().flow().isPresent())
          .coordinates("entering", "coordinates from 0", row -> row.saddle().entering())
          .shown("enters", row -> row.cell(row.saddle().entering()))
          .coordinates("leaving", "coordinates from 0", row -> row.saddle().leaving())
          .shown("leaves", row -> row.cell(row.saddle().leaving()))
          .count("entries", "of θ that are not 0", row -> row.saddle().support().length, "entries")
          .notInJson()
          .coordinates("support", "coordinates from 0", row -> row.saddle().support())
          .notInCsv()
          .texts("enteringNames", "their names", row -> row.names(row.saddle().entering()))
          .optional()
          .texts("leavingNames", "their names", row -> row.names(row.saddle().leaving()))
          .optional()
          .texts("supportNames", "their names", row -> row.names(row.saddle().support()))
          .optional()
          .numbers("values", "θ on the support", row -> row.saddle().values())
          .coordinates("tied", "columns that tie with the support", row -> row.saddle().tied())
          .notInCsv()
          .number("trainLoss", "R(θ)", row -> row.saddle().loss(), "train loss %.3e")
          .all(Evaluation.COLUMNS, row -> row.report().evaluations().get(row.at()))
          .text("enteringFeatures", "names", r -> r.features().joined(r.saddle().entering()))
          .notInJson()
          .text("leavingFeatures", "names", r -> r.features().joined(r.saddle().leaving()))
          .notInJson()
          .columns();

  private static final Columns<SaddlesReport> PROOF =
      new Declaration<SaddlesReport>()
          .flag("holds", "whether the end is proved", SaddlesReport::isCertified)
          .number("stationarity", "of the end", r -> r.path().certificate().stationarity())
          .number("rounding", "what it may be", r -> r.path().certificate().rounding())
          .number("dualExcess", "of ‖Xᵀp‖∞ over 1", r -> r.path().certificate().dualExcess())
          .number("dualityGap", "relative", r -> r.path().certificate().dualityGap())
          .number("drift", "by rounding", report -> report.path().certificate().drift())
          .columns();

  /** The JSON file. */
  static final Columns<SaddlesReport> JSON =
      new Declaration<SaddlesReport>()
          .format("mirrorflow-saddles-1")
          .options("problem", "where the data came from", report -> report.problem().summary())
          .number("alpha", "of the flow", r -> r.flow().map(Flow::alpha).orElse(Double.NaN))
          .row("certificate", "of the end", PROOF, report -> report)
          .texts("notes", "columns that tie, losses beyond the doubles", SaddlesReport::notes)
          .lists("equalColumns", "up to sign", report -> report.path().equalColumns())
          .rows("saddles", "in the order of τ", ROWS, SaddlesReport::saddles)
          .columns();

  private List<Row> saddles() {
    return IntStream.range(0, path.saddles().size()).mapToObj(k -> new Row(this, k)).toList();
  }

  /** Whether the end is proved. */
  public boolean isCertified() {
    return path.certificate().holds(SaddlePath.TOLERANCE);
  }

  /** What the certificate says, in one line: that it holds, or which part of it does not. */
  public String verdict() {
    PathCertificate certificate = path.certificate();
    String numbers =
        String.format(
            Locale.ROOT,
            " (stationarity %.1e of %.1e, dual excess %.1e, gap %.1e, drift %.1e)",
            certificate.stationarity(),
            certificate.rounding(),
            certificate.dualExcess(),
            certificate.dualityGap(),
            certificate.drift());
    if (isCertified()) {
      return "the end has the least ℓ1 norm of all minimisers: certified" + numbers;
    }
    return "not certified: "
        + (certificate.stationarity() <= certificate.rounding()
            ? "rounding has moved the path by more than " + SaddlePath.TOLERANCE
            : "the end is not shown to minimise the loss")
        + numbers
        + "; X has more than "
        + SaddlePath.MOST_ENTRIES
        + " entries, too many to go on in more digits: drop nearly equal columns, bring the rows to"
        + " one size, or select features";
  }

  /** What a reader of the table must know: columns that tie, and losses beyond the doubles. */
  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (int[] group : path.equalColumns()) {
      notes.add(
          "columns "
              + CoordinateList.cell(group, problem.features())
              + " of X are equal up to sign: they tie, and the flow shares their sum evenly");
    }
    for (int k = 0; k < path.saddles().size(); k++) {
      Saddle saddle = path.saddles().get(k);
      if (saddle.tied().length > 0) {
        notes.add(
            "columns "
                + CoordinateList.cell(saddle.tied(), problem.features())
                + " tie with the support at saddle "
                + k
                + ": other θ there may have the same loss and ‖θ‖₁, and the flow chooses; one is"
                + " shown");
      }
    }
    double most = path.saddles().getFirst().loss();
    if (Double.isInfinite(most)) {
      notes.add(
          "training losses above 1.8e308 are beyond the doubles, inf in the table and missing in"
              + " files: divide y by a power of ten, and θ is so much smaller");
    } else if (most < Double.MIN_NORMAL && path.saddles().size() > 1) {
      notes.add(
          "training losses below 2.2e-308 are beyond the doubles and nearly 0: multiply y by a"
              + " power of ten, and θ is so much larger");
    }
    return notes;
  }

  /** Prints the verdict, the notes and the table. */
  @Override
  public void print(PrintWriter out) {
    out.println(verdict());
    notes().forEach(out::println);
    rows().print(out);
    out.printf(
        Locale.ROOT,
        "%d jump%s in units of ln(1/α)%n",
        path.saddles().size() - 1,
        path.saddles().size() == 2 ? "" : "s");
  }

  /** The flow's τ of the jump to saddle k; 0 at the start, NaN if there is none. */
  private double flowTime(int k) {
    return flow.map(f -> k == 0 ? 0 : f.jumps().jump(k)).orElse(Double.NaN);
  }

  @Override
  public Map<String, Object> json() {
    return JSON.json(this);
  }

  @Override
  public Rows<?> rows() {
    return new Rows<>(ROWS, saddles());
  }

  @Override
  public void writeTheta(Path file) {
    int d = problem.train().features();
    ThetaRows.of(path.saddles().stream().map(saddle -> saddle.theta(d)), d).write(file);
  }

  /** Draws the staircase. */
  @Override
  public void writePlot(Path file) {
    SaddlePlot.write(file, path.saddles(), problem.train().features(), flow);
  }
}
