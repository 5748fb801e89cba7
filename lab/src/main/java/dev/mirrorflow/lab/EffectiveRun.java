package dev.mirrorflow.lab;

import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.descent.Method;
import dev.mirrorflow.descent.Observer;
import dev.mirrorflow.descent.SharpnessTrace;
import dev.mirrorflow.descent.StableStep;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.descent.StepIdentity;
import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.descent.WeightDecay;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.flow.StochasticFlow;
import dev.mirrorflow.flow.StochasticPath;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.report.DescentOutcome;
import dev.mirrorflow.lab.report.EffectiveReport;
import dev.mirrorflow.lab.report.EffectiveReport.End;
import dev.mirrorflow.lab.report.Progress;
import dev.mirrorflow.model.EffectiveStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What {@code effective} does: descents, and the limits that theory predicts for them. */
final class EffectiveRun {

  private static final int RECORDS_A_DECADE = 10;

  private final Problem problem;
  private final Descent plan;
  private final Optional<WeightDecay> decay;
  private final int paths;
  private final long seed;
  private final BregmanProjection limits;

  /**
   * @param decay what comes before each descent
   * @param paths paths of the stochastic flow for each descent
   * @param seed of the paths
   * @throws dev.mirrorflow.error.BadDataException if y is not in the range of X
   */
  EffectiveRun(Problem problem, Descent plan, Optional<WeightDecay> decay, int paths, long seed) {
    this.problem = problem;
    this.plan = plan;
    this.decay = decay;
    this.paths = paths;
    this.seed = seed;
    this.limits = new BregmanProjection(problem.train());
    if (limits.distanceToRange() > 0) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "y is not in the range of X: the best fit leaves %.1e of y, and effective"
                  + " needs descents that fit y; remove contradictory rows or use"
                  + " fewer samples than features",
              limits.distanceToRange()));
    }
  }

  /**
   * Runs every α with every step; an interrupt ends it early.
   *
   * @param fractions of the largest stable step; empty for the plan's own rule
   */
  EffectiveReport report(Map<String, Object> summary, double[] alphas, double[] fractions) {
    List<EffectiveReport.Point> points = new ArrayList<>();
    boolean interrupted = false;
    int total = alphas.length * Math.max(1, fractions.length);
    try (Progress progress = Progress.of("effective", total)) {
      for (int k = 0; k < total && !interrupted; k++) {
        double alpha = alphas[k / Math.max(1, fractions.length)];
        Start.Network start = Start.network(alpha, problem.train().features());
        double stable = stableStep(start);
        StepRule rule =
            fractions.length == 0 || Double.isNaN(stable)
                ? plan.stepRule()
                : new StepRule.Constant(fractions[k % fractions.length] * stable);
        Optional<EffectiveReport.Point> point = point(alpha, start, rule, stable);
        point.ifPresent(points::add);
        interrupted = point.isEmpty();
        progress.step();
      }
    }
    return new EffectiveReport(problem, summary, limits.note(), points, interrupted);
  }

  /** NaN where there is none; the descent then diverges and says so. */
  private double stableStep(Start start) {
    try {
      return StableStep.estimate(plan, problem.train(), start);
    } catch (ComputationException none) {
      ComputationException.throwIfInterrupted();
      return Double.NaN;
    }
  }

  /** Empty if it was interrupted. */
  private Optional<EffectiveReport.Point> point(
      double alpha, Start.Network first, StepRule rule, double stable) {
    double decayStep = decayStep(rule, stable);
    Start.Network start = first;
    if (decay.isPresent()) {
      start =
          decay.get().run(problem.train(), first, decayStep, Thread.currentThread()::isInterrupted);
    }
    Descent descent = new Descent(plan.method(), plan.batches(), rule, plan.stopping());
    StepIdentity identity = new StepIdentity(descent, start);
    Optional<SharpnessTrace> sharpness =
        plan.method() instanceof Method.GradientDescent
            ? Optional.of(
                new SharpnessTrace(
                    problem.train(), identity, plan.stopping().maxIterations(), RECORDS_A_DECADE))
            : Optional.empty();
    Observer observer = sharpness.isPresent() ? sharpness.get() : identity;
    long begin = System.nanoTime();
    DescentResult result =
        descent.run(problem.train(), start, observer, Thread.currentThread()::isInterrupted);
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (result.status() == Status.INTERRUPTED) {
      return Optional.empty();
    }
    DescentOutcome outcome = DescentOutcome.of(problem, result, seconds);
    EffectiveStart begun = EffectiveStart.of(first.u0(), first.v0());
    List<End> ends = new ArrayList<>();
    if (!outcome.failed()) {
      double[] reached = result.theta();
      ends.add(End.of(problem, "reached", identity.effectiveStart(), reached, reached));
      ends.add(end("predicted", identity.effectiveStart(), reached));
      EffectiveStart decayed = decay.map(d -> d.after(begun, decayStep)).orElse(begun);
      if (decay.isPresent()) {
        ends.add(end("decay formula", decayed, reached));
      }
      addFormulas(ends, decayed, identity, reached);
      addPaths(ends, start, result);
      if (plan.batches() instanceof Batches.Mini) {
        addFullBatches(ends, start, rule, reached);
      }
      ends.add(end("gradient flow", begun, reached));
    }
    return Optional.of(
        new EffectiveReport.Point(
            alpha, plan.method().beta(), stable, outcome, ends, identity, sharpness));
  }

  /** η of the steps with weight decay. */
  private static double decayStep(StepRule rule, double stable) {
    return switch (rule) {
      case StepRule.Constant(double eta) -> eta;
      case StepRule.FractionOfEdge(double fraction) -> fraction * stable;
      default -> Double.NaN;
    };
  }

  private End end(String name, EffectiveStart start, double[] reached) {
    try {
      return End.of(problem, name, start, limits.of(start).theta(), reached);
    } catch (ComputationException failed) {
      ComputationException.throwIfInterrupted();
      return End.failed(name, start, failed.getMessage());
    }
  }

  /** The limits that the continuous theories predict, where they apply. */
  private void addFormulas(
      List<End> ends, EffectiveStart begun, StepIdentity identity, double[] reached) {
    if (plan.method() instanceof Method.HeavyBall && identity.signChanges() == 0) {
      ends.add(end("momentum flow", identity.momentumFlow(), reached));
    }
    if (plan.method() instanceof Method.GradientDescent && identity.noiseDose() > 0) {
      ends.add(
          end("noise formula", begun.afterNoise(problem.train(), identity.noiseDose()), reached));
    }
  }

  private void addPaths(List<End> ends, Start.Network start, DescentResult result) {
    if (paths == 0 || result.iterations() == 0) {
      return;
    }
    double eta = result.lastStep();
    Batches.Mini mini = (Batches.Mini) plan.batches();
    StochasticFlow flow =
        new StochasticFlow(
            problem.train(),
            start.u0(),
            start.v0(),
            eta / mini.size(),
            mini.labels().deviation(),
            mini.labels().steps() * eta);
    List<StochasticPath> ended =
        flow.paths(paths, result.iterations() * eta, plan.stopping().loss(), eta, seed);
    for (int k = 0; k < paths; k++) {
      StochasticPath path = ended.get(k);
      ends.add(
          End.of(
              problem, "path " + (k + 1), flow.effectiveStart(path), path.theta(), result.theta()));
    }
  }

  /** The same with all samples at each step, to set the noise apart from the step. */
  private void addFullBatches(
      List<End> ends, Start.Network start, StepRule rule, double[] reached) {
    Descent full = new Descent(plan.method(), new Batches.Full(), rule, plan.stopping());
    StepIdentity identity = new StepIdentity(full, start);
    DescentResult result =
        full.run(problem.train(), start, identity, Thread.currentThread()::isInterrupted);
    if (result.status() != Status.DIVERGED) {
      ends.add(End.of(problem, "full batches", identity.effectiveStart(), result.theta(), reached));
    }
  }
}
