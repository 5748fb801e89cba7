package dev.mirrorflow.lab.input;

import dev.mirrorflow.flow.DormandPrince;
import dev.mirrorflow.flow.ExplicitEuler;
import dev.mirrorflow.flow.FlowOptions;
import dev.mirrorflow.flow.Integrator;
import dev.mirrorflow.flow.Rodas4;
import dev.mirrorflow.flow.RungeKutta4;
import dev.mirrorflow.flow.Tolerance;
import dev.mirrorflow.sweep.FlowSweep;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How {@code sweep --method flow} integrates. */
public final class FlowSweepOptions {

  private static final String STEP = "--step";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--integrator",
      paramLabel = "NAME",
      description = {
        "of flow: rodas4, for stiff flows, or dormand-prince, euler or rk4, which follow u and v of"
            + " many alphas side by side; the last two need --step H (default: rodas4)"
      })
  private IntegratorName integrator;

  /**
   * Checks what can be checked without the data, and settles the default.
   *
   * @throws ParameterException for options that contradict each other
   */
  public void validate(DescentOptions descents) {
    if (!descents.isFlow()) {
      if (integrator != null) {
        throw usage("--integrator needs --method flow");
      }
      return;
    }
    if (integrator == null) {
      integrator = IntegratorName.RODAS4;
    }
    if (integrator == IntegratorName.EXACT) {
      throw usage("exact is the closed form of least squares; use rodas4 here");
    }
    boolean given = command.commandLine().getParseResult().hasMatchedOption(STEP);
    if (integrator.isFixed() && !(given && descents.hasConstantStep())) {
      throw usage(integrator + " needs --step H, the length of all its steps");
    }
    if (!integrator.isFixed() && given) {
      throw usage(
          STEP
              + " has no meaning with --method flow by "
              + integrator
              + ", which chooses its steps by their error");
    }
  }

  /**
   * The sweep of gradient flows.
   *
   * @throws dev.mirrorflow.error.BadDataException if y = 0, where the loss cannot fall
   */
  public FlowSweep sweep(Problem problem, DescentOptions descents) {
    FlowOptions end =
        FlowOptions.untilLoss(problem.lossGoal(descents.tolerance()))
            .withMaxSteps(descents.maxIterations());
    return new FlowSweep(problem.train(), end, alpha -> integrator(alpha, descents));
  }

  private Integrator integrator(double alpha, DescentOptions descents) {
    return switch (integrator) {
      case EULER -> new ExplicitEuler(descents.constantStep());
      case RK4 -> new RungeKutta4(descents.constantStep());
      case DORMAND_PRINCE -> new DormandPrince(Tolerance.ofFactors(FlowSweep.TOLERANCE, alpha));
      case RODAS4 -> new Rodas4(Tolerance.ofDual(FlowSweep.TOLERANCE, alpha));
      case EXACT -> throw new IllegalStateException("the closed form has no integrator");
    };
  }

  /** The options as results record them, in their order. */
  public Map<String, Object> summary(Problem problem, DescentOptions descents) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("method", MethodName.FLOW.toString());
    summary.put("integrator", integrator.toString());
    boolean dual = integrator == IntegratorName.RODAS4;
    summary.put("variables", (dual ? VariablesName.DUAL : VariablesName.UV).toString());
    if (integrator.isFixed()) {
      summary.put("step", descents.constantStep());
    } else {
      summary.put("stepTolerance", FlowSweep.TOLERANCE);
    }
    summary.put("tolerance", descents.tolerance());
    summary.put("lossGoal", problem.lossGoal(descents.tolerance()));
    summary.put("maxIterations", descents.maxIterations());
    return summary;
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
