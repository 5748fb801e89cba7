package dev.mirrorflow.lab;

import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.lab.input.AlphaOptions;
import dev.mirrorflow.lab.input.ColumnOptions;
import dev.mirrorflow.lab.input.DescentOptions;
import dev.mirrorflow.lab.input.DesignProblem;
import dev.mirrorflow.lab.input.FlowSweepOptions;
import dev.mirrorflow.lab.input.NetworkStartOptions;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.input.ProblemOptions;
import dev.mirrorflow.lab.input.TheoryOptions;
import dev.mirrorflow.lab.input.TheoryOptions.Theory;
import dev.mirrorflow.lab.input.WayOptions;
import dev.mirrorflow.lab.report.OutputOptions;
import dev.mirrorflow.lab.report.SweepReport;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mirrorflow sweep}: the diagonal network from many α. */
@Command(
    name = "sweep",
    description = {
      "Descends the diagonal network θ = u⊙v from u = √2 α, v = 0 for many α, or follows its"
          + " gradient flow, and reports what each converges to."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "One's own data; without --alphas they decide on alpha:",
      "  mirrorflow sweep --x X.npy --y y.npy",
      "",
      "An X larger than memory, laid out by columns first:",
      "  mirrorflow convert --x X.npy --output columns.npy",
      "  mirrorflow sweep --x columns.npy --y y.npy --alphas 1e-2:1:3 --out-of-core",
      "",
      "Example:",
      "  mirrorflow sweep --n 100 --d 1000 --sparsity 8 --alphas 1e-2:10:8",
      "",
      "Over more than alpha: mirrorflow sweep --grid FILE.json, see mirrorflow grid --help.",
    })
final class SweepCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private AlphaOptions alphas;
  @Mixin private ProblemOptions problems;
  @Mixin private DescentOptions descents;
  @Mixin private FlowSweepOptions flows;
  @Mixin private TheoryOptions theories;

  @Option(
      names = "--out-of-core",
      description = {
        "leave X in its file, a .npy in Fortran order, and read it by columns, once a step for all"
            + " alphas: gd with a constant step, of 10000 iterations unless --max-iterations says"
            + " otherwise, whose way is compared with the limit of its flow"
      })
  private boolean outOfCore;

  @Mixin private WayOptions way;
  @Mixin private ColumnOptions columns;
  @Mixin private OutputOptions outputs;

  @Override
  public Integer call() throws InterruptedException {
    problems.validate();
    descents.validate();
    flows.validate(descents);
    columns.validate();
    validateColumns();
    if (columns.threadsGiven() && descents.isLimit()) {
      throw usage("--threads has no meaning with --method limit, one continuation");
    }
    outputs.validate();
    Optional<Theory> theory = theories.of(problems);
    if (isByColumns()) {
      return new ColumnSweep(problems, columns)
          .run(
              new DescendRun(
                  alphas,
                  descents.step(),
                  descents.tolerance(),
                  descents.maxIterations(WayOptions.MAX_ITERATIONS),
                  way.perDecade(),
                  outputs,
                  spec.commandLine().getOut(),
                  spec.commandLine().getErr()));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (descents.isLimit()) {
      Optional<DesignProblem> matrixFree =
          problems.takesXAsItIs() ? problems.matrixFree() : Optional.empty();
      NetworkStartOptions start = new NetworkStartOptions();
      return matrixFree.isPresent()
          ? LimitRun.of(matrixFree.get(), alphas, start, outputs, out)
          : LimitRun.of(problems.load(), alphas, start, LimitRun.Folds.NONE, theory, outputs, out);
    }
    Problem problem = problems.loadByRows();
    AlphaOptions.Choice chosen = problem.choose(alphas, 2);
    problem = problem.noting(chosen);
    problem.notes().forEach(out::println);
    out.println();
    SweepReport report = sweep(problem, chosen.values());
    outputs.write(theory.map(report::beside).orElse(report), out);
    return SweepRun.exitCode(report, spec.commandLine().getErr());
  }

  private boolean isByColumns() {
    return outOfCore || columns.isSpark();
  }

  private void validateColumns() {
    if (!isByColumns()) {
      if (way.isGiven() || columns.memoryLimitGiven()) {
        throw usage(
            (way.isGiven() ? "--per-decade" : "--memory-limit")
                + " needs --out-of-core or --engine spark");
      }
      return;
    }
    String option = columns.isSpark() ? "--engine spark" : "--out-of-core";
    if (columns.isSpark() && outOfCore) {
      throw usage("--out-of-core is of the local engine");
    }
    if (!descents.isGradientDescent()) {
      throw usage(
          option
              + ": by columns sweep descends with --method gd"
              + (descents.isLimit() ? "; use mirrorflow limit " + option : ""));
    }
    way.validate(descents.step());
    problems
        .notByColumns()
        .ifPresent(conflict -> {
          throw usage(option + ": " + conflict);
        });
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private SweepReport sweep(Problem problem, double[] values) {
    if (descents.isFlow()) {
      return SweepRun.ofFlows(
          problem,
          flows.sweep(problem, descents),
          flows.summary(problem, descents),
          descents.description(),
          values,
          workers());
    }
    Descent plan = descents.plan(problem, problems.seed());
    return SweepRun.of(
        problem, plan, descents.summary(plan), descents.description(), values, workers());
  }

  /** No more than there are α: another would have nothing to do. */
  private int workers() {
    return Math.min(columns.threads(), alphas.count());
  }
}
