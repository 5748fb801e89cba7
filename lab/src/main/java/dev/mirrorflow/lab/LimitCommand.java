package dev.mirrorflow.lab;

import dev.mirrorflow.data.NpyMatrix;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.lab.grid.EngineFactory;
import dev.mirrorflow.lab.input.AlphaOptions;
import dev.mirrorflow.lab.input.ColumnOptions;
import dev.mirrorflow.lab.input.DesignProblem;
import dev.mirrorflow.lab.input.LimitMemory;
import dev.mirrorflow.lab.input.NetworkStartOptions;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.input.ProblemOptions;
import dev.mirrorflow.lab.input.TheoryOptions;
import dev.mirrorflow.lab.input.TheoryOptions.Theory;
import dev.mirrorflow.lab.report.OutputOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mirrorflow limit}: where the gradient flow of the diagonal network ends. */
@Command(
    name = "limit",
    description = {
      "Solves for the interpolator that the gradient flow of the diagonal network θ = u⊙v converges"
          + " to from u = √2 α, v = 0, or from any other start, without following it, and proves"
          + " each answer to 1e-9."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "One's own data; without --alphas they decide on alpha:",
      "  mirrorflow limit --x X.npy --y y.npy",
      "",
      "An X larger than memory, laid out by columns first, is read once a Newton step:",
      "  mirrorflow convert --x X.npy --output columns.npy",
      "  mirrorflow limit --x columns.npy --y y.npy --alphas 1e-6:1:8 --out-of-core",
      "",
      "Example:",
      "  mirrorflow limit --n 100 --d 1000 --sparsity 8 --alphas 1e-10:100:13",
    })
final class LimitCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private AlphaOptions alphas;

  @Option(
      names = "--out-of-core",
      description = {
        "leave X in its file, a .npy in Fortran order, and read it by columns, once a Newton step;"
            + " otherwise so only where X does not fit in memory"
      })
  private boolean outOfCore;

  @Option(
      names = "--cv",
      paramLabel = "K",
      description = {
        "choose alpha by K-fold cross-validation, folds by --seed: the test error against alpha"
            + " with its standard error, the best, and the smallest within one standard error of it"
      })
  private Integer folds;

  @Mixin private TheoryOptions theories;
  @Mixin private NetworkStartOptions start;
  @Mixin private ColumnOptions columns;
  @Mixin private ProblemOptions problems;
  @Mixin private OutputOptions outputs;

  @Override
  public Integer call() throws InterruptedException {
    problems.validate();
    start.validate();
    if (start.isGiven() && !alphas.isGiven()) {
      throw usage("--u0 and --v0 need --alphas, the factors to take them times");
    }
    columns.validate();
    columns.limitSharing();
    if (columns.isSpark() && outOfCore) {
      throw usage("--out-of-core is of the local engine");
    }
    validateFolds();
    Optional<Theory> theory = theories.of(problems);
    if (theory.isPresent() && start.isGiven()) {
      throw usage("--theory is of starts of one alpha, not of --u0 and --v0");
    }
    if (columns.isSpark() && problems.isSparse()) {
      outputs.validate();
      return SparseSpread.run(columns.engines(), problems, this::solve);
    }
    Optional<String> conflict = problems.notByColumns();
    if ((outOfCore || columns.isSpark()) && conflict.isPresent()) {
      throw usage((columns.isSpark() ? "--engine spark: " : "--out-of-core: ") + conflict.get());
    }
    outputs.validate();
    if (columns.isSpark()) {
      try (EngineFactory.Engine started = EngineFactory.started(columns.engines())) {
        return byColumns().on(started, job());
      }
    }
    Optional<LimitMemory> memory = problems.matrixFile().map(this::memory);
    boolean large = memory.isPresent() && !memory.get().fits();
    Optional<DesignProblem> matrixFree = problems.matrixFree();
    if (matrixFree.isPresent()) {
      requireNoFolds("an X that is sparse or computed");
      return solve(matrixFree.get());
    }
    if (!outOfCore && !large) {
      Problem problem = problems.load();
      LimitRun.Folds parts = new LimitRun.Folds(folds == null ? 0 : folds, problems, columns);
      return LimitRun.of(
          problem, alphas, start, parts, theory, outputs, spec.commandLine().getOut());
    }
    requireNoFolds("an X larger than memory");
    if (conflict.isPresent()) {
      throw new BadDataException(
          problems.matrixFile().orElseThrow()
              + ": the limit "
              + memory.orElseThrow().summary()
              + ", but "
              + conflict.get());
    }
    memory.orElseThrow().requireOutOfCore();
    return byColumns()
        .outOfCore(memory.get().x(), memory.get().summary(), columns.threads(), job());
  }

  private void validateFolds() {
    if (folds != null && folds < 2) {
      throw usage("--cv must be at least 2, not " + folds);
    }
    if (start.isGiven()) {
      requireNoFolds("--u0 and --v0");
    }
    if (outOfCore || columns.isSpark()) {
      requireNoFolds(columns.isSpark() ? "--engine spark" : "--out-of-core");
    }
  }

  private void requireNoFolds(String with) {
    if (folds != null) {
      throw usage("--cv is of an X in memory and starts of one alpha, not of " + with);
    }
  }

  private int solve(DesignProblem problem) {
    return LimitRun.of(problem, alphas, start, outputs, spec.commandLine().getOut());
  }

  private ColumnRun byColumns() {
    return new ColumnRun(problems, alphas.count(), outputs, spec.commandLine().getOut());
  }

  private ColumnLimitRun job() {
    return new ColumnLimitRun(alphas, start, outputs, spec.commandLine().getOut());
  }

  private LimitMemory memory(Path x) {
    return LimitMemory.of(NpyMatrix.of(x), alphas.count(), columns.memoryLimit());
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
