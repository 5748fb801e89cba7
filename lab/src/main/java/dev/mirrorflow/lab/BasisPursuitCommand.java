package dev.mirrorflow.lab;

import dev.mirrorflow.bias.BasisPursuit;
import dev.mirrorflow.bias.BasisPursuitSolution;
import dev.mirrorflow.bias.DesignPursuit;
import dev.mirrorflow.bias.NoisyPursuit;
import dev.mirrorflow.bias.Penalty;
import dev.mirrorflow.lab.input.AlphasConverter;
import dev.mirrorflow.lab.input.DesignProblem;
import dev.mirrorflow.lab.input.EngineOptions;
import dev.mirrorflow.lab.input.LimitMemory;
import dev.mirrorflow.lab.input.PenaltyOptions;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.input.ProblemOptions;
import dev.mirrorflow.lab.report.BasisPursuitReport;
import dev.mirrorflow.lab.report.LassoReport;
import dev.mirrorflow.lab.report.OutputOptions;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mirrorflow basis-pursuit}: the interpolator of least ℓ1 norm, and the lasso. */
@Command(
    name = "basis-pursuit",
    description = {
      "Solves min ‖θ‖₁ over Xθ = y, the interpolator that the limit of the diagonal network tends"
          + " to as α → 0, and proves it by a dual solution; or the lasso, min ‖Xθ - y‖²/(2n) +"
          + " λ‖θ‖₁, with a duality gap for each λ; or min ‖θ‖₁ over ‖Xθ - y‖₂ <= S. Weights and"
          + " θ >= 0 go with all of them. Coordinates count from 0."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "The lasso instead, where y has noise:",
      "  mirrorflow basis-pursuit --n 100 --d 1000 --sparsity 8 --noise 0.5 --lambda 1e-3:1:20",
      "  mirrorflow basis-pursuit --n 100 --d 1000 --sparsity 8 --noise 0.5 --noise-norm 5",
      "",
      "Example:",
      "  mirrorflow basis-pursuit --n 100 --d 1000 --sparsity 8",
    })
final class BasisPursuitCommand implements Callable<Integer> {

  private static final int SHOWN = 20;

  @Spec private CommandSpec spec;

  @Option(
      names = "--lambda",
      paramLabel = "LO:HI:COUNT",
      converter = AlphasConverter.Lambdas.class,
      description = {
        "solve the lasso for these λ: a log-spaced range, or a list such as 1e-3,0.1; from"
            + " max |Xᵀy|/n on, θ is 0"
      })
  private AlphasConverter.Alphas lambdas;

  @Option(
      names = "--noise-norm",
      paramLabel = "S",
      description = "allow for noise: over all θ with ‖Xθ - y‖₂ <= S, not divided by n")
  private Double noiseNorm;

  @Mixin private PenaltyOptions penalties;
  @Mixin private EngineOptions engine;
  @Mixin private ProblemOptions problems;
  @Mixin private OutputOptions outputs;

  @Override
  public Integer call() {
    problems.validate();
    engine.validate();
    outputs.validate();
    int top = problems.top().orElse(SHOWN);
    if (top < 1) {
      throw new ParameterException(spec.commandLine(), "--top must be at least 1, not " + top);
    }
    if (lambdas != null && noiseNorm != null) {
      throw new ParameterException(spec.commandLine(), "give --lambda or --noise-norm, not both");
    }
    if (noiseNorm != null && !(noiseNorm > 0 && noiseNorm <= Double.MAX_VALUE)) {
      throw new ParameterException(
          spec.commandLine(),
          "--noise-norm must be positive and finite, not " + noiseNorm + "; for 0 leave it out");
    }
    if (engine.isSpark()) {
      if (!problems.isSparse()) {
        throw new ParameterException(
            spec.commandLine(),
            "--engine spark is of a sparse X here: .svm, .mtx or a sparse .npz");
      }
      return SparseSpread.run(engine, problems, problem -> solve(problem, Optional.empty()));
    }
    Optional<DesignProblem> matrixFree = problems.matrixFree();
    Optional<Problem> loaded =
        matrixFree.isPresent() ? Optional.empty() : Optional.of(problems.load());
    return solve(matrixFree.orElseGet(() -> loaded.orElseThrow().asDesign()), loaded);
  }

  /**
   * Solves.
   *
   * @param loaded the same with X as an array, if it is one
   */
  private int solve(DesignProblem problem, Optional<Problem> loaded) {
    PrintWriter out = spec.commandLine().getOut();
    problem.notes().forEach(out::println);
    out.println();
    Penalty penalty = penalties.penalty(problem.x(), problems::vector);
    if (lambdas != null) {
      return lasso(problem, penalty, out);
    }
    if (noiseNorm != null) {
      return report(
          problem, NoisyPursuit.of(problem.x(), problem.y(), penalty, noiseNorm), "", 0, out);
    }
    return loaded.isPresent() ? pursue(loaded.get(), penalty, out) : pursue(problem, penalty, out);
  }

  private int pursue(Problem problem, Penalty penalty, PrintWriter out) {
    BasisPursuit pursuit = new BasisPursuit(problem.train(), penalty);
    BasisPursuitSolution solution = pursuit.solve();
    return report(problem.asDesign(), solution, pursuit.note(), pursuit.distanceToRange(), out);
  }

  private int pursue(DesignProblem problem, Penalty penalty, PrintWriter out) {
    if (penalties.isNonnegative()) {
      throw new ParameterException(
          spec.commandLine(),
          "over a sparse or computed X, --nonnegative needs --lambda or --noise-norm");
    }
    LimitMemory.require(problem.x(), 1);
    DesignPursuit pursuit = new DesignPursuit(problem.x(), problem.y(), penalty);
    BasisPursuitSolution solution = pursuit.solve();
    return report(problem, solution, pursuit.note(), pursuit.distanceToRange(), out);
  }

  private int report(
      DesignProblem problem,
      BasisPursuitSolution solution,
      String note,
      double distanceToRange,
      PrintWriter out) {
    String within = noiseNorm == null ? "" : " within ‖Xθ - y‖ <= " + noiseNorm;
    Map<String, Object> summary = penalties.summary();
    summary.put("noiseNorm", noiseNorm);
    BasisPursuitReport report =
        new BasisPursuitReport(
            problem,
            penalties.description() + within,
            summary,
            solution,
            note,
            distanceToRange,
            problems.top().orElse(SHOWN));
    outputs.write(report, out);
    return ExitCode.OK;
  }

  private int lasso(DesignProblem problem, Penalty penalty, PrintWriter out) {
    LassoReport report = LassoReport.of(problem, penalty, penalties.summary(), lambdas.values());
    outputs.write(report, out);
    return report.isCertified() ? ExitCode.OK : ExitCode.COMPUTATION;
  }
}
