package dev.mirrorflow.lab;

import dev.mirrorflow.data.NpyMatrix;
import dev.mirrorflow.lab.grid.EngineFactory;
import dev.mirrorflow.lab.input.ColumnOptions;
import dev.mirrorflow.lab.input.DescentMemory;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.input.ProblemOptions;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.StoredColumns;
import java.nio.file.Path;

/**
 * Where the descents of {@code descend} and of {@code sweep} by columns are made: on the file of X,
 * out of core or on a cluster, or in memory.
 */
record ColumnSweep(ProblemOptions problems, ColumnOptions columns) {

  /**
   * Makes them where X is.
   *
   * @return the exit code
   */
  int run(DescendRun job) {
    if (problems.notByColumns().isPresent()) {
      return inMemory(job);
    }
    Path x = problems.matrixFile().orElseThrow();
    int alphas = job.alphas().count();
    ColumnRun run = new ColumnRun(problems, alphas, job.outputs(), job.out());
    if (columns.isSpark()) {
      try (EngineFactory.Engine started = EngineFactory.started(columns.engines())) {
        return run.on(started, job);
      }
    }
    DescentMemory memory = DescentMemory.of(NpyMatrix.of(x), alphas, columns.memoryLimit());
    memory.require();
    return run.outOfCore(memory.x(), memory.summary(), columns.threads(), job);
  }

  private int inMemory(DescendRun job) {
    Problem problem = problems.load();
    problem.notes().forEach(job.out()::println);
    job.out().println();
    try (ColumnPass pass =
        new ColumnPass(new StoredColumns(problem.train().design()), columns.threads())) {
      return ColumnRun.intoFile(
          pass,
          problem.train().target(),
          problem.summary(),
          job.alphas().count(),
          job.outputs(),
          job);
    }
  }
}
