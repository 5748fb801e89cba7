package dev.mirrorflow;

import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.Method;
import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.descent.Stopping;
import dev.mirrorflow.error.BadDataException;
import java.util.Optional;

/**
 * How to descend. Each setting may be left out: gradient descent on all samples is meant then, with
 * steps of half the edge of stability, until 1e-10 of R(0) or for 100,000 iterations, as in the
 * command line.
 *
 * @param <P> the plan itself
 */
public abstract sealed class DescentPlan<P extends DescentPlan<P>> permits Run.Plan, Sweep.Plan {

  private static final long ITERATIONS = 100_000;

  final Problem problem;
  private Method method = new Method.GradientDescent();
  private Optional<Batches.Mini> batches = Optional.empty();
  private boolean isWithReplacement;
  private long seed = 1;
  private StepRule step = StepRule.usual();
  private Goal goal = Goal.USUAL;
  private long maxIterations = ITERATIONS;
  private int threads = Runtime.getRuntime().availableProcessors();

  DescentPlan(Problem problem) {
    this.problem = problem;
  }

  abstract P self();

  /**
   * Mini-batches of so many samples, drawn without replacement. With momentum it is the momentum of
   * SGD.
   *
   * @throws BadDataException unless the size is from 1 to n
   */
  public P sgd(int batchSize) {
    if (batchSize > problem.samples()) {
      throw new BadDataException(
          "sgd("
              + batchSize
              + ") asks for more than the "
              + problem.samples()
              + " samples; give at most "
              + problem.samples());
    }
    batches = Optional.of(new Batches.Mini(batchSize, isWithReplacement, seed));
    return self();
  }

  /** Draws mini-batches with replacement. */
  public P withReplacement() {
    isWithReplacement = true;
    return self();
  }

  /** The seed of the mini-batches, 1 if it is not said. */
  public P seed(long value) {
    seed = value;
    return self();
  }

  /**
   * Polyak's heavy ball.
   *
   * @throws BadDataException unless 0 &lt;= β &lt; 1
   */
  public P momentum(double beta) {
    method = new Method.HeavyBall(beta);
    return self();
  }

  /**
   * Nesterov's momentum.
   *
   * @throws BadDataException unless 0 &lt;= β &lt; 1
   */
  public P nesterov(double beta) {
    method = new Method.Nesterov(beta);
    return self();
  }

  /**
   * The step size η of all steps.
   *
   * @throws BadDataException unless it is positive and finite
   */
  public P step(double eta) {
    return step(new StepRule.Constant(eta));
  }

  /** Another rule of step sizes. */
  public P step(StepRule rule) {
    step = rule;
    return self();
  }

  /** Where to end. */
  public P until(Goal end) {
    goal = end;
    return self();
  }

  /**
   * The budget of iterations.
   *
   * @throws BadDataException if it is negative
   */
  public P maxIterations(long iterations) {
    if (iterations < 0) {
      throw new BadDataException(
          "maxIterations(" + iterations + ") is no budget: it must be 0 or positive");
    }
    maxIterations = iterations;
    return self();
  }

  /**
   * The threads to run on, all processors if it is not said. The results are the same bits for any
   * number.
   *
   * @throws BadDataException if it is below 1
   */
  public P threads(int count) {
    if (count < 1) {
      throw new BadDataException("threads(" + count + ") cannot run: give at least 1");
    }
    threads = count;
    return self();
  }

  int threads() {
    return threads;
  }

  long maxIterations() {
    return maxIterations;
  }

  Descent descent() {
    return new Descent(
        method,
        batches
            .<Batches>map(mini -> new Batches.Mini(mini.size(), isWithReplacement, seed))
            .orElseGet(Batches.Full::new),
        step,
        new Stopping(problem.lossOf(goal), 0, maxIterations));
  }
}
