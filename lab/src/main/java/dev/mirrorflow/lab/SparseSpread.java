package dev.mirrorflow.lab;

import dev.mirrorflow.lab.grid.EngineFactory;
import dev.mirrorflow.lab.input.DesignProblem;
import dev.mirrorflow.lab.input.EngineOptions;
import dev.mirrorflow.lab.input.ProblemOptions;
import java.util.function.ToIntFunction;

/** A job over a sparse X whose products are made by the machines of an engine. */
final class SparseSpread {

  private SparseSpread() {}

  /**
   * Starts the engine, sends X to it and does the job.
   *
   * @return the exit code of the job
   * @throws dev.mirrorflow.error.BadDataException if the data cannot be used, or the engine is not
   *     to be had
   */
  static int run(EngineOptions engine, ProblemOptions problems, ToIntFunction<DesignProblem> job) {
    DesignProblem problem = problems.sparse();
    try (EngineFactory.Engine started = EngineFactory.started(engine)) {
      EngineFactory.Spread spread = started.spread(problems.sparseX());
      int parts = spread.parts();
      return job.applyAsInt(
          problem.over(
              spread.x(), parts + (parts == 1 ? " part" : " parts") + " of X on the cluster"));
    }
  }
}
