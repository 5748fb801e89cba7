package dev.mirrorflow.descent;

import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.model.LeastSquares;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One run of a {@link Descent}: the loop and its buffers. */
final class Run {

  private static final int CANCEL_MASK = 63;

  private final Descent plan;
  private final LeastSquares problem;
  private final Observer observer;
  private final BooleanSupplier cancelled;
  private final Iterate iterate;
  private final StepSizer sizer;
  private final double[] residual;

  /** Null for full batches. */
  private final BatchSampler sampler;

  private final int epoch;

  /** y, and y with noise at the places of the current batch. */
  private final double[] labels;

  private final double[] noisyLabels;

  /** The step at which the noise on the labels ends. */
  private final long noisySteps;

  Run(
      Descent plan,
      LeastSquares problem,
      Start start,
      Observer observer,
      BooleanSupplier cancelled) {
    this.plan = plan;
    this.problem = problem;
    this.observer = observer;
    this.cancelled = cancelled;
    this.iterate = Iterate.of(start, plan.method());
    this.sizer = StepSizer.of(plan, problem, start);
    this.residual = new double[problem.samples()];
    this.sampler =
        plan.batches() instanceof Batches.Mini mini
            ? new BatchSampler(mini, problem.samples())
            : null;
    this.epoch = plan.stepsPerEpoch(problem.samples());
    this.labels = problem.target();
    this.noisyLabels = labels.clone();
    this.noisySteps = plan.batches() instanceof Batches.Mini mini ? mini.labels().steps() : 0;
  }

  DescentResult toTheEnd() {
    Stopping stopping = plan.stopping();
    double limit = Double.NaN;
    double eta = Double.NaN;
    for (long k = 0; ; k++) {
      boolean due = observer.isDue(k);
      boolean last = k == stopping.maxIterations();
      double loss = Double.NaN;
      if (sampler == null || k % epoch == 0 || due || last) {
        loss = fullGradient();
        if (k == 0) {
          limit = Stopping.blowUp(loss, problem.lossAtZero());
        }
        double gradientNorm = Math.sqrt(iterate.gradientSquaredNorm());
        if (due) {
          observer.record(k, loss, gradientNorm, eta, iterate.theta());
        }
        Status status = stopping.status(loss, gradientNorm, limit, last);
        if (status != null) {
          return end(status, k, eta);
        }
      }
      if ((k & CANCEL_MASK) == 0 && cancelled.getAsBoolean()) {
        return end(Status.INTERRUPTED, k, eta);
      }
      if (sampler != null) {
        loss = batchGradient(k);
      }
      eta = sizer.next(k, loss, iterate);
      observer.step(k, loss, eta, iterate.gradient);
      iterate.advance(eta);
    }
  }

  private double fullGradient() {
    return problem.lossAndGradient(iterate.point(), residual, iterate.gradient);
  }

  private double batchGradient(long k) {
    sampler.next();
    boolean noisy = k < noisySteps;
    if (noisy) {
      sampler.addNoise(labels, noisyLabels);
    }
    return problem.batchLossAndGradient(
        sampler.indices(),
        sampler.from(),
        sampler.to(),
        iterate.point(),
        noisy ? noisyLabels : labels,
        residual,
        iterate.gradient);
  }

  private DescentResult end(Status status, long k, double eta) {
    double[] theta = iterate.theta();
    Optional<DescentResult.Factors> factors =
        iterate instanceof NetworkIterate network
            ? Optional.of(new DescentResult.Factors(network.u(), network.v()))
            : Optional.empty();
    DescentResult result = new Ending(plan, problem).of(status, k, eta, theta, factors);
    observer.record(k, result.loss(), result.gradientNorm(), eta, theta);
    return result;
  }
}
