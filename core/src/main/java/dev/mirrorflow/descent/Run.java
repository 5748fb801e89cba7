package dev.mirrorflow.descent;

import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.model.LeastSquares;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/** One run of a {@link Descent}: the loop and its buffers. */
final class Run {

  /** The loss has blown up when it is this many times the larger of R(0) and the first loss. */
  private static final double BLOW_UP = 1e8;

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
          limit = BLOW_UP * Math.max(loss, problem.lossAtZero());
        }
        double gradientNorm = Math.sqrt(iterate.gradientSquaredNorm());
        if (due) {
          observer.record(k, loss, gradientNorm, eta, iterate.theta());
        }
        Status status = status(loss, gradientNorm, limit, last);
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

  /** Why to end here, or null to go on. */
  private Status status(double loss, double gradientNorm, double limit, boolean last) {
    if (!(loss <= limit)) {
      return Status.DIVERGED;
    }
    if (loss <= plan.stopping().loss()) {
      return Status.CONVERGED;
    }
    if (gradientNorm <= plan.stopping().gradientNorm() && plan.stopping().gradientNorm() > 0) {
      return Status.STATIONARY;
    }
    return last ? Status.BUDGET : null;
  }

  private DescentResult end(Status status, long k, double eta) {
    double[] theta = iterate.theta();
    double loss = problem.lossAndGradient(theta, residual, iterate.gradient);
    double gradientNorm = Math.sqrt(iterate.gradientSquaredNorm());
    observer.record(k, loss, gradientNorm, eta, theta);
    OptionalDouble stable =
        status == Status.DIVERGED
            ? OptionalDouble.of(StableStep.estimate(plan, problem, start, cancelled))
            : OptionalDouble.empty();
    Optional<DescentResult.Factors> factors =
        iterate instanceof NetworkIterate network
            ? Optional.of(new DescentResult.Factors(network.u(), network.v()))
            : Optional.empty();
    return new DescentResult(status, k, loss, gradientNorm, eta, theta, factors, stable);
  }
}
