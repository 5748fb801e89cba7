package dev.mirrorflow.lab.input;

import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.descent.Stopping;
import dev.mirrorflow.error.BadDataException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The options that say how to descend. */
public final class DescentOptions {

  private static final int DEFAULT_BATCH = 16;

  private static final List<String> OF_DESCENTS = List.of("--batch", "--sampling", "--momentum");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description = {
        "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); in sweep only: flow integrates the"
            + " gradient flow, limit solves for its end"
      },
      defaultValue = "gd")
  private MethodName method;

  @Option(
      names = "--step",
      paramLabel = "RULE",
      converter = StepRuleConverter.class,
      description = {
        "step size: a number, edge[:FRACTION] of the edge of stability, polyak, backtracking[:ETA],"
            + " inverse-time:ETA:TAU or cosine:ETA:K (default: ${DEFAULT-VALUE})"
      },
      defaultValue = "edge:0.5")
  private StepRule step;

  @Option(
      names = "--batch",
      paramLabel = "SIZE",
      description =
          "samples in a mini-batch, at most all (default for sgd: "
              + DEFAULT_BATCH
              + ", or all if there are fewer)")
  private Integer batch;

  @Option(
      names = "--sampling",
      paramLabel = "with|without",
      description = "replacement of samples in mini-batches (default: ${DEFAULT-VALUE})",
      defaultValue = "without")
  private Sampling sampling;

  @Option(
      names = "--momentum",
      paramLabel = "BETA",
      description = "beta of momentum and nesterov, in [0, 1) (default: 0.9)")
  private Double momentum;

  @Option(
      names = "--tolerance",
      paramLabel = "TOL",
      description =
          "stop when the training loss is within TOL R(0) of its minimum, R(0) = |y|²/2n; below"
              + " what rounding allows, the status is floor (default: ${DEFAULT-VALUE})",
      defaultValue = "1e-10")
  private double tolerance;

  @Option(
      names = "--max-iterations",
      paramLabel = "K",
      description = "budget of iterations, of steps for flow (default: ${DEFAULT-VALUE})",
      defaultValue = "100000")
  private long maxIterations;

  /** Whether to solve for the end of the gradient flow instead of a descent; no plan then. */
  public boolean isLimit() {
    return method == MethodName.LIMIT;
  }

  /** Whether all samples are descended on, without momentum. */
  public boolean isGradientDescent() {
    return method == MethodName.GD;
  }

  /** How steps are chosen. */
  public StepRule step() {
    return step;
  }

  /** Whether single samples or mini-batches are descended on, without momentum. */
  public boolean isSgd() {
    return method == MethodName.SGD;
  }

  /** Whether the step is a number, or a fraction of the edge of stability. */
  public boolean hasFixedStep() {
    return hasConstantStep() || step instanceof StepRule.FractionOfEdge;
  }

  /** Whether all steps have the size given. */
  public boolean hasConstantStep() {
    return step instanceof StepRule.Constant;
  }

  /**
   * The size of all steps.
   *
   * @throws IllegalStateException if they have no common one
   */
  double constantStep() {
    if (step instanceof StepRule.Constant constant) {
      return constant.eta();
    }
    throw new IllegalStateException(step.text() + " is no constant step");
  }

  /** The share of R(0) to stop at. */
  public double tolerance() {
    return tolerance;
  }

  /** Whether to integrate the gradient flow instead of a descent; no plan then. */
  public boolean isFlow() {
    return method == MethodName.FLOW;
  }

  /** The command that shows what is no descent. */
  public Optional<String> elsewhere() {
    return isLimit() || isFlow() ? Optional.of(method.toString()) : Optional.empty();
  }

  /** The budget of iterations, or another where none is given. */
  public long maxIterations(long otherwise) {
    boolean given = command.commandLine().getParseResult().hasMatchedOption("--max-iterations");
    return given ? maxIterations : otherwise;
  }

  /** The budget of iterations. */
  public long maxIterations() {
    return maxIterations;
  }

  /**
   * Checks what can be checked without the data.
   *
   * @throws ParameterException for options that contradict each other
   */
  public void validate() {
    if (isLimit()) {
      requireNoneGiven(OF_DESCENTS, "which makes no steps");
      requireNoneGiven(
          List.of("--step", "--tolerance", "--max-iterations"), "which makes no steps");
      return;
    }
    if (isFlow()) {
      requireNoneGiven(OF_DESCENTS, "which has no samples to choose and no momentum");
      if (tolerance == 0 || maxIterations == 0) {
        throw usage("--method flow needs --tolerance and --max-iterations above 0");
      }
    }
    if (batch != null && method == MethodName.GD) {
      throw usage("--batch needs --method sgd (or momentum, nesterov); gd takes all samples");
    }
    if (momentum != null && !method.hasMomentum()) {
      throw usage("--momentum needs --method momentum or nesterov");
    }
    if (momentum != null && !(momentum >= 0 && momentum < 1)) {
      throw usage("--momentum must be in [0, 1), not " + momentum);
    }
    if (batch != null && batch < 1) {
      throw usage("--batch must be at least 1, not " + batch);
    }
    if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
      throw usage("--tolerance must be 0 or positive, not " + tolerance);
    }
    if (maxIterations < 0) {
      throw usage("--max-iterations must be 0 or positive, not " + maxIterations);
    }
  }

  private void requireNoneGiven(List<String> options, String reason) {
    ParseResult given = command.commandLine().getParseResult();
    for (String option : options) {
      if (given.hasMatchedOption(option)) {
        throw usage(option + " has no meaning with --method " + method + ", " + reason);
      }
    }
  }

  /**
   * The plan.
   *
   * @param seed of the mini-batches
   * @throws BadDataException if --batch is above the number of samples, or losses leave the range
   *     of doubles
   */
  public Descent plan(Problem problem, long seed) {
    return new Descent(
        method.withMomentum(beta()),
        batches(problem.train().samples(), seed),
        step,
        new Stopping(problem.lossGoal(tolerance), 0, maxIterations));
  }

  /** The options as results record them, in their order. */
  public Map<String, Object> summary(Descent plan) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("method", method.toString());
    if (method.hasMomentum()) {
      summary.put("momentum", beta());
    }
    summary.put("step", step.text());
    if (plan.batches() instanceof Batches.Mini mini) {
      summary.put("batch", mini.size());
      summary.put("sampling", sampling.toString());
      summary.put("batchSeed", mini.seed());
    }
    summary.put("tolerance", tolerance);
    summary.put("lossGoal", plan.stopping().loss());
    summary.put("maxIterations", maxIterations);
    return summary;
  }

  /** One line for people. */
  public String description() {
    if (isFlow()) {
      return "gradient flow";
    }
    return method + (method.hasMomentum() ? ":" + beta() : "") + ", step " + step.text();
  }

  private double beta() {
    return momentum == null ? 0.9 : momentum;
  }

  private Batches batches(int n, long seed) {
    if (batch == null && method != MethodName.SGD) {
      return new Batches.Full();
    }
    if (batch != null && batch > n) {
      throw new BadDataException(
          "--batch %d is more than the %d training samples; give at most %d"
              .formatted(batch, n, n));
    }
    int size = batch == null ? Math.min(DEFAULT_BATCH, n) : batch;
    return new Batches.Mini(size, sampling == Sampling.WITH, seed);
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
