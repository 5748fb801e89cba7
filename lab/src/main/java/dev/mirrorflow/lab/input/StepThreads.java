package dev.mirrorflow.lab.input;

import dev.mirrorflow.linalg.Crew;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --threads} of a run that goes step by step. */
public final class StepThreads {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = {
        "threads of a step over all samples, used where X has some hundred thousand entries or"
            + " more; the results are the same (default: all cores)"
      })
  private Integer threads;

  /**
   * Checks the option.
   *
   * @throws ParameterException if it is below 1
   */
  public void validate() {
    if (threads != null && threads < 1) {
      throw new ParameterException(
          command.commandLine(), "--threads must be at least 1, not " + threads);
    }
  }

  /** The threads asked for, or one for each core. */
  public Crew crew() {
    return new Crew(threads == null ? Runtime.getRuntime().availableProcessors() : threads);
  }
}
