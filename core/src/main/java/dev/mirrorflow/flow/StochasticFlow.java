package dev.mirrorflow.flow;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.model.EffectiveStart;
import dev.mirrorflow.model.LeastSquares;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * The stochastic gradient flow of the diagonal network, the model of SGD with step γ on single
 * samples (Pesme, Pillaud-Vivien, Flammarion 2021): the Itô equation du = -v⊙dG, dv = -u⊙dG with dG
 * = g(θ) dt + √(2γ(L + δ²/2)/n) Xᵀ dB, B a Brownian motion of n coordinates and δ the standard
 * deviation of label noise. Batches of b samples are modelled by γ/b.
 *
 * <p>Its invariant is I_∞ = I_0 ⊙ exp(-2γ diag(XᵀX/n) ∫(L + δ²/2)dt), see {@link #effectiveStart},
 * and it ends where the gradient flow from there ends.
 *
 * <p>Integrated by Euler-Maruyama with steps h: strong order 1/2, 4nd flops a step. Each path has a
 * generator of its own, split from the seed in the order of the paths, so that a path has the same
 * bits whatever the number of paths and threads.
 */
public final class StochasticFlow {

  private static final RandomGeneratorFactory<SplittableGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private final LeastSquares problem;
  private final double[] u0;
  private final double[] v0;
  private final double gamma;
  private final double labelNoise;
  private final double noisyTime;

  /**
   * The flow from (u0, v0).
   *
   * @param gamma γ, positive
   * @param labelNoise δ, 0 or positive
   * @param noisyTime the time at which the label noise ends; the flow does not settle before
   * @throws BadDataException if a number is out of range or a vector does not have length d
   */
  public StochasticFlow(
      LeastSquares problem,
      double[] u0,
      double[] v0,
      double gamma,
      double labelNoise,
      double noisyTime) {
    if (!(gamma > 0) || Double.isInfinite(gamma)) {
      throw new BadDataException("the noise gamma must be positive and finite, not " + gamma);
    }
    if (!(labelNoise >= 0) || Double.isInfinite(labelNoise)) {
      throw new BadDataException(
          "the label noise must be 0 or positive and finite, not " + labelNoise);
    }
    this.problem = FlowInput.moderate(problem);
    this.u0 = FlowInput.checked("u0", u0, problem);
    this.v0 = FlowInput.checked("v0", v0, problem);
    this.gamma = gamma;
    this.labelNoise = labelNoise;
    this.noisyTime = noisyTime;
  }

  /**
   * Integrates paths, in parallel on the pool of the caller.
   *
   * @param count how many, at least 1
   * @param endTime where they end at the latest, positive and finite
   * @param lossThreshold a path ends earlier where R(θ) falls to this; 0 for never
   * @param step h, positive; h = γ has a step of SGD for each step
   * @return the paths in order
   * @throws BadDataException if a number is out of range
   * @throws ComputationException if a path blows up
   */
  public List<StochasticPath> paths(
      int count, double endTime, double lossThreshold, double step, long seed) {
    if (count < 1) {
      throw new BadDataException("the number of paths must be at least 1, not " + count);
    }
    if (!(endTime > 0) || Double.isInfinite(endTime) || !(step > 0) || !(lossThreshold >= 0)) {
      throw new BadDataException(
          "the end time and the step must be positive and finite and the loss threshold 0 or"
              + " positive, not "
              + endTime
              + ", "
              + step
              + " and "
              + lossThreshold);
    }
    SplittableGenerator root = GENERATORS.create(seed);
    List<RandomGenerator> generators = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      generators.add(root.split());
    }
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(k -> path(generators.get(k), endTime, lossThreshold, step))
        .toList();
  }

  /** The gradient flow from here ends where the path ends if it is followed to a minimiser. */
  public EffectiveStart effectiveStart(StochasticPath path) {
    return EffectiveStart.of(u0, v0).afterNoise(problem, gamma * path.lossIntegral());
  }

  private StochasticPath path(
      RandomGenerator random, double endTime, double lossThreshold, double step) {
    int n = problem.samples();
    double[] u = u0.clone();
    double[] v = v0.clone();
    double[] theta = new double[u.length];
    double[] change = new double[u.length];
    double[] combination = new double[n];
    Kernels.hadamard(u, v, theta);
    double integral = 0;
    long steps = (long) Math.ceil(endTime / step);
    for (long k = 0; ; k++) {
      double loss = problem.loss(theta, combination);
      if (!Double.isFinite(loss)) {
        throw new ComputationException(
            String.format(
                Locale.ROOT,
                "the stochastic flow blew up at time %.3g; take smaller steps or less noise",
                k * step));
      }
      if (k == steps || loss <= lossThreshold) {
        return new StochasticPath(u, v, loss, integral, k * step);
      }
      double labels = k * step < noisyTime ? labelNoise * labelNoise / 2 : 0;
      double noise = Math.sqrt(2 * gamma * (loss + labels) * step / n);
      for (int i = 0; i < n; i++) {
        combination[i] = step / n * combination[i] + noise * random.nextGaussian();
      }
      problem.design().multiplyTransposed(1, combination, change);
      Kernels.hadamardStep(u, v, change, 1, theta, 0, u.length);
      integral += step * (loss + labels);
    }
  }
}
