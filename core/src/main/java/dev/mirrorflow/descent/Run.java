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
  private final Start start;
  private final Observer observer;
  private final BooleanSupplier cancelled;
  private final Iterate iterate;
  private final StepSizer sizer;
  private final double[] residual;

  /** Null for full batches. */
  private final BatchSampler sampler;

  private final int epoch;

  Run(
      Descent plan,
      LeastSquares problem,
      Start start,
      Observer observer,
      BooleanSupplier cancelled) {
    this.plan = plan;
    this.problem = problem;
    this.start = start;
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
          limit = Stopping.blowUp(loss, problem);
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
        loss = batchGradient();
      }
      eta = sizer.next(k, loss, iterate);
      iterate.advance(eta);
    }
  }

  private double fullGradient() {
    return problem.lossAndGradient(iterate.point(), residual, iterate.gradient);
  }

  private double batchGradient() {
    sampler.next();
    return problem.batchLossAndGradient(
        sampler.indices(),
        sampler.from(),
        sampler.to(),
        iterate.point(),
        residual,
        iterate.gradient);
  }

  private DescentResult end(Status status, long k, double eta) {
    double[] theta = iterate.theta();
    Optional<DescentResult.Factors> factors =
        iterate instanceof NetworkIterate network
            ? Optional.of(new DescentResult.Factors(network.u(), network.v()))
            : Optional.empty();
    DescentResult result =
        new Ending(plan, problem, cancelled).of(start, status, k, eta, theta, factors);
    observer.record(k, result.loss(), result.gradientNorm(), eta, theta);
    return result;
  }
}
