package dev.mirrorflow.lab;

import dev.mirrorflow.bias.ColumnLimit;
import dev.mirrorflow.bias.ColumnProjection;
import dev.mirrorflow.data.DatasetReader;
import dev.mirrorflow.data.NpyColumns;
import dev.mirrorflow.data.NpyMatrix;
import dev.mirrorflow.data.NpyParts;
import dev.mirrorflow.data.NpyVectors;
import dev.mirrorflow.lab.grid.ColumnCluster;
import dev.mirrorflow.lab.grid.EngineFactory;
import dev.mirrorflow.lab.input.LimitMemory;
import dev.mirrorflow.lab.report.Evaluation;
import dev.mirrorflow.lab.report.LimitReport;
import dev.mirrorflow.lab.report.OutputOptions;
import dev.mirrorflow.lab.report.Progress;
import dev.mirrorflow.linalg.ColumnEngine;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnSink;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/** What {@code limit} does where X is kept by columns, out of core or on a cluster. */
final class ColumnLimitRun {

  private final Path xFile;
  private final Path yFile;
  private final double[] alphas;
  private final OutputOptions outputs;
  private final PrintWriter out;

  ColumnLimitRun(Path xFile, Path yFile, double[] alphas, OutputOptions outputs, PrintWriter out) {
    this.xFile = xFile;
    this.yFile = yFile;
    this.alphas = alphas;
    this.outputs = outputs;
    this.out = out;
  }

  /**
   * Computes the limits on this machine in one continuation, prints them and writes the outputs
   * asked for.
   *
   * @return the exit code
   * @throws dev.mirrorflow.error.BadDataException if the data cannot be used or there is too little
   *     memory
   * @throws dev.mirrorflow.error.ComputationException if some limit could not be certified
   */
  int outOfCore(LimitMemory memory, int threads) {
    memory.requireOutOfCore();
    printHead(memory.x(), "out of core: " + memory.summary());
    try (NpyColumns x = NpyColumns.open(xFile);
        ColumnPass pass = new ColumnPass(x, threads)) {
      double seconds;
      if (outputs.theta().isEmpty()) {
        seconds = solve(pass, _ -> ColumnSink.NONE);
      } else {
        try (NpyVectors theta =
            new NpyVectors(outputs.theta().get(), alphas.length, pass.columns())) {
          seconds = solve(pass, theta::vector);
          theta.finish();
        }
      }
      if (!outputs.jsonToStdout()) {
        printRate(pass, memory.x(), seconds);
      }
    }
    return ExitCode.OK;
  }

  /**
   * The same on the machines of an engine; θ goes to a folder of files.
   *
   * @return the exit code
   */
  int on(EngineFactory.Engine engine) {
    NpyMatrix x = NpyMatrix.of(xFile);
    ColumnCluster columns = engine.columns(xFile);
    int parts = (columns.columns() - 1) / columns.partColumns() + 1;
    printHead(x, parts + (parts == 1 ? " part" : " parts") + " of the columns on the cluster");
    double seconds;
    if (outputs.theta().isEmpty()) {
      seconds = solve(columns, _ -> ColumnSink.NONE);
    } else {
      NpyParts theta =
          NpyParts.create(
              outputs.theta().get(), alphas.length, columns.columns(), columns.partColumns());
      seconds = solve(columns, theta::vector);
      theta.finish();
    }
    if (!outputs.jsonToStdout()) {
      out.printf(
          Locale.ROOT,
          "%d passes over X (%.3g GB), %.3g s each%n",
          columns.passes(),
          x.bytes() / 1e9,
          seconds);
    }
    return ExitCode.OK;
  }

  private void printHead(NpyMatrix x, String note) {
    if (!outputs.jsonToStdout()) {
      out.printf(
          Locale.ROOT,
          "%s: n = %d samples, d = %d features, %s by columns%n%s%n%n",
          xFile,
          x.rows(),
          x.columns(),
          x.type(),
          note);
    }
  }

  /** Solves and reports; returns the seconds a pass took. */
  private double solve(ColumnEngine engine, IntFunction<ColumnSink> sinks) {
    double[] y = DatasetReader.readTarget(yFile);
    long start = System.nanoTime();
    List<ColumnLimit> limits;
    try (Progress progress = Progress.of("limits", alphas.length)) {
      limits = new ColumnProjection(engine, y).path(alphas, sinks, _ -> progress.step());
    }
    double seconds = (System.nanoTime() - start) / 1e9 / engine.passes();
    LimitRun.write(report(engine, limits), outputs, out);
    return seconds;
  }

  private LimitReport report(ColumnEngine engine, List<ColumnLimit> limits) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("x", xFile.toString());
    problem.put("y", yFile.toString());
    problem.put("n", engine.rows());
    problem.put("d", engine.columns());
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
  private void printRate(ColumnPass pass, NpyMatrix x, double seconds) {
    long start = System.nanoTime();
    pass.read();
    double alone = (System.nanoTime() - start) / 1e9;
    double gigabytes = x.bytes() / 1e9;
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
