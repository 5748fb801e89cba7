package dev.mirrorflow.lab;

import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.report.DescentOutcome;
import dev.mirrorflow.lab.report.FlowOutcome;
import dev.mirrorflow.lab.report.Progress;
import dev.mirrorflow.lab.report.SweepReport;
import dev.mirrorflow.sweep.AlphaSweep;
import dev.mirrorflow.sweep.FlowSweep;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/** What {@code sweep} does in memory. */
final class SweepRun {

  private SweepRun() {}

  /** A sweep of any kind. */
  private interface Sweep<P> {
    List<P> run(double[] alphas, int threads, Consumer<P> progress) throws InterruptedException;
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
    List<P> ended = new ArrayList<>();
    long begin = System.nanoTime();
    boolean interrupted = false;
    try (Progress progress = Progress.of("sweep", alphas.length)) {
      sweep.run(
          alphas,
          threads,
          point -> {
            ended.add(point);
            progress.step();
          });
    } catch (InterruptedException _) {
      interrupted = true;
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    Map<Double, Deque<SweepReport.Point>> byAlpha = new HashMap<>();
    ended.stream()
        .map(evaluated)
        .filter(point -> !point.outcome().interrupted())
        .forEach(
            point -> byAlpha.computeIfAbsent(point.alpha(), _ -> new ArrayDeque<>()).add(point));
    // In the order asked for, an α as often as it was.
    List<SweepReport.Point> points =
        Arrays.stream(alphas)
            .mapToObj(alpha -> byAlpha.getOrDefault(alpha, new ArrayDeque<>()).poll())
            .filter(Objects::nonNull)
            .toList();
    return new SweepReport(problem, method, points, alphas.length, threads, seconds, interrupted);
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
