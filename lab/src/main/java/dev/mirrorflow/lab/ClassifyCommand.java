package dev.mirrorflow.lab;

import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.LogisticDescent;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.lab.input.Classes;
import dev.mirrorflow.lab.input.ClassifierMethod;
import dev.mirrorflow.lab.input.ClassifierName;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.input.ProblemOptions;
import dev.mirrorflow.lab.input.Separators;
import dev.mirrorflow.lab.report.ClassifyReport;
import dev.mirrorflow.lab.report.OutputOptions;
import dev.mirrorflow.lab.report.Progress;
import dev.mirrorflow.lab.report.Sensitivity;
import dev.mirrorflow.model.Logistic;
import dev.mirrorflow.model.Norms;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mirrorflow classify}: where descent on the logistic loss points. */
@Command(
    name = "classify",
    description = {
      "Descends on the logistic loss of two classes and compares the direction of θ with the"
          + " separators of maximum ℓ2 and ℓ1 margin, for sign descent and Adam of maximum ℓ∞"
          + " margin too, which it solves for and proves. Separators go through the origin: for one"
          + " with an intercept, add a column of ones to X. Targets are -1 and 1, or 0 and 1; of a"
          + " synthetic problem, their signs."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Example:",
      "  mirrorflow classify --n 40 --d 100 --sparsity 3 --method normalized"
    })
final class ClassifyCommand implements Callable<Integer> {

  /** Of η max |x_ij|: a network's u and v change by at most this share in a step. */
  private static final double NETWORK_SHARE = 0.1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      defaultValue = "linear",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private ClassifierName model;

  @Option(
      names = "--method",
      defaultValue = "gd",
      description =
          "${COMPLETION-CANDIDATES}; normalized divides the gradient by the loss, and runs twice to"
              + " measure what rounding does to it; sign and adam go to the maximum ℓ∞ margin of"
              + " the linear model, by steps of ETA/√t (default: ${DEFAULT-VALUE})")
  private ClassifierMethod method;

  @Option(
      names = "--eta",
      paramLabel = "ETA",
      description =
          "step size (default: 4n/‖X‖² for the linear model, 0.1/max |x_ij| for the network, 1/max"
              + " ‖x_i‖₁ for sign and adam)")
  private Double eta;

  @Option(
      names = "--steps",
      paramLabel = "T",
      defaultValue = "10000",
      description = "steps to make (default: ${DEFAULT-VALUE})")
  private long steps;

  @Option(
      names = "--points",
      paramLabel = "COUNT",
      defaultValue = "13",
      description = "times to record, evenly spaced in log t (default: ${DEFAULT-VALUE})")
  private int points;

  @Option(
      names = "--alpha",
      paramLabel = "ALPHA",
      defaultValue = "0.01",
      description = "scale of the network's start u = √2 α, v = 0 (default: ${DEFAULT-VALUE})")
  private double alpha;

  @Option(
      names = "--batch",
      paramLabel = "B",
      defaultValue = "8",
      description = "samples in a mini-batch of sgd (default: ${DEFAULT-VALUE})")
  private int batch;

  @Mixin private ProblemOptions problems;
  @Mixin private OutputOptions outputs;

  @Override
  public Integer call() throws InterruptedException {
    problems.validate();
    outputs.validate();
    if (method.rule().isPerEntry() && model == ClassifierName.DLN) {
      throw new ParameterException(
          spec.commandLine(), "--method " + method + " is of the linear model: leave --model out");
    }
    if (steps < 1 || points < 2) {
      throw new ParameterException(
          spec.commandLine(), "--steps must be at least 1 and --points at least 2");
    }
    ClassifyReport report = report(problems.load());
    PrintWriter out = spec.commandLine().getOut();
    outputs.write(report, out);
    return ExitCode.OK;
  }

  private ClassifyReport report(Problem problem) throws InterruptedException {
    Classes classes = Classes.of(problem);
    // The linear model is descended on in units of the largest entry of X: θ scales with it, bit
    // for bit, and its squares neither overflow nor underflow.
    int unit = model == ClassifierName.LINEAR ? classes.risk().exponent() : 0;
    Logistic risk = unit == 0 ? classes.risk() : classes.risk().scaled(-unit);
    LogisticDescent plan = plan(risk, unit);
    long[] times = LogisticDescent.logSpaced(steps, points);
    Separators separators = separators(problem, classes);
    List<ClassifyReport.State> states = new ArrayList<>();
    Optional<Sensitivity> sensitivity = Optional.empty();
    boolean complete;
    try (Progress progress = Progress.of("classify", times.length)) {
      complete = run(plan, risk, times, states, progress::step);
    }
    if (method == ClassifierMethod.NORMALIZED) {
      List<ClassifyReport.State> moved = new ArrayList<>();
      LogisticDescent larger =
          new LogisticDescent(Math.nextUp(plan.eta()), plan.rule(), plan.batches());
      run(larger, risk, times, moved, () -> {});
      sensitivity = Optional.of(Sensitivity.between(states, moved));
    }
    return new ClassifyReport(
        problem,
        classes,
        new ClassifyReport.Plan(model, method, plan.eta(), unit, batchNote(classes)),
        separators,
        states,
        complete,
        sensitivity);
  }

  private Separators separators(Problem problem, Classes classes) throws InterruptedException {
    try {
      return Separators.of(
          classes.risk(),
          problem.train().design(),
          classes.labels(),
          problems.standardizes(),
          method.rule().isPerEntry());
    } catch (ComputationException | BadDataException e) {
      // What it came to while it was made to stop says nothing.
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw e;
    }
  }

  private boolean run(
      LogisticDescent plan,
      Logistic risk,
      long[] times,
      List<ClassifyReport.State> states,
      Runnable step)
      throws InterruptedException {
    int d = risk.features();
    Start start = model == ClassifierName.DLN ? Start.network(alpha, d) : Start.zero(d);
    boolean complete =
        plan.run(
            risk,
            start,
            times,
            (t, logLoss, theta) -> {
              states.add(new ClassifyReport.State(t, logLoss, theta.clone()));
              step.run();
            });
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return complete;
  }

  private Optional<String> batchNote(Classes classes) {
    int n = classes.risk().samples();
    return method == ClassifierMethod.SGD && batch > n
        ? Optional.of("mini-batches of %d samples, not %d: X has no more".formatted(n, batch))
        : Optional.empty();
  }

  private LogisticDescent plan(Logistic risk, int unit) {
    Batches batches =
        method == ClassifierMethod.SGD
            ? new Batches.Mini(batch, false, problems.seed())
            : new Batches.Full();
    if (eta == null) {
      return new LogisticDescent(defaultStep(risk), method.rule(), batches);
    }
    // Before it is scaled: a step that makes no sense is refused as it was given.
    LogisticDescent plan = new LogisticDescent(eta, method.rule(), batches);
    double scaled = Math.scalb(eta, method.rule().isPerEntry() ? unit : 2 * unit);
    if (!(scaled >= Double.MIN_NORMAL) || Double.isInfinite(scaled)) {
      throw new BadDataException(
          "--eta %s is beyond the range of doubles against the squares of X, whose largest entry is near 2^%d; leave it out, or rescale X"
              .formatted(eta, unit));
    }
    return unit == 0 ? plan : new LogisticDescent(scaled, plan.rule(), batches);
  }

  private double defaultStep(Logistic risk) {
    if (method.rule().isPerEntry()) {
      return 1 / largest(risk, Norms::l1);
    }
    if (model == ClassifierName.LINEAR) {
      return 1 / risk.smoothness();
    }
    return NETWORK_SHARE / largest(risk, Norms::max);
  }

  /** The largest norm of a sample. */
  private static double largest(Logistic risk, ToDoubleFunction<double[]> norm) {
    double largest = 0;
    double[] row = new double[risk.features()];
    for (int i = 0; i < risk.samples(); i++) {
      risk.signedDesign().copyRow(i, row);
      largest = Math.max(largest, norm.applyAsDouble(row));
    }
    return largest;
  }
}
