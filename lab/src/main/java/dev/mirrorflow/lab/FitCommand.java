package dev.mirrorflow.lab;

import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.descent.Trace;
import dev.mirrorflow.lab.input.DescentOptions;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.input.ProblemOptions;
import dev.mirrorflow.lab.input.StartOptions;
import dev.mirrorflow.lab.input.StepThreads;
import dev.mirrorflow.lab.report.DescentOutcome;
import dev.mirrorflow.lab.report.FitReport;
import dev.mirrorflow.lab.report.LimitDistance;
import dev.mirrorflow.lab.report.OutputOptions;
import dev.mirrorflow.linalg.Crew;
import dev.mirrorflow.model.LeastSquares;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mirrorflow fit}: one descent and its trace. */
@Command(
    name = "fit",
    description = "Descends once, on θ or on the diagonal network, and shows the way.",
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {"", "Example:", "  mirrorflow fit --model ols --method momentum --n 50 --d 200"})
final class FitCommand implements Callable<Integer> {

  private static final int MOST_PER_DECADE = 1000;

  @Spec private CommandSpec spec;

  @Mixin private StartOptions starts;
  @Mixin private ProblemOptions problems;
  @Mixin private DescentOptions descents;

  @Option(
      names = "--per-decade",
      paramLabel = "N",
      description = "iterations shown in each decade (default: ${DEFAULT-VALUE})",
      defaultValue = "5")
  private int perDecade;

  @Mixin private StepThreads threads;

  @Mixin private OutputOptions outputs;

  @Override
  public Integer call() {
    starts.validate();
    problems.validate();
    descents.validate();
    descents
        .elsewhere()
        .ifPresent(command -> {
          throw new ParameterException(
              spec.commandLine(), "fit shows a descent; use mirrorflow " + command + " here");
        });
    if (perDecade < 1 || perDecade > MOST_PER_DECADE) {
      throw new ParameterException(
          spec.commandLine(), "--per-decade must be from 1 to " + MOST_PER_DECADE);
    }
    threads.validate();
    outputs.validate();
    Problem problem = problems.load();
    FitReport report = fit(problem);
    PrintWriter out = spec.commandLine().getOut();
    problem.notes().forEach(out::println);
    out.println(starts.description() + "; " + descents.description());
    out.println();
    outputs.write(report, out);
    return exitCode(report);
  }

  private FitReport fit(Problem problem) {
    Start start = starts.start(problem.train().features());
    Descent plan = descents.plan(problem, problems.seed());
    Trace trace = Trace.logSpaced(descents.maxIterations(), perDecade);
    long begin = System.nanoTime();
    DescentResult result = descend(problem.train(), plan, start, trace);
    double seconds = (System.nanoTime() - begin) / 1e9;
    Map<String, Object> summary = new LinkedHashMap<>(starts.summary());
    summary.putAll(descents.summary(plan));
    return new FitReport(
        problem,
        summary,
        starts.description(),
        trace,
        DescentOutcome.of(problem, result, seconds),
        limitDistance(problem, start, result));
  }

  private DescentResult descend(LeastSquares train, Descent plan, Start start, Trace trace) {
    try (Crew crew = threads.crew()) {
      return plan.run(train.on(crew), start, trace, Thread.currentThread()::isInterrupted);
    }
  }

  private static OptionalDouble limitDistance(Problem problem, Start start, DescentResult result) {
    return start instanceof Start.Linear linear && result.status() != Status.DIVERGED
        ? LimitDistance.ofLeastSquares(problem, linear.theta0(), result.theta()).relative()
        : OptionalDouble.empty();
  }

  private int exitCode(FitReport report) {
    DescentResult result = report.outcome().result();
    PrintWriter err = spec.commandLine().getErr();
    if (result.status() == Status.DIVERGED) {
      err.println(
          "mirrorflow: "
              + report.outcome().failure()
              + (outputs.theta().isPresent() ? "; θ is not saved" : ""));
      return ExitCode.COMPUTATION;
    }
    if (result.status() == Status.FLOOR) {
      err.println("mirrorflow: " + report.outcome().failure());
      return ExitCode.COMPUTATION;
    }
    if (result.status() == Status.INTERRUPTED) {
      err.println("mirrorflow: interrupted after " + result.iterations() + " iterations");
      return ExitCode.INTERRUPTED;
    }
    if (result.status() == Status.BUDGET) {
      spec.commandLine()
          .getOut()
          .println(
              "warning: not converged within the budget of iterations; raise --max-iterations or"
                  + " --tolerance, or try another --method or --step"
                  + report.problem().scalingHint());
    }
    return ExitCode.OK;
  }
}
