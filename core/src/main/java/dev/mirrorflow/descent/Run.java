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
  private final FullGradient full;
  private final StepSizer sizer;

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
    this.full = FullGradient.of(plan, problem, iterate);
    this.sizer = StepSizer.of(plan, problem, start, full::lossAfter);
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
        loss = full.loss();
        if (k == 0) {
          limit = Stopping.blowUp(loss, problem.lossAtZero());
        }
        double norm = Double.NaN;
        if (due || stopping.gradientNorm() > 0) {
          full.fill();
          norm = Math.sqrt(iterate.gradientSquaredNorm());
        } else if (sampler == null) {
          full.fillForRule();
        }
        if (due) {
          observer.record(k, loss, norm, eta, iterate.theta());
        }
        Status status = stopping.status(loss, norm, limit, last);
        if (status != null) {
          status = stopping.status(full.exactLoss(), norm, limit, last);
        }
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
      full.advance(eta);
      observer.step(k, loss, eta, iterate.gradient);
    }
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
        full.residual,
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
