package dev.mirrorflow.lab.report;

import dev.mirrorflow.bias.MaxMargin;
import dev.mirrorflow.lab.input.Classes;
import dev.mirrorflow.lab.input.ClassifierMethod;
import dev.mirrorflow.lab.input.ClassifierName;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.input.Separators;
import dev.mirrorflow.model.Norms;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

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
    Optional<Sensitivity> sensitivity)
    implements Report {

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
      return Math.scalb(eta, -units());
    }

    /** Powers of two between the step for X/2^unit and that for X. */
    private int units() {
      return method.rule().isPerEntry() ? unit : 2 * unit;
    }
  }

  /** ln L and θ, in the units of the plan, after t steps. */
  public record State(long t, double logLoss, double[] theta) {}

  /** A time of the report, which knows the units. */
  record Time(ClassifyReport report, State state) {

    double angle(MaxMargin separator) {
      return ClassifyReport.angle(state.theta(), separator.w());
    }

    double norm(ToDoubleFunction<double[]> norm) {
      return Math.scalb(norm.applyAsDouble(state.theta()), -report.plan().unit());
    }

    /** NaN where the maximum was not asked for. */
    double largestMarginShare() {
      return report
          .separators()
          .largest()
          .map(most -> margin(Norms::max) / most.margin())
          .orElse(Double.NaN);
    }

    double margin(ToDoubleFunction<double[]> norm) {
      return report.margin(state, norm.applyAsDouble(state.theta()));
    }
  }

  static final Columns<Time> TIMES =
      new Declaration<Time>()
          .count("t", "steps made", time -> time.state().t(), "t")
          .number("logLoss", "ln of the training loss", time -> time.state().logLoss())
          .shown("train loss", time -> exponential(time.state().logLoss()))
          .number("l2", "‖θ‖₂", time -> time.norm(Norms::l2))
          .number("l1", "‖θ‖₁", time -> time.norm(Norms::l1))
          .number("margin", "least margin of θ", time -> time.report().margin(time.state()))
          .value("margin/‖θ‖₂ %.4e", time -> time.margin(Norms::l2))
          .value("margin/‖θ‖₁ %.4e", time -> time.margin(Norms::l1))
          .number(
              "largestMarginShare",
              "ℓ∞ margin of θ relative to the maximum",
              Time::largestMarginShare,
              "of ℓ∞ maximum %.5f")
          .whereAny()
          .askedFor()
          .number(
              "angleToL2",
              "radians between θ and the separator of maximum ℓ2 margin",
              time -> time.angle(time.report().separators().l2()),
              "angle to ℓ2 %.4e")
          .number(
              "angleToL1",
              "radians between θ and the separator of maximum ℓ1 margin",
              time -> time.angle(time.report().separators().l1()),
              "angle to ℓ1 %.4e")
          .number(
              "testError",
              "share of wrong signs on the test set",
              time -> time.report().testError(time.state()),
              "test error %.4f")
          .columns();

  /** A separator of maximum margin. */
  private record Separator(String name, MaxMargin of, OptionalDouble testError) {

    long entries() {
      return Arrays.stream(of.w()).filter(value -> value != 0).count();
    }
  }

  private static final Columns<Separator> SEPARATORS =
      new Declaration<Separator>()
          .cell("maximum margin", Separator::name)
          .number("margin", "least margin", s -> s.of().margin(), "margin %.6e")
          .number("l2", "‖w‖₂", s -> Norms.l2(s.of().w()), "‖w‖₂ %.4e")
          .number("l1", "‖w‖₁", s -> Norms.l1(s.of().w()), "‖w‖₁ %.4e")
          .count("entries", "of w that are not 0", Separator::entries, "entries")
          .count(
              "supportVectors",
              "samples of least margin",
              s -> s.of().supportVectors(),
              "support vectors")
          .number("gap", "of duality, relative", s -> s.of().gap(), "gap %.1e")
          .number(
              "testError",
              "share of wrong signs on the test set",
              s -> s.testError().orElse(Double.NaN),
              "test error %.4f")
          .columns();

  /** The JSON file. */
  static final Columns<ClassifyReport> JSON =
      new Declaration<ClassifyReport>()
          .format("mirrorflow-classify-1")
          .options("problem", "where the data came from", report -> report.problem().summary())
          .text("coding", "of the classes", report -> report.classes().coding().note())
          .text("model", "linear or dln", report -> report.plan().model().toString())
          .text("method", "of descent", report -> report.plan().method().toString())
          .number("eta", "step size", r -> r.plan().step() > 0 ? r.plan().step() : Double.NaN)
          .text("note", "what else there is to say", report -> report.plan().note().orElse(null))
          .flag("complete", "whether all times were reached", ClassifyReport::complete)
          .row("sensitivity", "to rounding", Sensitivity.COLUMNS, r -> r.sensitivity().orElse(null))
          .row("maxMarginL2", "separator of maximum ℓ2 margin", SEPARATORS, ClassifyReport::l2)
          .row("maxMarginL1", "separator of maximum ℓ1 margin", SEPARATORS, ClassifyReport::l1)
          .row("maxMarginLargest", "of maximum ℓ∞ margin", SEPARATORS, ClassifyReport::largest)
          .optional()
          .rows("states", "at the recorded times", TIMES, ClassifyReport::times)
          .columns();

  private List<Time> times() {
    return states.stream().map(state -> new Time(this, state)).toList();
  }

  private Separator l2() {
    return new Separator("ℓ2", separators.l2(), classes.testError(separators.l2().w()));
  }

  /** Null where it was not asked for. */
  private Separator largest() {
    return separators
        .largest()
        .map(of -> new Separator("ℓ∞", of, classes.testError(of.w())))
        .orElse(null);
  }

  private Separator l1() {
    return new Separator("ℓ1", separators.l1(), classes.testError(separators.l1().w()));
  }

  /** Prints the table and the two separators. */
  @Override
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
    rows().print(out);
    out.println();
    SEPARATORS.print(Stream.of(l2(), l1(), largest()).filter(Objects::nonNull).toList(), out);
    out.println(
        "the training set is separated by "
            + (largest() == null ? "both" : "all three")
            + ", proved by duality; angles in radians");
  }

  private String stepText() {
    double step = plan.step();
    return step >= Double.MIN_NORMAL && step <= Double.MAX_VALUE
        ? Table.cell("%.4g", step)
        : exponential(Math.log(plan.eta()) - plan.units() * Math.log(2));
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

  /** NaN at θ = 0, which takes no side, and without a test set. */
  private double testError(State state) {
    return Norms.max(state.theta()) == 0
        ? Double.NaN
        : classes.testError(theta(state)).orElse(Double.NaN);
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

  @Override
  public Map<String, Object> json() {
    return JSON.json(this);
  }

  @Override
  public Rows<?> rows() {
    return new Rows<>(TIMES, times());
  }

  @Override
  public void writeTheta(Path file) {
    ThetaRows.of(states.stream().map(this::theta), classes.risk().features()).write(file);
  }

  /** Draws the angles and the shortfall of the margins against time. */
  @Override
  public void writePlot(Path file) {
    ClassifyPlot.write(
        file,
        states,
        separators,
        state -> margin(state, Norms.l2(state.theta())),
        state -> margin(state, Norms.l1(state.theta())));
  }
}
