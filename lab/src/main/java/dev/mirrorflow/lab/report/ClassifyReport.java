package dev.mirrorflow.lab.report;

import dev.mirrorflow.bias.MaxMargin;
import dev.mirrorflow.data.CsvWriter;
import dev.mirrorflow.data.NpyFormat;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.lab.input.Classes;
import dev.mirrorflow.lab.input.ClassifierMethod;
import dev.mirrorflow.lab.input.ClassifierName;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.model.Norms;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A descent on the logistic loss beside the two separators of maximum margin.
 *
 * @param eta the step size
 * @param states the recorded times, from 0
 * @param complete whether all times were reached before θ left the range of doubles
 */
public record ClassifyReport(
    Problem problem,
    Classes classes,
    ClassifierName model,
    ClassifierMethod method,
    double eta,
    MaxMargin l2,
    MaxMargin l1,
    List<State> states,
    boolean complete) {

  /** ln L and θ after t steps. */
  public record State(long t, double logLoss, double[] theta) {}

  /** Prints the table and the two separators. */
  public void print(PrintWriter out) {
    problem.notes().forEach(out::println);
    out.println(classes.coding().note());
    out.printf(Locale.ROOT, "%s on the %s model, step %.4g%n%n", method, model, eta);
    Table table =
        new Table(
            List.of(
                "t",
                "train loss",
                "margin/‖θ‖₂",
                "margin/‖θ‖₁",
                "angle to ℓ2",
                "angle to ℓ1",
                "test error"));
    for (State state : states) {
      table.add(
          List.of(
              Long.toString(state.t()),
              loss(state.logLoss()),
              Table.cell("%.4e", margin(state) / Norms.l2(state.theta())),
              Table.cell("%.4e", margin(state) / Norms.l1(state.theta())),
              Table.cell("%.4e", angle(state, l2)),
              Table.cell("%.4e", angle(state, l1)),
              Table.cell("%.4f", testError(state))));
    }
    table.print(out);
    if (!complete) {
      out.println("ended early: before the next time θ would leave the range of doubles");
    }
    out.println();
    Table margins =
        new Table(
            List.of(
                "maximum margin",
                "margin",
                "‖w‖₂",
                "‖w‖₁",
                "entries",
                "support vectors",
                "gap",
                "test error"));
    margins.add(cells("ℓ2", l2));
    margins.add(cells("ℓ1", l1));
    margins.print(out);
    out.println("the training set is separated by both, proved by duality; angles in radians");
  }

  private List<String> cells(String name, MaxMargin separator) {
    return List.of(
        name,
        Table.cell("%.6e", separator.margin()),
        Table.cell("%.4e", Norms.l2(separator.w())),
        Table.cell("%.4e", Norms.l1(separator.w())),
        Long.toString(entries(separator)),
        Integer.toString(separator.supportVectors()),
        Table.cell("%.1e", separator.gap()),
        Table.cell("%.4f", classes.testError(separator.w())));
  }

  private static long entries(MaxMargin separator) {
    return Arrays.stream(separator.w()).filter(value -> value != 0).count();
  }

  /** e^logLoss in decimal, also where it is below the range of doubles. */
  private static String loss(double logLoss) {
    double decimal = logLoss / Math.log(10);
    if (decimal > -300) {
      return Table.cell("%.3e", Math.exp(logLoss));
    }
    if (decimal < -1e6) {
      return Table.cell("10^%.4g", decimal);
    }
    double exponent = Math.floor(decimal);
    return String.format(Locale.ROOT, "%.3fe%.0f", Math.pow(10, decimal - exponent), exponent);
  }

  /** Empty at θ = 0, which takes no side. */
  private OptionalDouble testError(State state) {
    return Norms.max(state.theta()) == 0
        ? OptionalDouble.empty()
        : classes.testError(state.theta());
  }

  private double margin(State state) {
    double[] margins = new double[classes.risk().samples()];
    classes.risk().signedDesign().multiply(state.theta(), margins);
    return Arrays.stream(margins).min().getAsDouble();
  }

  /** In radians; NaN at θ = 0. */
  static double angle(State state, MaxMargin separator) {
    double[] unit = unit(state.theta());
    return 2 * Math.asin(Norms.relativeDistance(unit, unit(separator.w())) / 2);
  }

  private static double[] unit(double[] a) {
    double norm = Norms.l2(a);
    return Arrays.stream(a).map(value -> value / norm).toArray();
  }

  private Map<String, Object> values(State state) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("t", state.t());
    values.put("logLoss", state.logLoss());
    values.put("l2", Norms.l2(state.theta()));
    values.put("l1", Norms.l1(state.theta()));
    values.put("margin", margin(state));
    values.put("angleToL2", JsonFile.number(angle(state, l2)));
    values.put("angleToL1", JsonFile.number(angle(state, l1)));
    values.put("testError", JsonFile.number(testError(state)));
    return values;
  }

  private Map<String, Object> values(MaxMargin separator) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("margin", separator.margin());
    values.put("l2", Norms.l2(separator.w()));
    values.put("l1", Norms.l1(separator.w()));
    values.put("entries", entries(separator));
    values.put("supportVectors", separator.supportVectors());
    values.put("gap", separator.gap());
    values.put("testError", JsonFile.number(classes.testError(separator.w())));
    return values;
  }

  /** The content of the JSON file. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", "mirrorflow-classify-1");
    json.put("environment", Environment.summary());
    json.put("problem", problem.summary());
    json.put("coding", classes.coding().note());
    json.put("model", model.toString());
    json.put("method", method.toString());
    json.put("eta", eta);
    json.put("complete", complete);
    json.put("maxMarginL2", values(l2));
    json.put("maxMarginL1", values(l1));
    json.put("states", states.stream().map(this::values).toList());
    return json;
  }

  /** Writes a line for each recorded time. */
  public void writeCsv(Path file) {
    List<List<Object>> rows = new ArrayList<>();
    states.forEach(state -> rows.add(new ArrayList<>(values(state).values())));
    CsvWriter.write(
        file,
        List.of("t", "log_loss", "l2", "l1", "margin", "angle_to_l2", "angle_to_l1", "test_error"),
        rows);
  }

  /** Writes θ of all recorded times as rows. */
  public void writeTheta(Path file) {
    double[][] rows = states.stream().map(State::theta).toArray(double[][]::new);
    NpyWriter.write(file, rows, new NpyFormat(false, false, false));
  }

  /** Draws the angles and the shortfall of the margins against time. */
  public void writePlot(Path file) {
    ClassifyPlot.write(
        file,
        states,
        l2,
        l1,
        state -> margin(state) / Norms.l2(state.theta()),
        state -> margin(state) / Norms.l1(state.theta()));
  }
}
