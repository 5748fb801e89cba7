package dev.mirrorflow.descent;

import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/**
 * Descents on data so large or small that their squares, or the squares of the factors, would leave
 * the range of doubles: with X' = 2^-a X, y' = 2^-b y and even a and b, a descent on the one is a
 * descent on the other to the bit, as θ' = 2^c θ, u' = 2^(c/2) u, v' = 2^(c/2) v and R' = 2^(-2b)
 * R, c = a - b. Data of moderate size are left as they are: a = b = 0.
 */
final class Rescaling {

  /** Exponents that are moderate: products of four such numbers are doubles. */
  private static final int MODERATE = 200;

  private final LeastSquares problem;

  /** c. */
  private final int theta;

  /** -2b. */
  private final int loss;

  private Rescaling(LeastSquares problem, int a, int b) {
    this.theta = a - b;
    this.loss = -2 * b;
    this.problem = a == 0 && b == 0 ? problem : problem.scaled(-a, -b);
  }

  static Rescaling of(LeastSquares problem) {
    return new Rescaling(
        problem, exponent(problem.largestEntry()), exponent(Norms.max(problem.target())));
  }

  /** An even exponent that makes the number about 1; 0 if it is moderate. */
  private static int exponent(double largest) {
    int exponent = Math.getExponent(largest);
    return largest == 0 || Math.abs(exponent) <= MODERATE ? 0 : exponent / 2 * 2;
  }

  private static double[] scaled(double[] values, int exponent) {
    double[] out = new double[values.length];
    for (int j = 0; j < out.length; j++) {
      out[j] = Math.scalb(values[j], exponent);
    }
    return out;
  }

  private boolean isIdentity() {
    return theta == 0 && loss == 0;
  }

  /** Runs the plan on the problem to the end, with the stable step if it diverges. */
  DescentResult run(Descent plan, Start start, Observer observer, BooleanSupplier cancelled) {
    Descent scaledPlan = scaled(plan, start);
    Start scaledStart = scaled(start);
    Observer watched = isIdentity() ? observer : new Watched(observer, start);
    DescentResult result = new Run(scaledPlan, problem, scaledStart, watched, cancelled).toTheEnd();
    if (result.status() == DescentResult.Status.DIVERGED) {
      result = result.withStableStep(StableStep.find(scaledPlan, problem, scaledStart, cancelled));
    }
    return back(result, start);
  }

  /** Runs the plan on many starts. */
  void runInLanes(Descent plan, int width, LaneTasks tasks, BooleanSupplier cancelled) {
    if (isIdentity()) {
      new LaneRun(plan, problem, width, tasks, cancelled).toTheEnd();
      return;
    }
    Start any = Start.network(1, problem.features());
    new LaneRun(scaled(plan, any), problem, width, new Tasks(tasks), cancelled).toTheEnd();
  }

  /** The largest stable step; empty if the curvature leaves the range of doubles. */
  OptionalDouble stableStep(Descent plan, Start start, BooleanSupplier cancelled) {
    return back(StableStep.find(scaled(plan, start), problem, scaled(start), cancelled), start);
  }

  /** log₂ of η'/η: the parameters and their gradients together. */
  private int stepExponent(Start start) {
    return 2 * parameterExponent(start) - loss;
  }

  /** log₂ of what the parameters descended in are multiplied by. */
  private int parameterExponent(Start start) {
    return start instanceof Start.Network ? theta / 2 : theta;
  }

  private int gradientExponent(Start start) {
    return loss - parameterExponent(start);
  }

  private Start scaled(Start start) {
    if (theta == 0) {
      return start;
    }
    int exponent = parameterExponent(start);
    return switch (start) {
      case Start.Linear linear -> new Start.Linear(scaled(linear.theta0(), exponent));
      case Start.Network network ->
          new Start.Network(scaled(network.u0(), exponent), scaled(network.v0(), exponent));
    };
  }

  private Descent scaled(Descent plan, Start start) {
    if (isIdentity()) {
      return plan;
    }
    Stopping stopping = plan.stopping();
    return new Descent(
        plan.method(),
        scaled(plan.batches()),
        scaled(plan.stepRule(), stepExponent(start)),
        new Stopping(
            Math.scalb(stopping.loss(), loss),
            Math.scalb(stopping.gradientNorm(), gradientExponent(start)),
            stopping.maxIterations()));
  }

  private Batches scaled(Batches batches) {
    return batches instanceof Batches.Mini mini
        ? mini.with(
            new Batches.LabelNoise(
                Math.scalb(mini.labels().deviation(), loss / 2), mini.labels().steps()))
        : batches;
  }

  private static StepRule scaled(StepRule rule, int exponent) {
    return switch (rule) {
      case StepRule.Constant constant -> new StepRule.Constant(step(constant.eta(), exponent));
      case StepRule.InverseTime inverse ->
          new StepRule.InverseTime(step(inverse.eta0(), exponent), inverse.tau());
      case StepRule.Cosine cosine ->
          new StepRule.Cosine(step(cosine.eta0(), exponent), cosine.horizon());
      case StepRule.Backtracking backtracking ->
          new StepRule.Backtracking(step(backtracking.eta0(), exponent));
      case StepRule.FractionOfEdge _, StepRule.Polyak _ -> rule;
    };
  }

  /** A step that is longer or shorter than doubles are diverges, or stands still, as they do. */
  private static double step(double eta, int exponent) {
    return Math.clamp(Math.scalb(eta, exponent), Double.MIN_VALUE, Double.MAX_VALUE);
  }

  private DescentResult back(DescentResult result, Start start) {
    if (isIdentity()) {
      return result;
    }
    int factor = -theta / 2;
    return new DescentResult(
        result.status(),
        result.iterations(),
        Math.scalb(result.loss(), -loss),
        Math.scalb(result.gradientNorm(), -gradientExponent(start)),
        Math.scalb(result.lastStep(), -stepExponent(start)),
        scaled(result.theta(), -theta),
        result
            .factors()
            .map(f -> new DescentResult.Factors(scaled(f.u(), factor), scaled(f.v(), factor))),
        back(result.stableStep(), start));
  }

  private OptionalDouble back(OptionalDouble step, Start start) {
    return step.isEmpty()
        ? step
        : Optional.of(Math.scalb(step.getAsDouble(), -stepExponent(start)))
            .filter(eta -> eta > 0 && eta < Double.POSITIVE_INFINITY)
            .map(OptionalDouble::of)
            .orElse(OptionalDouble.empty());
  }

  /** Shows an observer the descent in the units of the data. */
  private final class Watched implements Observer {

    private final Observer observer;
    private final Start start;
    private final double[] gradient;

    Watched(Observer observer, Start start) {
      this.observer = observer;
      this.start = start;
      this.gradient = new double[start.features()];
    }

    @Override
    public boolean isDue(long k) {
      return observer.isDue(k);
    }

    @Override
    public void record(long k, double atLoss, double norm, double eta, double[] at) {
      observer.record(
          k,
          Math.scalb(atLoss, -loss),
          Math.scalb(norm, -gradientExponent(start)),
          Math.scalb(eta, -stepExponent(start)),
          scaled(at, -theta));
    }

    @Override
    public void step(long k, double atLoss, double eta, double[] slope) {
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] = Math.scalb(slope[j], theta - loss);
      }
      observer.step(k, Math.scalb(atLoss, -loss), Math.scalb(eta, -stepExponent(start)), gradient);
    }
  }

  /** Starts and results in the units of the data. */
  private final class Tasks implements LaneTasks {

    private final LaneTasks tasks;

    Tasks(LaneTasks tasks) {
      this.tasks = tasks;
    }

    @Override
    public int next() {
      return tasks.next();
    }

    @Override
    public Start.Network start(int number) {
      return (Start.Network) scaled(tasks.start(number));
    }

    @Override
    public void ended(int number, DescentResult result) {
      tasks.ended(number, back(result, Start.network(1, problem.features())));
    }
  }
}
