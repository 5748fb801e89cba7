package dev.mirrorflow.lab;

import dev.mirrorflow.bias.ColumnLimit;
import dev.mirrorflow.bias.ColumnProjection;
import dev.mirrorflow.lab.report.Evaluation;
import dev.mirrorflow.lab.report.LimitReport;
import dev.mirrorflow.lab.report.OutputOptions;
import dev.mirrorflow.lab.report.Progress;
import dev.mirrorflow.linalg.ColumnEngine;
import dev.mirrorflow.linalg.ColumnSink;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What {@code limit} does where X is kept by columns: all limits in one continuation.
 *
 * @param alphas in the order asked for
 */
record ColumnLimitRun(double[] alphas, OutputOptions outputs, PrintWriter out)
    implements ColumnRun.Job {

  /**
   * {@inheritDoc}
   *
   * @throws dev.mirrorflow.error.BadDataException if the data cannot be used
   * @throws dev.mirrorflow.error.ComputationException if some limit could not be certified
   */
  @Override
  public int run(
      ColumnEngine engine, double[] y, Map<String, Object> problem, IntFunction<ColumnSink> theta) {
    List<ColumnLimit> limits;
    try (Progress progress = Progress.of("limits", alphas.length)) {
      limits = new ColumnProjection(engine, y).path(alphas, theta, _ -> progress.step());
    }
    LimitRun.write(new LimitReport(problem, "", 0, points(limits)), outputs, out);
    return ExitCode.OK;
  }

  private static List<LimitReport.Point> points(List<ColumnLimit> limits) {
    return limits.stream()
        .map(limit ->
            LimitReport.Point.of(
                limit.alpha(),
                limit.newtonSteps(),
                limit.certificate(),
                Evaluation.ofNorms(limit.l1(), limit.l2())))
        .toList();
  }
}
