package dev.mirrorflow.lab.report;

import dev.mirrorflow.bias.MaxMargin;
import dev.mirrorflow.data.CsvWriter;
import dev.mirrorflow.data.NpyFormat;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.lab.input.Classes;
import dev.mirrorflow.lab.input.ClassifierMethod;
import dev.mirrorflow.lab.input.ClassifierName;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.input.Separators;
import dev.mirrorflow.model.Norms;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A descent on the logistic loss beside the two separators of maximum margin.
 *
 * @param states the recorded times, from 0
 * @param complete whether all times were reached before θ left the range of doubles
 * @param sensitivity what rounding does, where it was measured
 */
public record ClassifyReport(
    Problem problem,
    Classes classes,
    Plan plan,
    Separators separators,
    List<State> states,
    boolean complete,
    Optional<Sensitivity> sensitivity) {

  /**
   * What was run.
   *
   * @param eta the step size for X/2^unit
   * @param unit X and the margins are 2^unit times what was descended on, θ of the states 2^unit
   *     times that of X
   * @param note what else there is to say on it
   */
  public record Plan(
      ClassifierName model, ClassifierMethod method, double eta, int unit, Optional<String> note) {

    /** The step size for X, 0 or infinite where a double cannot hold it. */
    double step() {
      return Math.scalb(eta, -2 * unit);
    }
  }

  /** ln L and θ, in the units of the plan, after t steps. */
  public record State(long t, double logLoss, double[] theta) {}

  /** Prints the table and the two separators. */
  public void print(PrintWriter out) {
    problem.dataNotes().forEach(out::println);
    out.println(classes.coding().note());
    out.printf(
        Locale.ROOT, "%s on the %s model, step %s%n", plan.method(), plan.model(), stepText());
    plan.note().ifPresent(out::println);
    if (!complete) {
      out.printf(
          Locale.ROOT,
          "ended early, after step %d: before the next time θ would leave the range of doubles%n",
          states.getLast().t());
    }
    sensitivity.ifPresent(value -> value.print(out));
    out.println();
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
              exponential(state.logLoss()),
              Table.cell("%.4e", margin(state, Norms.l2(state.theta()))),
              Table.cell("%.4e", margin(state, Norms.l1(state.theta()))),
              Table.cell("%.4e", angle(state.theta(), separators.l2().w())),
              Table.cell("%.4e", angle(state.theta(), separators.l1().w())),
              Table.cell("%.4f", testError(state))));
    }
    table.print(out);
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
    margins.add(cells("ℓ2", separators.l2()));
    margins.add(cells("ℓ1", separators.l1()));
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

  private String stepText() {
    double step = plan.step();
    return step >= Double.MIN_NORMAL && step <= Double.MAX_VALUE
        ? Table.cell("%.4g", step)
        : exponential(Math.log(plan.eta()) - 2 * plan.unit() * Math.log(2));
  }

  /** e^power in decimal, also where it is beyond the range of doubles. */
  private static String exponential(double power) {
    double decimal = power / Math.log(10);
    if (decimal > -300 && decimal < 300) {
      return Table.cell("%.3e", Math.exp(power));
    }
    if (decimal < -1e6) {
      return Table.cell("10^%.4g", decimal);
    }
    double exponent = Math.floor(decimal);
    return String.format(Locale.ROOT, "%.3fe%.0f", Math.pow(10, decimal - exponent), exponent);
  }

  /** Empty at θ = 0, which takes no side. */
  private OptionalDouble testError(State state) {
    return Norms.max(state.theta()) == 0 ? OptionalDouble.empty() : classes.testError(theta(state));
  }

  /** The least margin of θ in the units of X. */
  private double margin(State state) {
    double[] margins = new double[classes.risk().samples()];
    classes.risk().signedDesign().multiply(theta(state), margins);
    return Arrays.stream(margins).min().getAsDouble();
  }

  /** The same for a θ of the given norm in the units of the plan divided by it. */
  private double margin(State state, double norm) {
    return Math.scalb(margin(state) / norm, plan.unit());
  }

  /** θ in the units of X. */
  private double[] theta(State state) {
    return Arrays.stream(state.theta()).map(value -> Math.scalb(value, -plan.unit())).toArray();
  }

  /** In radians; NaN at θ = 0. */
  static double angle(double[] theta, double[] other) {
    return 2 * Math.asin(Norms.relativeDistance(unit(theta), unit(other)) / 2);
  }

  private static double[] unit(double[] a) {
    double norm = Norms.l2(a);
    return Arrays.stream(a).map(value -> value / norm).toArray();
  }

  private Map<String, Object> values(State state) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("t", state.t());
    values.put("logLoss", state.logLoss());
    values.put("l2", Math.scalb(Norms.l2(state.theta()), -plan.unit()));
    values.put("l1", Math.scalb(Norms.l1(state.theta()), -plan.unit()));
    values.put("margin", margin(state));
    values.put("angleToL2", JsonFile.number(angle(state.theta(), separators.l2().w())));
    values.put("angleToL1", JsonFile.number(angle(state.theta(), separators.l1().w())));
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
    json.put("model", plan.model().toString());
    json.put("method", plan.method().toString());
    json.put("eta", plan.step() > 0 ? JsonFile.number(plan.step()) : null);
    json.put("note", plan.note().orElse(null));
    json.put("complete", complete);
    json.put("sensitivity", sensitivity.map(Sensitivity::json).orElse(null));
    json.put("maxMarginL2", values(separators.l2()));
    json.put("maxMarginL1", values(separators.l1()));
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
    double[][] rows = states.stream().map(this::theta).toArray(double[][]::new);
    NpyWriter.write(file, rows, new NpyFormat(false, false, false));
  }

  /** Draws the angles and the shortfall of the margins against time. */
  public void writePlot(Path file) {
    ClassifyPlot.write(
        file,
        states,
        separators,
        state -> margin(state, Norms.l2(state.theta())),
        state -> margin(state, Norms.l1(state.theta())));
  }
}
