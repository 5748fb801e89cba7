package dev.mirrorflow.lab;

import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.lab.input.AlphaOptions;
import dev.mirrorflow.lab.input.ColumnOptions;
import dev.mirrorflow.lab.input.ProblemOptions;
import dev.mirrorflow.lab.input.StepRuleConverter;
import dev.mirrorflow.lab.input.WayOptions;
import dev.mirrorflow.lab.report.OutputOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mirrorflow descend}: gradient descents over an X by columns, beside their limits. */
@Command(
    name = "descend",
    description = {
      "Follows gradient descent on the diagonal network θ = u⊙v from u = √2 α, v = 0, for an X"
          + " larger than memory, and says how far each α is from the limit of its gradient flow."
          + " An X in a .npy file, laid out by columns, is read once a step for all α together;"
          + " only u and v are in memory, or on the cluster. The CSV file and the plot hold the"
          + " way."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "stationarity, gap, drift and to limit are 0 at the limit of the flow: they say what the"
          + " size",
      "of the steps changes. drift is that of the invariant (u² - v²)/2.",
      "",
      "Out of core:",
      "  mirrorflow convert --x X.npy --output columns.npy",
      "  mirrorflow descend --x columns.npy --y y.npy --alphas 1e-2:1:3",
      "which is also: mirrorflow sweep --out-of-core --x columns.npy --y y.npy --alphas 1e-2:1:3",
      "",
      "Example:",
      "  mirrorflow descend --n 50 --d 400 --sparsity 4 --alphas 1e-2:1:3",
    })
final class DescendCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private AlphaOptions alphas;

  @Option(
      names = "--step",
      paramLabel = "ETA|edge[:FRACTION]",
      converter = StepRuleConverter.class,
      description = {
        "the constant step: a number, or for each α a fraction of the edge of stability at the"
            + " limit of its flow (default: ${DEFAULT-VALUE})"
      },
      defaultValue = "edge:0.5")
  private StepRule step;

  @Option(
      names = "--tolerance",
      paramLabel = "TOL",
      description =
          "stop when the training loss is below TOL R(0), R(0) = |y|²/2n (default:"
              + " ${DEFAULT-VALUE})",
      defaultValue = "1e-10")
  private double tolerance;

  @Option(
      names = "--max-iterations",
      paramLabel = "K",
      description = "budget of steps, a pass over X each (default: ${DEFAULT-VALUE})",
      defaultValue = "" + WayOptions.MAX_ITERATIONS)
  private long maxIterations;

  @Mixin private WayOptions way;
  @Mixin private ColumnOptions columns;
  @Mixin private ProblemOptions problems;
  @Mixin private OutputOptions outputs;

  @Override
  public Integer call() {
    problems.validate();
    columns.validate();
    validate();
    Optional<String> conflict = problems.notByColumns();
    if (columns.isSpark() && conflict.isPresent()) {
      throw usage("--engine spark: " + conflict.get());
    }
    outputs.validate();
    return new ColumnSweep(problems, columns)
        .run(
            new DescendRun(
                alphas,
                step,
                tolerance,
                maxIterations,
                way.perDecade(),
                outputs,
                spec.commandLine().getOut(),
                spec.commandLine().getErr()));
  }

  private void validate() {
    way.validate(step);
    if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
      throw usage("--tolerance must be 0 or positive, not " + tolerance);
    }
    if (maxIterations < 0) {
      throw usage("--max-iterations must be 0 or positive, not " + maxIterations);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
