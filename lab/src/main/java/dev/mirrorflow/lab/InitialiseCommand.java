package dev.mirrorflow.lab;

import dev.mirrorflow.data.CorruptedSamples;
import dev.mirrorflow.lab.input.AlphaOptions;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.input.ProblemOptions;
import dev.mirrorflow.lab.report.InitialiseReport;
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

/** {@code mirrorflow initialise}: what the start makes of the limit. */
@Command(
    name = "initialise",
    description = {
      "What the start of the gradient flow makes of its limit: how near it ends to the"
          + " interpolators of least ℓ1 and ℓ2 norm, its error for a sparse and for a dense θ*, how"
          + " far it goes (lazy or rich), for networks of any depth; and, with --corrupt, from"
          + " starts that have fitted other data before."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Examples:",
      "  mirrorflow initialise --n 40 --d 200 --sparsity 5 --depth 3 --alphas 1e-3:10:9",
      "  mirrorflow initialise --n 40 --d 200 --sparsity 5 --corrupt 2",
    })
final class InitialiseCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private AlphaOptions alphas;

  @Option(
      names = "--depth",
      paramLabel = "D",
      description = {
        "2: θ = u⊙v from u = √2 α, v = 0; 3 or more: θ = u^D - v^D from u = v = α (default:"
            + " ${DEFAULT-VALUE})"
      },
      defaultValue = "2")
  private int depth;

  @Option(
      names = "--corrupt",
      paramLabel = "COPIES",
      description = {
        "also from starts that have fitted random labels, and this many copies of the samples with"
            + " random labels and some features set to 0"
      })
  private Integer copies;

  @Option(
      names = "--corrupt-share",
      paramLabel = "SHARE",
      description = "share of the features set to 0 in the copies (default: ${DEFAULT-VALUE})",
      defaultValue = "0.5")
  private double share;

  @Mixin private ProblemOptions problems;
  @Mixin private OutputOptions outputs;

  @Override
  public Integer call() throws InterruptedException {
    problems.validate();
    if (depth < 2) {
      throw usage("--depth must be 2 or more, not " + depth);
    }
    if (copies != null && depth > 2) {
      throw usage("--corrupt is for --depth 2");
    }
    if (copies == null && spec.commandLine().getParseResult().hasMatchedOption("--corrupt-share")) {
      throw usage("--corrupt-share needs --corrupt");
    }
    outputs.validate();
    Optional<CorruptedSamples> corrupted =
        Optional.ofNullable(copies)
            .map(count -> new CorruptedSamples(count, share, problems.seed()));
    Problem loaded = problems.load();
    AlphaOptions.Choice chosen = loaded.choose(alphas, depth);
    Problem problem = loaded.noting(chosen);
    PrintWriter out = spec.commandLine().getOut();
    InitialiseReport report =
        new InitialiseRun(problem, problems.dense(), depth, corrupted).report(chosen.values());
    problem.notes().forEach(out::println);
    out.println();
    outputs.write(report, out);
    return report.isCertified() ? ExitCode.OK : ExitCode.COMPUTATION;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
