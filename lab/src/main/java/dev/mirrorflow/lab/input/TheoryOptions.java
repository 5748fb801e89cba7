package dev.mirrorflow.lab.input;

import dev.mirrorflow.asymptotics.StateEvolution;
import dev.mirrorflow.data.SyntheticProblem;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether what theory expects of Gaussian designs is shown beside what is found. */
public final class TheoryOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--theory",
      description = {
        "show beside it the test error and norms that are exact as n and d grow in proportion, for"
            + " a synthetic problem of independent Gaussian features with n < d"
      })
  private boolean wanted;

  /** Whether it is asked for. */
  public boolean isWanted() {
    return wanted;
  }

  /** What is expected of a problem at any α, if it is asked for. */
  public Optional<Theory> of(ProblemOptions problems) {
    if (!wanted) {
      return Optional.empty();
    }
    Optional<SyntheticProblem> problem = problems.synthetic();
    if (problem.isEmpty()) {
      throw usage("it covers synthetic problems alone: give --n, --d and --sparsity");
    }
    if (problem.get().rho() != 0) {
      throw usage("it does not cover correlated features: leave --design out");
    }
    if (problems.centres()) {
      throw usage("it does not cover features that are centred: leave that out");
    }
    return Optional.of(of(problem.get()));
  }

  /** The same of one problem, of which it is known that it is covered. */
  public static Theory of(SyntheticProblem problem) {
    double[] truth = problem.thetaStar();
    return alpha -> StateEvolution.ofAlpha(problem.n(), truth, problem.sigma(), alpha);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), "--theory: " + message);
  }

  /** What is to be expected of the limit at α. */
  @FunctionalInterface
  public interface Theory {
    StateEvolution.Prediction at(double alpha);
  }
}
