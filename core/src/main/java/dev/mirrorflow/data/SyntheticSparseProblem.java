package dev.mirrorflow.data;

import dev.mirrorflow.data.SyntheticProblem.Stream;
import dev.mirrorflow.design.SparseMatrix;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import java.util.random.RandomGenerator;

/**
 * A {@link SyntheticProblem} with a sparse X: each entry is there with probability p, independent
 * of the others, and is N(0, 1/p) then, so that every feature has variance 1. θ* is that of the
 * dense problem, and the streams are as there.
 *
 * @param problem n, d, k, σ and the seed; its features are independent
 * @param density p, above 0, at most 1
 */
public record SyntheticSparseProblem(SyntheticProblem problem, double density) {

  /** Entries between two looks at whether the thread is interrupted. */
  private static final int OFTEN = (1 << 20) - 1;

  /**
   * Checks the parameters.
   *
   * @throws BadDataException naming the parameter that is out of range, and the range
   */
  public SyntheticSparseProblem {
    SyntheticProblem.require(
        density > 0 && density <= 1,
        "density",
        density,
        "the share of entries must be above 0 and at most 1");
    SyntheticProblem.require(
        problem.rho() == 0, "rho", problem.rho(), "the features of a sparse X are independent");
  }

  /**
   * The n training samples.
   *
   * @throws BadDataException if they do not fit in the heap, or X has no entry
   * @throws ComputationException if the thread is interrupted
   */
  public SparseDataset training() {
    return samples(problem.n(), Stream.DESIGN, Stream.NOISE);
  }

  /**
   * m fresh samples from the same distribution, noise included.
   *
   * @throws BadDataException if m is below 1, they do not fit in the heap, or X has no entry
   * @throws ComputationException if the thread is interrupted
   */
  public SparseDataset test(int m) {
    SyntheticProblem.require(m >= 1, "m", m, "at least one test sample is needed");
    return samples(m, Stream.TEST_DESIGN, Stream.TEST_NOISE);
  }

  private SparseDataset samples(int count, Stream design, Stream noise) {
    int d = problem.d();
    HeapLimit.checkEntries((long) (density * count * d), d, Runtime.getRuntime().maxMemory());
    SparseMatrix x =
        SparseMatrix.ofEntries(
            count, d, visitor -> forEach(count, problem.stream(design), visitor));
    if (x.entries() == 0) {
      throw new BadDataException(
          "density = " + density + ": X has no entry; take a larger one, or more samples");
    }
    return new SparseDataset(x, problem.targets(x, noise));
  }

  /** Column by column; the gaps between the entries are geometric. */
  private void forEach(int count, RandomGenerator random, SparseMatrix.EntryVisitor visitor) {
    double scale = 1 / Math.sqrt(density);
    double logAbsent = StrictMath.log1p(-density);
    double cells = (double) count * problem.d();
    long found = 0;
    double cell = gap(random, logAbsent);
    while (cell < cells) {
      long place = (long) cell;
      visitor.visit((int) (place % count), (int) (place / count), scale * random.nextGaussian());
      if ((++found & OFTEN) == 0 && Thread.currentThread().isInterrupted()) {
        throw new ComputationException("interrupted after " + found + " entries of X");
      }
      cell += 1 + gap(random, logAbsent);
    }
  }

  private static double gap(RandomGenerator random, double logAbsent) {
    return Math.floor(StrictMath.log(1 - random.nextDouble()) / logAbsent);
  }
}
