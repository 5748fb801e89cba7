package dev.mirrorflow.lab.input;

import dev.mirrorflow.descent.StepRule;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The options of descents by columns alone, whose way is compared with the limits of their flows.
 */
public final class WayOptions {

  /** Steps that are made at most, unless it is said how many: each reads X. */
  public static final long MAX_ITERATIONS = 10_000;

  private static final int MOST_PER_DECADE = 1000;
  private static final int PER_DECADE = 5;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--per-decade",
      paramLabel = "N",
      description =
          "by columns: iterations recorded in each decade, another pass over X each (default: "
              + PER_DECADE
              + ")")
  private Integer perDecade;

  /** Whether one of them is given. */
  public boolean isGiven() {
    return perDecade != null;
  }

  /** Iterations recorded in each decade. */
  public int perDecade() {
    return perDecade == null ? PER_DECADE : perDecade;
  }

  /**
   * Checks them, and that steps are constant.
   *
   * @throws ParameterException for values that are none
   */
  public void validate(StepRule step) {
    if (!(step instanceof StepRule.Constant) && !(step instanceof StepRule.FractionOfEdge)) {
      throw usage("--step by columns is a number or edge[:FRACTION], not " + step.text());
    }
    if (perDecade() < 1 || perDecade() > MOST_PER_DECADE) {
      throw usage("--per-decade must be from 1 to " + MOST_PER_DECADE);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
