package dev.mirrorflow.lab;

import dev.mirrorflow.data.NpyColumns;
import dev.mirrorflow.data.NpyMatrix;
import dev.mirrorflow.data.NpyParts;
import dev.mirrorflow.data.NpyVectors;
import dev.mirrorflow.lab.grid.ColumnCluster;
import dev.mirrorflow.lab.grid.EngineFactory;
import dev.mirrorflow.lab.input.ProblemOptions;
import dev.mirrorflow.lab.report.OutputOptions;
import dev.mirrorflow.linalg.ColumnEngine;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnSink;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/** A job over an X in a file that is kept by columns, out of core or on a cluster. */
final class ColumnRun {

  /** What is done over the columns. */
  interface Job {

    /**
     * Computes, prints and writes the outputs asked for, but for θ.
     *
     * @param y the target
     * @param problem what X and y are, as results record it
     * @param theta where each θ goes
     * @return the exit code; θ is kept if it is 0
     */
    int run(
        ColumnEngine engine,
        double[] y,
        Map<String, Object> problem,
        IntFunction<ColumnSink> theta);
  }

  private final Path xFile;
  private final ProblemOptions problems;
  private final int vectors;
  private final OutputOptions outputs;
  private final PrintWriter out;

  /** A job on X and y in files that makes so many θ. */
  ColumnRun(ProblemOptions problems, int vectors, OutputOptions outputs, PrintWriter out) {
    this.xFile = problems.matrixFile().orElseThrow();
    this.problems = problems;
    this.vectors = vectors;
    this.outputs = outputs;
    this.out = out;
  }

  /**
   * Does the job on this machine.
   *
   * @param note on the memory
   * @return the exit code
   * @throws dev.mirrorflow.error.BadDataException if the data cannot be used
   * @throws dev.mirrorflow.error.ComputationException as the job does
   */
  int outOfCore(NpyMatrix matrix, String note, int threads, Job job) {
    printHead(matrix, "out of core: " + note);
    try (NpyColumns x = NpyColumns.open(xFile);
        ColumnPass pass = new ColumnPass(x, threads)) {
      double[] y = problems.readTarget();
      long start = System.nanoTime();
      int code = intoFile(pass, y, problem(pass), vectors, outputs, job);
      if (code != ExitCode.INTERRUPTED) {
        printRate(pass, matrix, (System.nanoTime() - start) / 1e9 / pass.passes());
      }
      return code;
    }
  }

  /** Does a job on this machine, with each θ a row of the file asked for. */
  static int intoFile(
      ColumnEngine engine,
      double[] y,
      Map<String, Object> problem,
      int vectors,
      OutputOptions outputs,
      Job job) {
    if (outputs.theta().isEmpty()) {
      return job.run(engine, y, problem, _ -> ColumnSink.NONE);
    }
    try (NpyVectors theta = new NpyVectors(outputs.theta().get(), vectors, engine.columns())) {
      int code = job.run(engine, y, problem, theta::vector);
      if (code == ExitCode.OK) {
        theta.finish();
      }
      return code;
    }
  }

  /**
   * The same on the machines of an engine; θ goes to a folder of files.
   *
   * @return the exit code
   */
  int on(EngineFactory.Engine engine, Job job) {
    NpyMatrix x = NpyMatrix.of(xFile);
    ColumnCluster columns = engine.columns(xFile);
    int parts = (columns.columns() - 1) / columns.partColumns() + 1;
    printHead(x, parts + (parts == 1 ? " part" : " parts") + " of the columns on the cluster");
    double[] y = problems.readTarget();
    long start = System.nanoTime();
    int code;
    if (outputs.theta().isEmpty()) {
      code = job.run(columns, y, problem(columns), _ -> ColumnSink.NONE);
    } else {
      NpyParts theta =
          NpyParts.create(outputs.theta().get(), vectors, columns.columns(), columns.partColumns());
      code = job.run(columns, y, problem(columns), theta::vector);
      if (code == ExitCode.OK) {
        theta.finish();
      }
    }
    out.printf(
        Locale.ROOT,
        "%d passes over X (%.3g GB), %.3g s each%n",
        columns.passes(),
        x.bytes() / 1e9,
        (System.nanoTime() - start) / 1e9 / columns.passes());
    return code;
  }

  private void printHead(NpyMatrix x, String note) {
    out.printf(
        Locale.ROOT,
        "%s: n = %d samples, d = %d features, %s by columns%n%s%n%n",
        xFile,
        x.rows(),
        x.columns(),
        x.type(),
        note);
  }

  private Map<String, Object> problem(ColumnEngine engine) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("x", xFile.toString());
    problem.put("y", problems.targetFile().toString());
    problem.put("n", engine.rows());
    problem.put("d", engine.columns());
    problem.put("byColumns", true);
    return problem;
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
