package dev.mirrorflow.lab;

import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.lab.input.AlphasConverter;
import dev.mirrorflow.lab.input.CountsConverter;
import dev.mirrorflow.lab.input.TheoryOptions;
import dev.mirrorflow.lab.report.OutputOptions;
import dev.mirrorflow.lab.report.Progress;
import dev.mirrorflow.lab.report.SamplesReport;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import dev.mirrorflow.sweep.SampleComplexity;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mirrorflow samples}: how many samples recovery needs, against α. */
@Command(
    name = "samples",
    description = {
      "How many samples the limit of the gradient flow needs to recover a sparse θ*, against the"
          + " scale α of its start: no trajectory is followed, each limit is certified. The error"
          + " is |θ-θ*|²/|θ*|², the median over seeds."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Example:",
      "  mirrorflow samples --d 60 --sparsity 2 --samples 6:54:4 --alphas 1e-4:1:5 --seeds 3",
    })
final class SamplesCommand implements Callable<Integer> {

  private static final int MOST_SEEDS = 10_000;

  @Spec private CommandSpec spec;

  @Option(names = "--d", paramLabel = "D", required = true, description = "number of features")
  private int d;

  @Option(
      names = "--sparsity",
      paramLabel = "K",
      required = true,
      description = "non-zero entries ±1 of θ*; K = D: a dense Gaussian θ*")
  private int sparsity;

  @Option(
      names = "--samples",
      paramLabel = "LO:HI:STEP",
      required = true,
      converter = CountsConverter.class,
      description = "numbers of training samples: a range, or a list such as 10,20,40")
  private CountsConverter.Counts samples;

  @Option(
      names = "--alphas",
      paramLabel = "LO:HI:COUNT",
      converter = AlphasConverter.class,
      description =
          "initialisation scales: a log-spaced range or a list (default: ${DEFAULT-VALUE})",
      defaultValue = "1e-4:10:11")
  private AlphasConverter.Alphas alphas;

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
      names = "--error",
      paramLabel = "E",
      description = "θ* counts as recovered at this error (default: ${DEFAULT-VALUE})",
      defaultValue = "0.025")
  private double error;

  @Option(
      names = "--noise",
      paramLabel = "SIGMA",
      description = "standard deviation of the noise (default: ${DEFAULT-VALUE})",
      defaultValue = "0")
  private double noise;

  @Option(
      names = "--seeds",
      paramLabel = "COUNT",
      description = "how many problems (default: ${DEFAULT-VALUE})",
      defaultValue = "5")
  private int seeds;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "of the first problem; the others count on (default: ${DEFAULT-VALUE})",
      defaultValue = "1")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "threads; the results are the same (default: all cores)")
  private Integer threads;

  @Mixin private TheoryOptions theories;
  @Mixin private OutputOptions outputs;

  @Override
  public Integer call() throws InterruptedException {
    validate();
    outputs.validate();
    SamplesReport report = report();
    PrintWriter out = spec.commandLine().getOut();
    outputs.write(report, out);
    return report.result().failures().isEmpty() ? ExitCode.OK : ExitCode.COMPUTATION;
  }

  private SamplesReport report() throws InterruptedException {
    int most = Arrays.stream(samples.values()).max().orElseThrow();
    SyntheticProblem first = new SyntheticProblem(most, d, sparsity, 0, noise, seed);
    List<SampleComplexity.Draw> draws =
        IntStream.range(0, seeds)
            .mapToObj(k -> new SyntheticProblem(most, d, sparsity, 0, noise, seed + k))
            .map(SamplesCommand::draw)
            .toList();
    int used = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    try (Progress progress = Progress.of("samples", seeds * samples.values().length)) {
      return new SamplesReport(
          first,
          seeds,
          depth,
          error,
          SampleComplexity.of(
              draws, samples.values(), alphas.values(), depth, used, progress::step),
          theories.isWanted() ? Optional.of(expected()) : Optional.empty());
    }
  }

  /**
   * ‖θ-θ*‖²/‖θ*‖² by theory, in the mean over the problems, of which those with as many entries ±1
   * are one to it; NaN from n = d on.
   */
  private double[][] expected() {
    double[][] errors = new double[samples.values().length][alphas.values().length];
    for (int i = 0; i < errors.length; i++) {
      int n = samples.values()[i];
      for (int k = 0; k < errors[i].length; k++) {
        double alpha = alphas.values()[k];
        errors[i][k] =
            n >= d
                ? Double.NaN
                : IntStream.range(0, sparsity == d ? seeds : 1)
                    .mapToObj(s -> new SyntheticProblem(n, d, sparsity, 0, noise, seed + s))
                    .mapToDouble(problem -> expected(problem, alpha))
                    .average()
                    .orElseThrow();
      }
    }
    return errors;
  }

  private static double expected(SyntheticProblem problem, double alpha) {
    double norm = Norms.l2(problem.thetaStar());
    return TheoryOptions.of(problem).at(alpha).squaredError() / (norm * norm);
  }

  private static SampleComplexity.Draw draw(SyntheticProblem problem) {
    Dataset data = problem.training();
    return new SampleComplexity.Draw(new LeastSquares(data.x(), data.y()), problem.thetaStar());
  }

  private void validate() {
    if (outputs.theta().isPresent()) {
      throw usage("--save-theta has no meaning for samples, which keeps no θ");
    }
    if (depth < 2) {
      throw usage("--depth must be 2 or more, not " + depth);
    }
    if (theories.isWanted() && depth != 2) {
      throw usage("--theory is of depth 2, not of " + depth);
    }
    if (sparsity < 1) {
      throw usage("--sparsity must be at least 1, not " + sparsity);
    }
    if (!(error > 0 && error < Double.POSITIVE_INFINITY)) {
      throw usage("--error must be positive and finite, not " + error);
    }
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw usage("--seeds must be from 1 to " + MOST_SEEDS + ", not " + seeds);
    }
    if (threads != null && threads < 1) {
      throw usage("--threads must be at least 1, not " + threads);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
