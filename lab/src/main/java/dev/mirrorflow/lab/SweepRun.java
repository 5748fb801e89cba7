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

/**
 * A sweep that has run.
 *
 * @param report the points that ended, in the order of α asked for
 * @param asked how many points were asked for
 * @param threads the threads it ran on
 * @param seconds wall time of the whole
 * @param interrupted whether it was stopped
 */
record SweepRun(SweepReport report, int asked, int threads, double seconds, boolean interrupted) {

  /** A sweep of any kind. */
  private interface Sweep<P> {
    List<P> run(double[] alphas, int threads, Consumer<P> progress) throws InterruptedException;
  }

  /** Runs descents; an interrupt ends it early, with the points that ended before. */
  static SweepRun of(
      Problem problem, Descent plan, Map<String, Object> descent, double[] alphas, int threads) {
    return of(
        problem,
        descent,
        alphas,
        threads,
        new AlphaSweep(problem.train(), plan)::run,
        point ->
            new SweepReport.Point(
                point.alpha(), DescentOutcome.of(problem, point.result(), point.seconds())));
  }

  /** Runs gradient flows; an interrupt ends it early, with the points that ended before. */
  static SweepRun ofFlows(
      Problem problem, FlowSweep flows, Map<String, Object> flow, double[] alphas, int threads) {
    return of(
        problem,
        flow,
        alphas,
        threads,
        flows::run,
        point -> new SweepReport.Point(point.alpha(), FlowOutcome.of(problem, point)));
  }

  private static <P> SweepRun of(
      Problem problem,
      Map<String, Object> method,
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
    return new SweepRun(
        new SweepReport(problem, method, points), alphas.length, threads, seconds, interrupted);
  }

  /** The content of the JSON file. */
  Map<String, Object> json() {
    return report.json(threads, seconds, !interrupted);
  }

  /** Prints the table and what is to be known about it. */
  void print(PrintWriter out) {
    report.printTable(out);
    List<SweepReport.Point> points = report.points();
    long converged = points.stream().filter(point -> point.outcome().converged()).count();
    out.printf(
        Locale.ROOT,
        "%d of %d converged, %.1f s on %d thread%s%n",
        converged,
        asked,
        seconds,
        threads,
        threads == 1 ? "" : "s");
    List<String> spent =
        points.stream()
            .filter(point -> point.outcome().spent())
            .map(point -> String.format(Locale.ROOT, "%.3g", point.alpha()))
            .toList();
    if (!spent.isEmpty()) {
      out.println(
          "warning: not converged within the budget of iterations: alpha = "
              + String.join(", ", spent)
              + "; raise --max-iterations or --tolerance, or try another --method or --step"
              + report.problem().scalingHint());
    }
    if (interrupted) {
      out.println("interrupted: the results hold " + points.size() + " of " + asked + " points");
    }
  }

  /**
   * The exit code, with a line on stderr if it is not 0: 4 if a point failed or came to the floor
   * of rounding above the loss asked for, 130 if the sweep was interrupted.
   */
  int exitCode(PrintWriter err) {
    if (interrupted) {
      err.println(
          "mirrorflow: interrupted after " + report.points().size() + " of " + asked + " points");
      return ExitCode.INTERRUPTED;
    }
    List<SweepReport.Point> failed =
        report.points().stream().filter(point -> point.outcome().failed()).toList();
    if (failed.isEmpty()) {
      return floorCode(err);
    }
    SweepReport.Point tightest =
        failed.stream().min(Comparator.comparingDouble(SweepRun::stableStep)).orElseThrow();
    err.printf(
        Locale.ROOT,
        "mirrorflow: %d of %d alphas failed; alpha = %.3g %s%n",
        failed.size(),
        asked,
        tightest.alpha(),
        tightest.outcome().failure());
    return ExitCode.COMPUTATION;
  }

  private int floorCode(PrintWriter err) {
    List<SweepReport.Point> floored =
        report.points().stream().filter(point -> point.outcome().floored()).toList();
    if (floored.isEmpty()) {
      return ExitCode.OK;
    }
    err.printf(
        Locale.ROOT,
        "mirrorflow: %d of %d alphas did not come to the loss asked for; alpha = %.3g %s%n",
        floored.size(),
        asked,
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
