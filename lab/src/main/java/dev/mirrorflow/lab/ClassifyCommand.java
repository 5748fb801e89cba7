package dev.mirrorflow.lab;

import dev.mirrorflow.bias.L1Margin;
import dev.mirrorflow.bias.L2Margin;
import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.LogisticDescent;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.lab.input.Classes;
import dev.mirrorflow.lab.input.ClassifierMethod;
import dev.mirrorflow.lab.input.ClassifierName;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.input.ProblemOptions;
import dev.mirrorflow.lab.report.ClassifyReport;
import dev.mirrorflow.lab.report.JsonFile;
import dev.mirrorflow.lab.report.OutputOptions;
import dev.mirrorflow.lab.report.Progress;
import dev.mirrorflow.linalg.DesignMatrix;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
          + " separators of maximum ℓ2 and ℓ1 margin, which it solves for and proves. Separators go"
          + " through the origin. Targets are -1 and 1, or 0 and 1; of a synthetic problem, their"
          + " signs."
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
          "${COMPLETION-CANDIDATES}; normalized divides the gradient by the loss (default:"
              + " ${DEFAULT-VALUE})")
  private ClassifierMethod method;

  @Option(
      names = "--eta",
      paramLabel = "ETA",
      description =
          "step size (default: 4n/‖X‖² for the linear model, 0.1/max |x_ij| for the network)")
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
  public Integer call() {
    problems.validate();
    outputs.validate();
    if (steps < 1 || points < 2) {
      throw new ParameterException(
          spec.commandLine(), "--steps must be at least 1 and --points at least 2");
    }
    ClassifyReport report = report(problems.load());
    PrintWriter out = spec.commandLine().getOut();
    report.print(out);
    outputs.json().ifPresent(path -> JsonFile.write(path, report.json()));
    outputs.csv().ifPresent(report::writeCsv);
    outputs.theta().ifPresent(report::writeTheta);
    outputs.plot().ifPresent(report::writePlot);
    return ExitCode.OK;
  }

  private ClassifyReport report(Problem problem) {
    Classes classes = Classes.of(problem);
    int d = classes.risk().features();
    LogisticDescent plan = plan(classes);
    Start start = model == ClassifierName.DLN ? Start.network(alpha, d) : Start.zero(d);
    long[] times = LogisticDescent.logSpaced(steps, points);
    List<ClassifyReport.State> states = new ArrayList<>();
    boolean complete;
    try (Progress progress = Progress.of("classify", times.length)) {
      complete =
          plan.run(
              classes.risk(),
              start,
              times,
              (t, logLoss, theta) -> {
                states.add(new ClassifyReport.State(t, logLoss, theta.clone()));
                progress.step();
              });
    }
    return new ClassifyReport(
        problem,
        classes,
        model,
        method,
        plan.eta(),
        L2Margin.of(classes.risk()),
        L1Margin.of(classes.risk()),
        states,
        complete);
  }

  private LogisticDescent plan(Classes classes) {
    Batches batches =
        method == ClassifierMethod.SGD
            ? new Batches.Mini(batch, false, problems.seed())
            : new Batches.Full();
    double step = eta != null ? eta : defaultStep(classes);
    return new LogisticDescent(step, method == ClassifierMethod.NORMALIZED, batches);
  }

  private double defaultStep(Classes classes) {
    if (model == ClassifierName.LINEAR) {
      return 1 / classes.risk().smoothness();
    }
    DesignMatrix x = classes.risk().signedDesign();
    double largest = 0;
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < x.columns(); j++) {
        largest = Math.max(largest, Math.abs(x.get(i, j)));
      }
    }
    return NETWORK_SHARE / largest;
  }
}
