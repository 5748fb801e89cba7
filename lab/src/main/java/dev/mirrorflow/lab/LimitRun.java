package dev.mirrorflow.lab;

import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.Projection;
import dev.mirrorflow.data.NpyWriter;
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
    problem.notes().forEach(out::println);
    out.println();
    BregmanProjection solver = new BregmanProjection(problem.train());
    List<Projection> limits = solver.path(alphas);
    LimitReport report =
        new LimitReport(problem.summary(), solver.note(), points(problem, alphas, limits));
    write(report, outputs, out);
    outputs
        .theta()
        .ifPresent(path ->
            NpyWriter.write(path, limits.stream().map(Projection::theta).toArray(double[][]::new)));
    return ExitCode.OK;
  }

  private static List<LimitReport.Point> points(
      Problem problem, double[] alphas, List<Projection> limits) {
    return IntStream.range(0, alphas.length)
        .mapToObj(k ->
            new LimitReport.Point(
                alphas[k],
                limits.get(k).newtonSteps(),
                limits.get(k).certificate(),
                Evaluation.of(problem, limits.get(k).theta())))
        .toList();
  }

  /** Prints the report and writes the outputs asked for, but for θ. */
  static void write(LimitReport report, OutputOptions outputs, PrintWriter out) {
    report.print(out);
    outputs.json().ifPresent(path -> JsonFile.write(path, report.json()));
    outputs.csv().ifPresent(report::writeCsv);
    outputs.plot().ifPresent(report::writePlot);
  }
}
