package dev.mirrorflow.lab;

import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.report.DescentOutcome;
import dev.mirrorflow.lab.report.FlowOutcome;
import dev.mirrorflow.lab.report.Progress;
import dev.mirrorflow.lab.report.SweepReport;
import dev.mirrorflow.sweep.AlphaSweep;
import dev.mirrorflow.sweep.FlowSweep;
import dev.mirrorflow.sweep.Swept;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** What {@code sweep} does in memory. */
final class SweepRun {

  private SweepRun() {}

  /** A sweep of any kind. */
  private interface Sweep<P> {
    Swept<P> run(double[] alphas, int threads, Consumer<P> progress);
  }

  /**
   * Runs descents; an interrupt ends it early, with the points that ended before.
   *
   * @param options as results record them
   * @param title the same for the plot
   */
  static SweepReport of(
      Problem problem,
      Descent plan,
      Map<String, Object> options,
      String title,
      double[] alphas,
      int threads) {
    return of(
        problem,
        new SweepReport.Method(options, title, false),
        alphas,
        threads,
        new AlphaSweep(problem.train(), plan)::run,
        point ->
            new SweepReport.Point(
                point.alpha(), DescentOutcome.of(problem, point.result(), point.seconds())));
  }

  /** Runs gradient flows; an interrupt ends it early, with the points that ended before. */
  static SweepReport ofFlows(
      Problem problem,
      FlowSweep flows,
      Map<String, Object> options,
      String title,
      double[] alphas,
      int threads) {
    return of(
        problem,
        new SweepReport.Method(options, title, true),
        alphas,
        threads,
        flows::run,
        point -> new SweepReport.Point(point.alpha(), FlowOutcome.of(problem, point)));
  }

  private static <P> SweepReport of(
      Problem problem,
      SweepReport.Method method,
      double[] alphas,
      int threads,
      Sweep<P> sweep,
      Function<P, SweepReport.Point> evaluated) {
    long begin = System.nanoTime();
    Swept<P> swept;
    try (Progress progress = Progress.of("sweep", alphas.length)) {
      swept = sweep.run(alphas, threads, _ -> progress.step());
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (swept.isInterrupted()) {
      // The results are still to be written, which an interrupted thread cannot.
      Thread.interrupted();
    }
    return new SweepReport(
        problem,
        method,
        swept.points().stream().map(evaluated).toList(),
        swept.asked(),
        threads,
        seconds,
        swept.isInterrupted());
  }

  /**
   * The exit code, with a line on stderr if it is not 0: 4 if a point failed or came to the floor
   * of rounding above the loss asked for, 130 if the sweep was interrupted.
   */
  static int exitCode(SweepReport report, PrintWriter err) {
    if (report.interrupted()) {
      err.println(
          "mirrorflow: interrupted after "
              + report.points().size()
              + " of "
              + report.asked()
              + " points");
      return ExitCode.INTERRUPTED;
    }
    List<SweepReport.Point> failed =
        report.points().stream().filter(point -> point.outcome().failed()).toList();
    if (failed.isEmpty()) {
      return floorCode(report, err);
    }
    SweepReport.Point tightest =
        failed.stream().min(Comparator.comparingDouble(SweepRun::stableStep)).orElseThrow();
    err.printf(
        Locale.ROOT,
        "mirrorflow: %d of %d alphas failed; alpha = %.3g %s%n",
        failed.size(),
        report.asked(),
        tightest.alpha(),
        tightest.outcome().failure());
    return ExitCode.COMPUTATION;
  }

  private static int floorCode(SweepReport report, PrintWriter err) {
    List<SweepReport.Point> floored =
        report.points().stream().filter(point -> point.outcome().floored()).toList();
    if (floored.isEmpty()) {
      return ExitCode.OK;
    }
    err.printf(
        Locale.ROOT,
        "mirrorflow: %d of %d alphas did not come to the loss asked for; alpha = %.3g %s%n",
        floored.size(),
        report.asked(),
        floored.getFirst().alpha(),
        floored.getFirst().outcome().failure());
    return ExitCode.COMPUTATION;
  }

  private static double stableStep(SweepReport.Point point) {
    return point.outcome() instanceof DescentOutcome descent
        ? descent.result().stableStep().orElse(Double.POSITIVE_INFINITY)
        : Double.POSITIVE_INFINITY;
  }
}
