package dev.mirrorflow.lab;

import dev.mirrorflow.bias.BasisPursuit;
import dev.mirrorflow.bias.BasisPursuitSolution;
import dev.mirrorflow.bias.DesignPursuit;
import dev.mirrorflow.lab.input.AlphasConverter;
import dev.mirrorflow.lab.input.DesignProblem;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.input.ProblemOptions;
import dev.mirrorflow.lab.report.BasisPursuitReport;
import dev.mirrorflow.lab.report.JsonFile;
import dev.mirrorflow.lab.report.LassoReport;
import dev.mirrorflow.lab.report.OutputOptions;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mirrorflow basis-pursuit}: the interpolator of least ℓ1 norm. */
@Command(
    name = "basis-pursuit",
    description = {
      "Solves min ‖θ‖₁ over Xθ = y, the interpolator that the limit of the diagonal network tends"
          + " to as α → 0, and proves it by a dual solution; or the lasso, min ‖Xθ - y‖²/(2n) +"
          + " λ‖θ‖₁, with a duality gap for each λ. Coordinates count from 0."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "The lasso instead, where y has noise:",
      "  mirrorflow basis-pursuit --n 100 --d 1000 --sparsity 8 --noise 0.5 --lambda 1e-3:1:20",
      "",
      "Example:",
      "  mirrorflow basis-pursuit --n 100 --d 1000 --sparsity 8",
    })
final class BasisPursuitCommand implements Callable<Integer> {

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

  private static final int SHOWN = 20;

  @Mixin private ProblemOptions problems;
  @Mixin private OutputOptions outputs;

  @Override
  public Integer call() {
    problems.validate();
    outputs.validate();
    int top = problems.top().orElse(SHOWN);
    if (top < 1) {
      throw new ParameterException(spec.commandLine(), "--top must be at least 1, not " + top);
    }
    PrintWriter out = spec.commandLine().getOut();
    Optional<DesignProblem> matrixFree = problems.matrixFree();
    Optional<Problem> loaded =
        matrixFree.isPresent() ? Optional.empty() : Optional.of(problems.load());
    DesignProblem problem = matrixFree.orElseGet(() -> loaded.orElseThrow().asDesign());
    problem.notes().forEach(out::println);
    out.println();
    if (lambdas != null) {
      return lasso(problem, out);
    }
    return loaded.isPresent() ? pursue(loaded.get(), out) : pursue(problem, out);
  }

  private int pursue(Problem problem, PrintWriter out) {
    BasisPursuit pursuit = new BasisPursuit(problem.train());
    BasisPursuitSolution solution = pursuit.solve();
    return report(
        new BasisPursuitReport(
            problem.asDesign(), solution, pursuit.note(), pursuit.distanceToRange()),
        out);
  }

  private int pursue(DesignProblem problem, PrintWriter out) {
    DesignPursuit pursuit = new DesignPursuit(problem.x(), problem.y());
    BasisPursuitSolution solution = pursuit.solve();
    return report(
        new BasisPursuitReport(problem, solution, pursuit.note(), pursuit.distanceToRange()), out);
  }

  private int report(BasisPursuitReport report, PrintWriter out) {
    report.print(out, problems.top().orElse(SHOWN));
    outputs.json().ifPresent(path -> JsonFile.write(path, report.json()));
    outputs.csv().ifPresent(report::writeCsv);
    outputs.theta().ifPresent(report::writeTheta);
    outputs.plot().ifPresent(report::writePlot);
    return ExitCode.OK;
  }

  private int lasso(DesignProblem problem, PrintWriter out) {
    LassoReport report = LassoReport.of(problem, lambdas.values());
    report.print(out);
    outputs.json().ifPresent(path -> JsonFile.write(path, report.json()));
    outputs.csv().ifPresent(report::writeCsv);
    outputs.theta().ifPresent(report::writeTheta);
    outputs.plot().ifPresent(report::writePlot);
    return report.isCertified() ? ExitCode.OK : ExitCode.COMPUTATION;
  }
}
