package dev.mirrorflow.lab;

import dev.mirrorflow.bias.DesignProjection;
import dev.mirrorflow.bias.LimitAttempt;
import dev.mirrorflow.bias.LimitSolver;
import dev.mirrorflow.bias.Projection;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.lab.input.AlphaOptions;
import dev.mirrorflow.lab.input.ColumnOptions;
import dev.mirrorflow.lab.input.DesignProblem;
import dev.mirrorflow.lab.input.LimitMemory;
import dev.mirrorflow.lab.input.NetworkStartOptions;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.input.ProblemOptions;
import dev.mirrorflow.lab.input.TheoryOptions.Theory;
import dev.mirrorflow.lab.report.CrossValidationReport;
import dev.mirrorflow.lab.report.LimitReport;
import dev.mirrorflow.lab.report.OutputOptions;
import dev.mirrorflow.lab.report.Progress;
import dev.mirrorflow.lab.report.Report;
import dev.mirrorflow.lab.report.ThetaRows;
import dev.mirrorflow.linalg.Equilibration;
import dev.mirrorflow.sweep.CrossValidation;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code limit} and {@code sweep --method limit} do. */
final class LimitRun {

  private final DesignProblem problem;
  private final NetworkStartOptions start;
  private final OutputOptions outputs;
  private final PrintWriter out;

  /**
   * How samples are parted for cross-validation.
   *
   * @param count 0 for none
   */
  record Folds(int count, ProblemOptions problems, ColumnOptions columns) {

    /** No cross-validation. */
    static final Folds NONE = new Folds(0, null, null);

    private CrossValidation of(Problem problem, double[] alphas) throws InterruptedException {
      try (Progress progress = Progress.of("folds", count)) {
        return CrossValidation.of(
            problem.train(),
            problems.centres(),
            count,
            problems.seed(),
            alphas,
            columns.threads(),
            progress::step);
      }
    }
  }

  private LimitRun(
      DesignProblem problem, NetworkStartOptions start, OutputOptions outputs, PrintWriter out) {
    this.problem = problem;
    this.start = start;
    this.outputs = outputs;
    this.out = out;
  }

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
      Folds folds,
      Optional<Theory> theory,
      OutputOptions outputs,
      PrintWriter out)
      throws InterruptedException {
    DesignProblem design = problem.asDesign();
    Found found = find(LimitSolver.of(problem.train()), design, alphas, start, outputs, out);
    LimitReport report = theory.map(found.report()::beside).orElse(found.report());
    int code;
    if (folds.count() == 0) {
      code = found.run().write(report, report.isCertified());
    } else {
      CrossValidation validation = folds.of(problem, found.alphas());
      CrossValidationReport validated =
          new CrossValidationReport(report, validation, folds.problems().seed());
      code = found.run().write(validated, validated.isCertified());
    }
    if (code != ExitCode.OK && !Equilibration.of(problem.train().design()).isIdentity()) {
      out.println("the rows or columns of X are of very different size: try --standardize");
    }
    return code;
  }

  /**
   * The same for an X of which the products alone are known.
   *
   * @throws dev.mirrorflow.error.BadDataException before the work begins, if the heap does not hold
   *     it
   */
  static int of(
      DesignProblem problem,
      AlphaOptions alphas,
      NetworkStartOptions start,
      OutputOptions outputs,
      PrintWriter out) {
    LimitMemory.require(problem.x(), alphas.count());
    LimitSolver solver = new DesignProjection(problem.x(), problem.y());
    Found found = find(solver, problem, alphas, start, outputs, out);
    return found.run().write(found.report(), found.report().isCertified());
  }

  /** The limits for the α that were chosen. */
  private record Found(LimitRun run, LimitReport report, double[] alphas) {}

  private static Found find(
      LimitSolver solver,
      DesignProblem problem,
      AlphaOptions alphas,
      NetworkStartOptions start,
      OutputOptions outputs,
      PrintWriter out) {
    AlphaOptions.Choice chosen = alphas.choose(solver::largestOfLeastNorm, 2);
    DesignProblem noted = problem.noting(chosen);
    noted.notes().forEach(out::println);
    out.println();
    List<LimitAttempt<Projection>> attempts;
    try (Progress progress = Progress.ofShares("limits, %")) {
      solver.watch(progress::share);
      attempts =
          start.isGiven()
              ? solver.attempts(chosen.values(), start.inMemory(problem.x().columns()))
              : solver.attempts(chosen.values());
    }
    LimitRun run = new LimitRun(noted, start, outputs, out);
    LimitReport report = run.report(attempts, solver.note(), solver.distanceToRange());
    return new Found(run, report, chosen.values());
  }

  private LimitReport report(
      List<LimitAttempt<Projection>> attempts, String note, double distanceToRange) {
    if (attempts.stream().allMatch(attempt -> attempt.limit().isEmpty())) {
      throw new ComputationException(attempts.getFirst().failure());
    }
    Map<String, Object> summary = new LinkedHashMap<>(problem.summary());
    start.describe(summary);
    return new LimitReport(
        summary,
        note,
        distanceToRange,
        attempts.stream().map(attempt -> LimitReport.Point.of(problem, attempt)).toList(),
        Optional.of(
            new ThetaRows(
                attempts.stream().map(attempt -> attempt.limit().map(Projection::theta)).toList(),
                problem.x().columns())));
  }

  /** Prints and writes it; returns the exit code. */
  private int write(Report report, boolean isCertified) {
    outputs.write(report, out);
    if (outputs.theta().isPresent() && !isCertified) {
      out.println(
          "theta of a limit that is not certified is a row of NaN in " + outputs.theta().get());
    }
    return isCertified ? ExitCode.OK : ExitCode.COMPUTATION;
  }
}
