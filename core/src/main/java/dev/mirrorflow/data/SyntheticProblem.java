package dev.mirrorflow.data;

import dev.mirrorflow.design.Design;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.DesignMatrix;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A seeded sparse-recovery problem: y = X θ* + σ ε with standard Gaussian features and noise.
 *
 * <p>The rows of X are independent with entries N(0, 1); neighbouring features have correlation ρ
 * (an AR(1) chain, so features j and l have correlation ρ^|j-l|), and ρ = 0 makes them independent.
 * For k &lt; d, θ* has k entries ±1 with random signs at random positions and zeros elsewhere; for
 * k = d it is dense with entries N(0, 1).
 *
 * <p>X, θ*, the noise and the test set draw from streams split from the one seed: changing σ keeps
 * X and θ*, changing k keeps X, and more samples extend those that were there. The generator is
 * named (L64X128MixRandom), so the bits do not change with the JDK's default, the kernel provider
 * or the vector width.
 *
 * @param n number of training samples, at least 1
 * @param d number of features, at least 1
 * @param k number of non-zero entries of θ*, 0 to d
 * @param rho correlation ρ of neighbouring features, between -1 and 1 exclusive
 * @param sigma noise standard deviation σ, at least 0
 * @param seed the seed of everything
 */
public record SyntheticProblem(int n, int d, int k, double rho, double sigma, long seed) {

  private static final RandomGeneratorFactory<SplittableGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");

  /** Takes row i. */
  private interface RowTaker {
    void take(int i, double[] row);
  }

  /** The streams, in the order in which they are split off; a new one goes to the end. */
  enum Stream {
    DESIGN,
    THETA,
    NOISE,
    TEST_DESIGN,
    TEST_NOISE
  }

  /**
   * Checks the parameters.
   *
   * @throws BadDataException naming the parameter that is out of range, and the range
   */
  public SyntheticProblem {
    require(n >= 1, "n", n, "at least one sample is needed");
    require(d >= 1, "d", d, "at least one feature is needed");
    require(k >= 0 && k <= d, "k", k, "the sparsity must be from 0 to d = " + d);
    require(Math.abs(rho) < 1, "rho", rho, "the correlation must be between -1 and 1, exclusive");
    require(
        sigma >= 0 && Double.isFinite(sigma),
        "sigma",
        sigma,
        "the noise standard deviation must be finite and not negative");
  }

  /**
   * Independent Gaussian features and no noise.
   *
   * @throws BadDataException naming the parameter that is out of range, and the range
   */
  public static SyntheticProblem of(int n, int d, int k, long seed) {
    return new SyntheticProblem(n, d, k, 0, 0, seed);
  }

  /** The same problem with noise of standard deviation σ; X and θ* stay as they are. */
  public SyntheticProblem withNoise(double sigma) {
    return new SyntheticProblem(n, d, k, rho, sigma, seed);
  }

  /** The same problem with correlation ρ between neighbouring features; θ* stays as it is. */
  public SyntheticProblem withCorrelation(double rho) {
    return new SyntheticProblem(n, d, k, rho, sigma, seed);
  }

  /** θ*, length d: k-sparse with entries ±1, or N(0, 1) entries if k = d. */
  public double[] thetaStar() {
    RandomGenerator random = stream(Stream.THETA);
    double[] theta = new double[d];
    if (k == d) {
      for (int j = 0; j < d; j++) {
        theta[j] = random.nextGaussian();
      }
      return theta;
    }
    // Selection sampling: each subset of k positions is equally likely, in one pass without memory.
    int left = k;
    for (int j = 0; left > 0; j++) {
      if (random.nextInt(d - j) < left) {
        theta[j] = random.nextBoolean() ? 1 : -1;
        left--;
      }
    }
    return theta;
  }

  /**
   * The n training samples.
   *
   * @throws BadDataException if they do not fit in the heap
   * @throws ComputationException if the thread is interrupted
   */
  public Dataset training() {
    return samples(n, stream(Stream.DESIGN), stream(Stream.NOISE));
  }

  /**
   * y = Xθ* + σε with an X of one's own.
   *
   * @param x n x d
   * @throws BadDataException if X has another shape
   */
  public double[] targets(Design x) {
    require(x.rows() == n, "n", n, "X has " + x.rows() + " rows");
    require(x.columns() == d, "d", d, "X has " + x.columns() + " columns");
    return targets(x, Stream.NOISE);
  }

  /** The same for any number of samples, with the noise of a stream. */
  double[] targets(Design x, Stream noise) {
    double[] y = new double[x.rows()];
    x.multiply(thetaStar(), y);
    RandomGenerator random = stream(noise);
    for (int i = 0; i < y.length; i++) {
      y[i] += sigma * random.nextGaussian();
    }
    return y;
  }

  /**
   * m fresh samples from the same distribution, noise included.
   *
   * @throws BadDataException if m is below 1 or they do not fit in the heap
   * @throws ComputationException if the thread is interrupted
   */
  public Dataset test(int m) {
    require(m >= 1, "m", m, "at least one test sample is needed");
    return samples(m, stream(Stream.TEST_DESIGN), stream(Stream.TEST_NOISE));
  }

  /**
   * The rows of the training samples' X one by one, for an X larger than memory: two vectors of
   * length d are in memory.
   *
   * @return y, length n
   * @throws ComputationException if the thread is interrupted
   */
  public double[] trainingRows(Rows.Taker taker) {
    return samples(n, stream(Stream.DESIGN), stream(Stream.NOISE), (_, row) -> taker.take(row));
  }

  private Dataset samples(int count, RandomGenerator design, RandomGenerator noise) {
    HeapLimit.check(count, d);
    DesignMatrix x = DesignMatrix.zeros(count, d);
    return new Dataset(x, samples(count, design, noise, x::setRow));
  }

  private double[] samples(
      int count, RandomGenerator design, RandomGenerator noise, RowTaker taker) {
    double innovation = Math.sqrt((1 - rho) * (1 + rho));
    double[] theta = thetaStar();
    double[] row = new double[d];
    double[] y = new double[count];
    for (int i = 0; i < count; i++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new ComputationException("interrupted after " + i + " of " + count + " samples");
      }
      row[0] = design.nextGaussian();
      for (int j = 1; j < d; j++) {
        row[j] = rho * row[j - 1] + innovation * design.nextGaussian();
      }
      taker.take(i, row);
      y[i] = inOrder(row, theta) + sigma * noise.nextGaussian();
    }
    return y;
  }

  /** A plain sum, not a kernel's: the data must not depend on this machine's vector width. */
  private static double inOrder(double[] row, double[] theta) {
    double sum = 0;
    for (int j = 0; j < row.length; j++) {
      sum += row[j] * theta[j];
    }
    return sum;
  }

  @SuppressWarnings("EnumOrdinal") // the order of the streams is part of the bits
  SplittableGenerator stream(Stream stream) {
    SplittableGenerator root = GENERATORS.create(seed);
    SplittableGenerator split = root.split();
    for (int i = 0; i < stream.ordinal(); i++) {
      split = root.split();
    }
    return split;
  }

  static void require(boolean good, String name, Number value, String remedy) {
    if (!good) {
      throw new BadDataException(name + " = " + value + ": " + remedy);
    }
  }
}
