package dev.mirrorflow.lab;

import dev.mirrorflow.bias.ColumnLimit;
import dev.mirrorflow.bias.ColumnProjection;
import dev.mirrorflow.bias.LimitAttempt;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.lab.input.AlphaOptions;
import dev.mirrorflow.lab.input.NetworkStartOptions;
import dev.mirrorflow.lab.report.LimitReport;
import dev.mirrorflow.lab.report.OutputOptions;
import dev.mirrorflow.lab.report.Progress;
import dev.mirrorflow.linalg.ColumnEngine;
import dev.mirrorflow.linalg.ColumnSink;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * What {@code limit} does where X is kept by columns: all limits in one continuation.
 *
 * @param alphas those asked for, if any are
 * @param start where the flows start
 */
record ColumnLimitRun(
    AlphaOptions alphas, NetworkStartOptions start, OutputOptions outputs, PrintWriter out)
    implements ColumnRun.Job {

  /**
   * {@inheritDoc}
   *
   * @throws dev.mirrorflow.error.BadDataException if the data cannot be used
   * @throws ComputationException if no limit at all could be certified
   */
  @Override
  public int run(
      ColumnEngine engine, double[] y, Map<String, Object> problem, IntFunction<ColumnSink> theta) {
    List<LimitAttempt<ColumnLimit>> attempts;
    ColumnProjection solver = new ColumnProjection(engine, y);
    AlphaOptions.Choice chosen = alphas.choose(solver::largestOfLeastNorm, 2);
    chosen.describe(problem);
    chosen.note().ifPresent(out::println);
    try (Progress progress = Progress.ofShares("limits, %")) {
      solver.watch(progress::share);
      int d = engine.columns();
      attempts =
          start.isGiven()
              ? solver.attempts(chosen.values(), start.u0(d), start.v0(d), theta, _ -> {})
              : solver.attempts(chosen.values(), theta, _ -> {});
    }
    if (attempts.stream().allMatch(attempt -> attempt.limit().isEmpty())) {
      throw new ComputationException(attempts.getFirst().failure());
    }
    start.describe(problem);
    LimitReport report =
        new LimitReport(
            problem,
            solver.note(),
            solver.distanceToRange(),
            attempts.stream().map(LimitReport.Point::ofColumns).toList(),
            Optional.empty());
    outputs.write(report, out);
    if (report.isCertified()) {
      return ExitCode.OK;
    }
    outputs
        .theta()
        .ifPresent(path ->
            out.println("theta is not written to " + path + ": not all limits are certified"));
    return ExitCode.COMPUTATION;
  }
}
