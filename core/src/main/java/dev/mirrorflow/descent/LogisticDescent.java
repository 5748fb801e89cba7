package dev.mirrorflow.descent;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.model.Logistic;
import java.util.Arrays;

/**
 * Descent on the logistic risk, of a linear model or of the diagonal network θ = u⊙v. It has no
 * minimiser to stop at: the loss falls for ever and the direction of θ is what converges.
 *
 * <p>A {@link LogisticRule} says what a step makes of the gradient. All come from ln L and ∇L/L,
 * which are exact however small the loss is. 4nd flops a step, 4bd for a batch of b samples.
 *
 * <p>The normalised descent on the network is chaotic: a step multiplies u and v, so that its
 * margins soon change by more than 1 a step, while ∇L/L turns from one sample to another over
 * margins that differ by 1. From then on the last bit of a sum decides which sample a step follows.
 * The direction still tends to the maximum margin, up to a few hundredths of a radian at η max
 * |x_ij| = 0.1, but the digits beyond differ between vector widths: 40 x 100 samples of three
 * features, 10,000 steps and η larger by one bit ended 0.04 radians apart, with ln L 2% apart.
 *
 * @param eta η
 * @param rule what a step makes of the gradient
 * @param batches all samples, or mini-batches without noise on their labels
 */
public record LogisticDescent(double eta, LogisticRule rule, Batches batches) {

  private static final int STEPS_TO_AN_INTERRUPT = 64;

  /**
   * Checks the plan.
   *
   * @throws BadDataException unless η is positive and finite, the labels are without noise, and
   *     sign descent and Adam take all samples
   */
  public LogisticDescent {
    if (!(eta > 0) || Double.isInfinite(eta)) {
      throw new BadDataException("the step size must be positive and finite, not " + eta);
    }
    if (batches instanceof Batches.Mini mini && mini.labels().deviation() > 0) {
      throw new BadDataException("labels of classes take no Gaussian noise; leave it out");
    }
    if (rule.isPerEntry() && !(batches instanceof Batches.Full)) {
      throw new BadDataException("sign descent and Adam take the gradient of all samples here");
    }
  }

  /** Sees the states asked for. */
  @FunctionalInterface
  public interface Observer {

    /**
     * Records the state after t steps.
     *
     * @param logLoss ln L over all samples
     * @param theta θ, only to be read, only during the call
     */
    void record(long t, double logLoss, double[] theta);
  }

  /**
   * Runs to the last of the times. A normalised descent on the network grows exponentially, and
   * ends early before a time at which its margins would leave the range of doubles. It ends early
   * too if its thread is interrupted, which then stays so.
   *
   * @param times numbers of steps at which to record, increasing, from 0 on
   * @return whether all times were reached
   * @throws BadDataException if the start is for another number of features, or sign descent or
   *     Adam are to start on the network
   * @throws ComputationException if a descent that is not normalised leaves the range of doubles
   */
  public boolean run(Logistic risk, Start start, long[] times, Observer observer) {
    if (start.features() != risk.features()) {
      throw new BadDataException(
          "the start has "
              + start.features()
              + " features but X has "
              + risk.features()
              + "; they must match");
    }
    if (rule.isPerEntry() && !(start instanceof Start.Linear)) {
      throw new BadDataException("sign descent and Adam are of the linear model here");
    }
    Iterate iterate = Iterate.of(start, new Method.GradientDescent());
    Gradient gradient = new Gradient(risk);
    LogisticDirection direction = new LogisticDirection(rule, eta, risk.features());
    long t = 0;
    for (long time : times) {
      for (; t < time; t++) {
        if (t % STEPS_TO_AN_INTERRUPT == 0 && Thread.currentThread().isInterrupted()) {
          return false;
        }
        double logLoss = gradient.at(iterate.point(), iterate.gradient);
        double step = direction.turn(t, logLoss, iterate.gradient);
        iterate.advance(step, 0, iterate.gradient.length);
      }
      double logLoss = risk.logLoss(iterate.theta());
      if (!Double.isFinite(logLoss)) {
        if (rule != LogisticRule.GRADIENT) {
          return false;
        }
        throw new ComputationException(
            "the descent diverged before step " + t + "; take a step smaller than " + eta);
      }
      observer.record(t, logLoss, iterate.theta());
    }
    return true;
  }

  /** ln L and ∇L/L over the samples of the next step. */
  private final class Gradient {

    private final Logistic risk;
    private final double[] margins;
    private final double[] weights;
    private final double[] row;

    /** Null for full batches. */
    private final BatchSampler sampler;

    Gradient(Logistic risk) {
      this.risk = risk;
      this.sampler =
          batches instanceof Batches.Mini mini ? new BatchSampler(mini, risk.samples()) : null;
      int most = sampler == null ? risk.samples() : sampler.indices().length;
      this.margins = new double[most];
      this.weights = new double[most];
      this.row = new double[risk.features()];
    }

    double at(double[] theta, double[] direction) {
      return sampler == null
          ? risk.logLossAndDirection(theta, margins, weights, direction)
          : batch(theta, direction);
    }

    private double batch(double[] theta, double[] direction) {
      sampler.next();
      return risk.batchLogLossAndDirection(
          sampler.indices(), sampler.from(), sampler.to(), theta, row, margins, direction);
    }
  }

  /** 0, and then {@code count} times from 1 to {@code last}, evenly spaced in their logarithm. */
  public static long[] logSpaced(long last, int count) {
    long[] times = new long[count + 1];
    for (int k = 0; k < count; k++) {
      times[k + 1] = Math.round(Math.pow((double) last, count == 1 ? 1 : (double) k / (count - 1)));
    }
    return Arrays.stream(times).distinct().toArray();
  }
}
