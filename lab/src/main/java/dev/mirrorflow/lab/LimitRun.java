package dev.mirrorflow.lab;

import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.LimitAttempt;
import dev.mirrorflow.bias.Projection;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.lab.input.AlphaOptions;
import dev.mirrorflow.lab.input.NetworkStartOptions;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.report.JsonFile;
import dev.mirrorflow.lab.report.LimitReport;
import dev.mirrorflow.lab.report.OutputOptions;
import dev.mirrorflow.lab.report.ThetaRows;
import dev.mirrorflow.linalg.Equilibration;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code limit} and {@code sweep --method limit} do. */
final class LimitRun {

  private LimitRun() {}

  /**
   * Computes the limits in one continuation, prints them and writes the outputs asked for.
   *
   * @param start where the flows start
   * @return the exit code, 4 if some limit could not be certified
   * @throws dev.mirrorflow.error.BadDataException if θ is beyond the range of doubles
   * @throws ComputationException if no limit at all could be certified
   */
  static int of(
      Problem problem,
      AlphaOptions alphas,
      NetworkStartOptions start,
      OutputOptions outputs,
      PrintWriter out) {
    BregmanProjection solver = new BregmanProjection(problem.train());
    AlphaOptions.Choice chosen = alphas.choose(solver::largestOfLeastNorm, 2);
    Problem noted = problem.noting(chosen);
    noted.notes().forEach(out::println);
    out.println();
    List<LimitAttempt<Projection>> attempts =
        start.isGiven()
            ? solver.attempts(chosen.values(), start.inMemory(problem.train().features()))
            : solver.attempts(chosen.values());
    if (attempts.stream().allMatch(attempt -> attempt.limit().isEmpty())) {
      throw new ComputationException(attempts.getFirst().failure());
    }
    Map<String, Object> summary = new LinkedHashMap<>(noted.summary());
    start.describe(summary);
    LimitReport report =
        new LimitReport(
            summary,
            solver.note(),
            solver.distanceToRange(),
            attempts.stream().map(attempt -> LimitReport.Point.of(problem, attempt)).toList());
    write(report, outputs, out);
    outputs
        .theta()
        .ifPresent(path ->
            ThetaRows.write(
                path,
                attempts.stream().map(attempt -> attempt.limit().map(Projection::theta)).toList(),
                problem.train().features()));
    if (outputs.theta().isPresent() && !report.isCertified()) {
      out.println(
          "theta of a limit that is not certified is a row of NaN in " + outputs.theta().get());
    }
    if (!report.isCertified() && !Equilibration.of(problem.train().design()).isIdentity()) {
      out.println("the rows or columns of X are of very different size: try --standardize");
    }
    return report.isCertified() ? ExitCode.OK : ExitCode.COMPUTATION;
  }

  /** Prints the report and writes the outputs asked for, but for θ. */
  static void write(LimitReport report, OutputOptions outputs, PrintWriter out) {
    report.print(out);
    outputs.json().ifPresent(path -> JsonFile.write(path, report.json()));
    outputs.csv().ifPresent(report::writeCsv);
    outputs.plot().ifPresent(report::writePlot);
  }
}
