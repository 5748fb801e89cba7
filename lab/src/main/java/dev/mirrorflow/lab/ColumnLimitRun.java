package dev.mirrorflow.lab;

import dev.mirrorflow.bias.ColumnLimit;
import dev.mirrorflow.bias.ColumnProjection;
import dev.mirrorflow.data.DatasetReader;
import dev.mirrorflow.data.NpyColumns;
import dev.mirrorflow.data.NpyVectors;
import dev.mirrorflow.lab.input.LimitMemory;
import dev.mirrorflow.lab.report.Evaluation;
import dev.mirrorflow.lab.report.LimitReport;
import dev.mirrorflow.lab.report.OutputOptions;
import dev.mirrorflow.lab.report.Progress;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnSink;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What {@code limit} does out of core. */
final class ColumnLimitRun {

  private final Path xFile;
  private final Path yFile;
  private final LimitMemory memory;
  private final int threads;
  private final OutputOptions outputs;
  private final PrintWriter out;

  ColumnLimitRun(
      Path xFile,
      Path yFile,
      LimitMemory memory,
      int threads,
      OutputOptions outputs,
      PrintWriter out) {
    this.xFile = xFile;
    this.yFile = yFile;
    this.memory = memory;
    this.threads = threads;
    this.outputs = outputs;
    this.out = out;
  }

  /**
   * Computes the limits in one continuation, prints them and writes the outputs asked for.
   *
   * @return the exit code
   * @throws dev.mirrorflow.error.BadDataException if the data cannot be used or there is too little
   *     memory
   * @throws dev.mirrorflow.error.ComputationException if some limit could not be certified
   */
  int of(double[] alphas) {
    memory.requireOutOfCore();
    if (!outputs.jsonToStdout()) {
      out.printf(
          Locale.ROOT,
          "%s: n = %d samples, d = %d features, %s by columns%n",
          xFile,
          memory.x().rows(),
          memory.x().columns(),
          memory.x().type());
      out.println("out of core: " + memory.summary());
      out.println();
    }
    double[] y = DatasetReader.readTarget(yFile);
    try (NpyColumns x = NpyColumns.open(xFile);
        ColumnPass pass = new ColumnPass(x, threads)) {
      long start = System.nanoTime();
      List<ColumnLimit> limits = solve(pass, y, alphas);
      double seconds = (System.nanoTime() - start) / 1e9 / pass.passes();
      LimitRun.write(report(limits), outputs, out);
      if (!outputs.jsonToStdout()) {
        printRate(pass, seconds);
      }
    }
    return ExitCode.OK;
  }

  private List<ColumnLimit> solve(ColumnPass pass, double[] y, double[] alphas) {
    Optional<NpyVectors> theta =
        outputs.theta().map(path -> new NpyVectors(path, alphas.length, pass.columns()));
    try (Progress progress = Progress.of("limits", alphas.length)) {
      List<ColumnLimit> limits =
          new ColumnProjection(pass, y)
              .path(
                  alphas,
                  k -> theta.map(vectors -> vectors.vector(k)).orElse(ColumnSink.NONE),
                  _ -> progress.step());
      theta.ifPresent(NpyVectors::finish);
      return limits;
    } finally {
      theta.ifPresent(NpyVectors::close);
    }
  }

  private LimitReport report(List<ColumnLimit> limits) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("x", xFile.toString());
    problem.put("y", yFile.toString());
    problem.put("n", memory.x().rows());
    problem.put("d", memory.x().columns());
    problem.put("byColumns", true);
    return new LimitReport(
        problem,
        "",
        limits.stream()
            .map(limit ->
                new LimitReport.Point(
                    limit.alpha(),
                    limit.newtonSteps(),
                    limit.certificate(),
                    Evaluation.ofNorms(limit.l1(), limit.l2())))
            .toList());
  }

  /** Reads X once more, with nothing else to do, for comparison. */
  private void printRate(ColumnPass pass, double seconds) {
    long start = System.nanoTime();
    pass.read();
    double alone = (System.nanoTime() - start) / 1e9;
    double gigabytes = memory.x().bytes() / 1e9;
    out.printf(
        Locale.ROOT,
        "%d passes over X (%.3g GB), %.3g s each: %.3g GB/s, %.0f%% of the %.3g GB/s that reading"
            + " alone reaches%n",
        pass.passes(),
        gigabytes,
        seconds,
        gigabytes / seconds,
        100 * alone / seconds,
        gigabytes / alone);
  }
}
