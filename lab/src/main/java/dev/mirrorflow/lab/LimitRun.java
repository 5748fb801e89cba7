package dev.mirrorflow.lab;

import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.Projection;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.report.Evaluation;
import dev.mirrorflow.lab.report.JsonFile;
import dev.mirrorflow.lab.report.LimitReport;
import dev.mirrorflow.lab.report.OutputOptions;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.IntStream;

/** What {@code limit} and {@code sweep --method limit} do. */
final class LimitRun {

  private LimitRun() {}

  /**
   * Computes the limits in one continuation, prints them and writes the outputs asked for.
   *
   * @return the exit code
   * @throws dev.mirrorflow.error.BadDataException if y is not in the range of X
   * @throws dev.mirrorflow.error.ComputationException if some limit could not be certified
   */
  static int of(Problem problem, double[] alphas, OutputOptions outputs, PrintWriter out) {
    if (!outputs.jsonToStdout()) {
      problem.notes().forEach(out::println);
      out.println();
    }
    LimitReport report = solve(problem, alphas);
    if (outputs.jsonToStdout()) {
      out.println(JsonFile.text(report.json()));
    } else {
      report.print(out);
    }
    outputs.json().ifPresent(path -> JsonFile.write(path, report.json()));
    outputs.csv().ifPresent(report::writeCsv);
    outputs.theta().ifPresent(report::writeTheta);
    outputs.plot().ifPresent(report::writePlot);
    return ExitCode.OK;
  }

  private static LimitReport solve(Problem problem, double[] alphas) {
    BregmanProjection solver = new BregmanProjection(problem.train());
    List<Projection> limits = solver.path(alphas);
    List<LimitReport.Point> points =
        IntStream.range(0, alphas.length)
            .mapToObj(k ->
                new LimitReport.Point(
                    alphas[k], limits.get(k), Evaluation.of(problem, limits.get(k).theta())))
            .toList();
    return new LimitReport(problem, solver.note(), points);
  }
}
