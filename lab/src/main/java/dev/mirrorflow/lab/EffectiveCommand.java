package dev.mirrorflow.lab;

import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.Batches.LabelNoise;
import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.descent.WeightDecay;
import dev.mirrorflow.lab.input.AlphasConverter;
import dev.mirrorflow.lab.input.DescentOptions;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.input.ProblemOptions;
import dev.mirrorflow.lab.report.EffectiveReport;
import dev.mirrorflow.lab.report.OutputOptions;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mirrorflow effective}: what step size, noise and momentum make of the bias. */
@Command(
    name = "effective",
    description = {
      "Descends the diagonal network and finds the effective α: the gradient flow from there ends"
          + " where this descent ends, shifted as finite steps, noise or momentum have shifted it."
          + " Compares the limit predicted so with the one reached, and with the gradient flow's."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Examples:",
      "  mirrorflow effective --n 40 --d 100 --sparsity 3 --method sgd --batch 1 --step 0.02",
      "  mirrorflow effective --n 40 --d 100 --sparsity 3 --method momentum --step 0.001",
      "  mirrorflow effective --n 40 --d 100 --sparsity 3 --fractions 0.1:0.9:4",
    })
final class EffectiveCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--alphas",
      paramLabel = "LO:HI:COUNT",
      defaultValue = "0.1",
      converter = AlphasConverter.class,
      description =
          "initialisation scales: a log-spaced range or a list (default: ${DEFAULT-VALUE})")
  private AlphasConverter.Alphas alphas;

  @Option(
      names = "--fractions",
      paramLabel = "LO:HI:COUNT",
      converter = AlphasConverter.Fractions.class,
      description =
          "in place of --step, constant steps at these fractions of the largest stable one, a range"
              + " or a list")
  private AlphasConverter.Alphas fractions;

  @Option(
      names = "--paths",
      paramLabel = "P",
      defaultValue = "0",
      description = "with sgd and a constant step, P paths of the stochastic gradient flow as well")
  private int paths;

  @Option(
      names = "--label-noise",
      paramLabel = "DELTA",
      description = "noise of this deviation on the labels that mini-batches see (default: 0)")
  private Double labelNoise;

  @Option(
      names = "--label-noise-steps",
      paramLabel = "K",
      defaultValue = "10000",
      description = "the noise on the labels ends after K steps (default: ${DEFAULT-VALUE})")
  private long labelNoiseSteps;

  @Option(
      names = "--weight-decay",
      paramLabel = "LAMBDA",
      description = {
        "begin with gradient descent on R + LAMBDA (|u|²+|v|²)/2: while it lasts, alpha shrinks as"
            + " exp(-LAMBDA t), t the sum of the steps"
      })
  private Double weightDecay;

  @Option(
      names = "--weight-decay-steps",
      paramLabel = "K",
      defaultValue = "1000",
      description = "the decay ends after K steps (default: ${DEFAULT-VALUE})")
  private long weightDecaySteps;

  @Mixin private ProblemOptions problems;
  @Mixin private DescentOptions descents;
  @Mixin private OutputOptions outputs;

  @Override
  public Integer call() {
    problems.validate();
    descents.validate();
    validate();
    outputs.validate();
    Problem problem = problems.loadByRows();
    Descent plan = plan(problem);
    Map<String, Object> summary = new LinkedHashMap<>(descents.summary(plan));
    if (labelNoise != null) {
      summary.put("labelNoise", labelNoise);
      summary.put("labelNoiseSteps", labelNoiseSteps);
    }
    Optional<WeightDecay> decay =
        Optional.ofNullable(weightDecay).map(lambda -> new WeightDecay(lambda, weightDecaySteps));
    if (decay.isPresent()) {
      summary.put("weightDecay", weightDecay);
      summary.put("weightDecaySteps", weightDecaySteps);
    }
    if (fractions != null) {
      summary.put("step", "fractions of the largest stable step");
    }
    PrintWriter out = spec.commandLine().getOut();
    problem.notes().forEach(out::println);
    out.println();
    double[] shares = fractions == null ? new double[0] : fractions.values();
    EffectiveReport report =
        new EffectiveRun(problem, plan, decay, paths, problems.seed())
            .report(summary, alphas.values(), shares);
    outputs.write(report, out);
    return exitCode(report);
  }

  private Descent plan(Problem problem) {
    Descent plan = descents.plan(problem, problems.seed());
    if (labelNoise == null) {
      return plan;
    }
    Batches.Mini noisy =
        ((Batches.Mini) plan.batches()).with(new LabelNoise(labelNoise, labelNoiseSteps));
    return new Descent(plan.method(), noisy, plan.stepRule(), plan.stopping());
  }

  private void validate() {
    boolean stepGiven = spec.commandLine().getParseResult().hasMatchedOption("--step");
    descents
        .elsewhere()
        .ifPresent(command -> {
          throw usage("effective is for descents; use mirrorflow " + command + " here");
        });
    if (fractions != null && stepGiven) {
      throw usage("give --step or --fractions, not both");
    }
    if (labelNoise != null && !descents.isSgd()) {
      throw usage("--label-noise needs --method sgd");
    }
    if (labelNoise != null && !(labelNoise >= 0 && labelNoise < Double.POSITIVE_INFINITY)) {
      throw usage("--label-noise must be 0 or positive, not " + labelNoise);
    }
    if (labelNoiseSteps < 0) {
      throw usage("--label-noise-steps must be 0 or positive, not " + labelNoiseSteps);
    }
    if (weightDecay != null && !descents.hasFixedStep() && fractions == null) {
      throw usage(
          "--weight-decay needs a constant step, --step NUMBER, edge:FRACTION or --fractions");
    }
    if (paths < 0) {
      throw usage("--paths must be 0 or more, not " + paths);
    }
    if (paths > 0 && !(descents.isSgd() && (fractions != null || descents.hasConstantStep()))) {
      throw usage("--paths needs --method sgd and a constant step, --step NUMBER or --fractions");
    }
  }

  private int exitCode(EffectiveReport report) {
    PrintWriter err = spec.commandLine().getErr();
    if (report.interrupted()) {
      err.println("mirrorflow: interrupted after " + report.points().size() + " points");
      return ExitCode.INTERRUPTED;
    }
    List<EffectiveReport.Point> diverged =
        report.points().stream().filter(point -> point.outcome().failed()).toList();
    if (!diverged.isEmpty()) {
      err.printf(
          Locale.ROOT,
          "mirrorflow: %d of %d descents diverged; alpha = %.3g: %s%n",
          diverged.size(),
          report.points().size(),
          diverged.getFirst().alpha(),
          failure(diverged.getFirst().outcome().result()));
      return ExitCode.COMPUTATION;
    }
    return report.isCertified() ? ExitCode.OK : ExitCode.COMPUTATION;
  }

  private static String failure(DescentResult result) {
    return result.message()
        + (result.stableStep().isPresent()
            ? "; lower --step or --fractions, or use --step edge:0.5"
            : "; take a smaller alpha");
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
