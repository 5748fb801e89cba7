package dev.mirrorflow.lab.input;

import dev.mirrorflow.flow.DormandPrince;
import dev.mirrorflow.flow.DualFlow;
import dev.mirrorflow.flow.ExplicitEuler;
import dev.mirrorflow.flow.FactorFlow;
import dev.mirrorflow.flow.FlowOptions;
import dev.mirrorflow.flow.GradientFlow;
import dev.mirrorflow.flow.Integrator;
import dev.mirrorflow.flow.Rodas4;
import dev.mirrorflow.flow.RungeKutta4;
import dev.mirrorflow.flow.ThetaFlow;
import dev.mirrorflow.flow.Tolerance;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.sweep.FlowSweep;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how a gradient flow is followed, and how far. */
public final class IntegratorOptions {

  private static final double DEFAULT_LOSS = 1e-10;
  private static final long DEFAULT_STEPS = 1_000_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--integrator",
      paramLabel = "NAME",
      description = {
        "${COMPLETION-CANDIDATES} (default: exact for ols, its closed form; rodas4 for dln, for"
            + " stiff flows)"
      })
  private IntegratorName integrator;

  @Option(
      names = "--variables",
      paramLabel = "uv|theta|dual",
      description = {
        "dln is integrated in u and v, in θ, or in the n dual variables of the mirror flow"
            + " (default: dual for rodas4, otherwise uv)"
      })
  private VariablesName variables;

  @Option(
      names = "--time",
      paramLabel = "T",
      description = "end there at the latest (default: no end time)")
  private Double time;

  @Option(
      names = "--until-loss",
      paramLabel = "TOL",
      description = {
        "end when the training loss is within TOL R(0) of its minimum, R(0) = |y|²/2n (default: "
            + DEFAULT_LOSS
            + ", or none with --time)"
      })
  private Double untilLoss;

  @Option(
      names = "--step",
      paramLabel = "H",
      description = "of euler, where it is the step size of gradient descent, and rk4")
  private Double step;

  @Option(
      names = "--tolerance",
      paramLabel = "TOL",
      description =
          "relative error of a step of dormand-prince and rodas4 (default: "
              + FlowSweep.TOLERANCE
              + ")")
  private Double tolerance;

  @Option(
      names = "--max-steps",
      paramLabel = "K",
      description = "budget of steps (default: " + DEFAULT_STEPS + ")")
  private Long maxSteps;

  /**
   * Checks what can be checked without the data, and settles the defaults.
   *
   * @param linear whether the model is ols
   * @throws ParameterException for options that contradict each other
   */
  public void validate(boolean linear) {
    if (integrator == null) {
      integrator = linear ? IntegratorName.EXACT : IntegratorName.RODAS4;
    }
    if (linear) {
      validateLinear();
    } else {
      validateNetwork();
    }
    validateSteps();
    validateEnd();
  }

  private void validateLinear() {
    if (integrator == IntegratorName.RODAS4) {
      throw usage("rodas4 is for the dual flow of --model dln; use exact or dormand-prince here");
    }
    if (variables != null && variables != VariablesName.THETA) {
      throw usage("--variables " + variables + " is for --model dln; ols is a flow of theta");
    }
    variables = VariablesName.THETA;
  }

  private void validateNetwork() {
    if (integrator == IntegratorName.EXACT) {
      throw usage("exact is the closed form of --model ols; use rodas4 here");
    }
    if (integrator == IntegratorName.RODAS4) {
      if (variables != null && variables != VariablesName.DUAL) {
        throw usage("rodas4 needs --variables dual; use dormand-prince on " + variables);
      }
      variables = VariablesName.DUAL;
    } else if (variables == null) {
      variables = VariablesName.UV;
    }
  }

  private void validateSteps() {
    if (integrator.isFixed() && step == null) {
      throw usage(integrator + " needs --step H, the length of all its steps");
    }
    if (!integrator.isFixed() && step != null) {
      throw usage(
          "--step is for euler and rk4; "
              + integrator
              + (integrator.isAdaptive() ? " takes --tolerance" : " makes no steps"));
    }
    if (step != null && !(step > 0 && step < Double.POSITIVE_INFINITY)) {
      throw usage("--step must be positive and finite, not " + step);
    }
    if (!integrator.isAdaptive() && tolerance != null) {
      throw usage(
          "--tolerance is for dormand-prince and rodas4; "
              + integrator
              + (integrator.isFixed() ? " takes --step" : " has no error to control"));
    }
    if (tolerance != null && !(tolerance > 0 && tolerance < 1)) {
      throw usage("--tolerance must be between 0 and 1, not " + tolerance);
    }
    if (isExact() && maxSteps != null) {
      throw usage("--max-steps has no meaning with exact, which makes no steps");
    }
    if (maxSteps != null && maxSteps < 1) {
      throw usage("--max-steps must be at least 1, not " + maxSteps);
    }
  }

  private void validateEnd() {
    if (time != null && !(time > 0 && time < Double.POSITIVE_INFINITY)) {
      throw usage("--time must be positive and finite, not " + time);
    }
    if (untilLoss != null && !(untilLoss >= 0 && untilLoss < Double.POSITIVE_INFINITY)) {
      throw usage("--until-loss must be 0 or positive, not " + untilLoss);
    }
    if (time == null && untilLoss != null && untilLoss == 0) {
      throw usage("--until-loss 0 is never reached; give --time to end the flow");
    }
  }

  /** Whether the flow is in closed form: no integrator, no flow to integrate. */
  public boolean isExact() {
    return integrator == IntegratorName.EXACT;
  }

  /** Whether the integrator moves the invariant I, which the other variables have built in. */
  public boolean drifts() {
    return variables == VariablesName.UV;
  }

  /** The budget of steps. */
  public long maxSteps() {
    return maxSteps == null ? DEFAULT_STEPS : maxSteps;
  }

  /**
   * The integrator for the network from α.
   *
   * @throws dev.mirrorflow.error.BadDataException if α is too large for the tolerance
   */
  public Integrator forNetwork(double alpha) {
    double relative = relative();
    return integrator(
        switch (variables) {
          case UV -> Tolerance.ofFactors(relative, alpha);
          case THETA -> Tolerance.ofTheta(relative, alpha);
          case DUAL -> Tolerance.ofDual(relative, alpha);
        });
  }

  /** The integrator for least squares from θ0. */
  public Integrator forLeastSquares(LeastSquares problem, double[] theta0) {
    return integrator(Tolerance.ofLeastSquares(relative(), problem, theta0));
  }

  private Integrator integrator(Tolerance error) {
    return switch (integrator) {
      case EULER -> new ExplicitEuler(step);
      case RK4 -> new RungeKutta4(step);
      case DORMAND_PRINCE -> new DormandPrince(error);
      case RODAS4 -> new Rodas4(error);
      case EXACT -> throw new IllegalStateException("the closed form has no integrator");
    };
  }

  /**
   * The flow of the network from α in the variables.
   *
   * @throws dev.mirrorflow.error.BadDataException if α is out of the range of the variables
   */
  public GradientFlow network(LeastSquares problem, double alpha) {
    return switch (variables) {
      case UV -> FactorFlow.ofAlpha(problem, alpha);
      case THETA -> ThetaFlow.ofAlpha(problem, alpha);
      case DUAL -> DualFlow.ofAlpha(problem, alpha);
    };
  }

  /** Where the flow ends, with θ recorded {@code perDecade} times a decade of time. */
  public FlowOptions end(Problem problem, double timeScale, int perDecade) {
    FlowOptions end =
        time == null
            ? FlowOptions.untilLoss(problem.lossGoal(untilLoss()))
            : FlowOptions.until(time)
                .withLossThreshold(untilLoss == null ? 0 : problem.lossGoal(untilLoss));
    return end.withMaxSteps(maxSteps()).recordingFrom(timeScale, perDecade, true);
  }

  /** The options as results record them, in their order. */
  public Map<String, Object> summary(Problem problem) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("integrator", integrator.toString());
    summary.put("variables", variables.toString());
    summary.put("step", step);
    summary.put("tolerance", integrator.isAdaptive() ? relative() : null);
    summary.put("time", time);
    boolean toLoss = time == null || untilLoss != null;
    summary.put("untilLoss", toLoss ? untilLoss() : null);
    summary.put("lossGoal", toLoss ? problem.lossGoal(untilLoss()) : null);
    summary.put("maxSteps", isExact() ? null : maxSteps());
    return summary;
  }

  /** One phrase for people. */
  public String description() {
    if (isExact()) {
      return "exact flow";
    }
    return integrator
        + " on "
        + variables
        + (integrator.isFixed() ? ", step " + step : ", tolerance " + relative());
  }

  private double relative() {
    return tolerance == null ? FlowSweep.TOLERANCE : tolerance;
  }

  private double untilLoss() {
    return untilLoss == null ? DEFAULT_LOSS : untilLoss;
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
