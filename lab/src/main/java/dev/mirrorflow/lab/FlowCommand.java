package dev.mirrorflow.lab;

import dev.mirrorflow.descent.Start;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.flow.ExactLinearFlow;
import dev.mirrorflow.flow.FlowOptions;
import dev.mirrorflow.flow.FlowResult;
import dev.mirrorflow.flow.FlowRun;
import dev.mirrorflow.flow.GradientFlow;
import dev.mirrorflow.flow.Integrator;
import dev.mirrorflow.flow.LinearFlow;
import dev.mirrorflow.flow.TimeScale;
import dev.mirrorflow.lab.input.IntegratorOptions;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.input.ProblemOptions;
import dev.mirrorflow.lab.input.StartOptions;
import dev.mirrorflow.lab.input.StepThreads;
import dev.mirrorflow.lab.report.FlowReport;
import dev.mirrorflow.lab.report.LimitDistance;
import dev.mirrorflow.lab.report.OutputOptions;
import dev.mirrorflow.lab.report.Progress;
import dev.mirrorflow.linalg.Crew;
import dev.mirrorflow.model.LeastSquares;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mirrorflow flow}: one gradient flow and its trajectory. */
@Command(
    name = "flow",
    description = {
      "Follows the gradient flow of least squares or of the diagonal network, and shows how it gets"
          + " to its limit."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Example:",
      "  mirrorflow flow --model dln --alpha 1e-3 --n 50 --d 200 --sparsity 4",
    })
final class FlowCommand implements Callable<Integer> {

  private static final int MOST_PER_DECADE = 1000;

  @Spec private CommandSpec spec;

  @Mixin private StartOptions starts;
  @Mixin private ProblemOptions problems;
  @Mixin private IntegratorOptions integrators;

  @Option(
      names = "--per-decade",
      paramLabel = "N",
      description = "times shown in each decade (default: ${DEFAULT-VALUE})",
      defaultValue = "5")
  private int perDecade;

  @Mixin private StepThreads threads;
  @Mixin private OutputOptions outputs;

  @Override
  public Integer call() {
    starts.validate();
    problems.validate();
    integrators.validate(starts.isLinear());
    if (perDecade < 1 || perDecade > MOST_PER_DECADE) {
      throw new ParameterException(
          spec.commandLine(), "--per-decade must be from 1 to " + MOST_PER_DECADE);
    }
    threads.validate();
    outputs.validate();
    Problem problem = problems.loadByRows();
    PrintWriter out = spec.commandLine().getOut();
    problem.notes().forEach(out::println);
    out.println(title());
    out.println();
    Start start = starts.start(problem.train().features());
    long begin = System.nanoTime();
    FlowResult result = follow(problem, start);
    FlowReport report = report(problem, start, result, (System.nanoTime() - begin) / 1e9);
    outputs.write(report, out);
    return exitCode(result);
  }

  private FlowResult follow(Problem problem, Start start) {
    try (Crew crew = threads.crew()) {
      return follow(problem, problem.train().on(crew), start);
    }
  }

  private FlowResult follow(Problem problem, LeastSquares train, Start start) {
    return switch (start) {
      case Start.Linear linear -> {
        double scale = TimeScale.ofLeastSquares(train, linear.theta0());
        FlowOptions end = integrators.end(problem, scale, perDecade);
        requireReachable(end, train.loss(linear.theta0()));
        yield integrators.isExact()
            ? new ExactLinearFlow(train).run(linear.theta0(), end)
            : integrate(
                new LinearFlow(train, linear.theta0()),
                integrators.forLeastSquares(train, linear.theta0()),
                end);
      }
      case Start.Network _ -> {
        double scale = TimeScale.ofNetwork(train, starts.alpha());
        FlowOptions end = integrators.end(problem, scale, perDecade);
        yield integrate(
            integrators.network(train, starts.alpha()),
            integrators.forNetwork(starts.alpha()),
            end);
      }
    };
  }

  private static void requireReachable(FlowOptions end, double loss) {
    if (end.lossThreshold() == 0 && Double.isInfinite(end.endTime()) && loss > 0) {
      throw new BadDataException(
          "y = 0, so that --until-loss, a share of |y|²/2n = 0, asks for a loss of exactly 0, which"
              + " the flow from --theta0 only tends to; give --time to end it");
    }
  }

  /** The bar fills as the budget of steps is used up; most flows end long before. */
  private FlowResult integrate(GradientFlow flow, Integrator integrator, FlowOptions end) {
    int total = (int) Math.min(integrators.maxSteps(), Integer.MAX_VALUE);
    try (Progress progress = Progress.of("steps of the budget", total)) {
      return FlowRun.run(
          flow,
          integrator,
          end,
          () -> {
            progress.step();
            return Thread.currentThread().isInterrupted();
          });
    }
  }

  private FlowReport report(Problem problem, Start start, FlowResult result, double seconds) {
    LimitDistance limit =
        switch (start) {
          case Start.Linear linear ->
              LimitDistance.ofLeastSquares(problem, linear.theta0(), result.theta());
          case Start.Network _ -> LimitDistance.ofNetwork(problem, starts.alpha(), result.theta());
        };
    Map<String, Object> summary = new LinkedHashMap<>(starts.summary());
    summary.putAll(integrators.summary(problem));
    return FlowReport.of(
        problem, summary, starts.description(), result, integrators.drifts(), limit, seconds);
  }

  private String title() {
    return starts.description() + "; " + integrators.description();
  }

  private int exitCode(FlowResult result) {
    if (result.end() == FlowResult.End.INTERRUPTED) {
      spec.commandLine()
          .getErr()
          .println("mirrorflow: interrupted after " + result.steps() + " steps");
      return ExitCode.INTERRUPTED;
    }
    if (result.end() == FlowResult.End.FLOOR) {
      spec.commandLine()
          .getErr()
          .println("mirrorflow: the flow " + result.message() + "; raise --until-loss");
      return ExitCode.COMPUTATION;
    }
    return ExitCode.OK;
  }
}
