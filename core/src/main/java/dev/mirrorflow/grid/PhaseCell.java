package dev.mirrorflow.grid;

import dev.mirrorflow.bias.BasisPursuit;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A place of a phase diagram: how often the limit α → 0 of the network, {@link BasisPursuit}, finds
 * a k-sparse θ* from n Gaussian samples in d dimensions without noise.
 *
 * @param n number of samples
 * @param d number of features
 * @param k number of non-zero entries of θ*
 * @param trials how many problems are tried
 * @param seed with n, d and k what the problems are made from
 * @param tolerance θ* is found if ‖θ - θ*‖₂ is at most this part of ‖θ*‖₂
 */
public record PhaseCell(int n, int d, int k, int trials, long seed, double tolerance) {

  /**
   * Checks what {@link SyntheticProblem} does not.
   *
   * @throws BadDataException if there is no trial or the tolerance is not between 0 and 1
   */
  public PhaseCell {
    if (trials < 1) {
      throw new BadDataException("the number of trials must be at least 1, not " + trials);
    }
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new BadDataException("the tolerance must be between 0 and 1, not " + tolerance);
    }
  }

  /** δ = n/d. */
  public double samplesPerFeature() {
    return (double) n / d;
  }

  /** ρ = k/n. */
  public double entriesPerSample() {
    return (double) k / n;
  }

  /** The identity: SHA-256 of all that defines the cell, as 64 hexadecimal digits. */
  public String identity() {
    String all =
        String.format(
            Locale.ROOT,
            "mirrorflow-phase-1 seed=%d n=%d d=%d k=%d trials=%d tolerance=%s",
            seed,
            n,
            d,
            k,
            trials,
            tolerance);
    return HexFormat.of().formatHex(GridPoint.sha256(all));
  }

  /** The problem of a trial, counted from 0; more trials leave those that were there. */
  public SyntheticProblem problem(int trial) {
    String all =
        String.format(
            Locale.ROOT,
            "mirrorflow-trial-1 seed=%d n=%d d=%d k=%d trial=%d",
            seed,
            n,
            d,
            k,
            trial);
    return SyntheticProblem.of(n, d, k, ByteBuffer.wrap(GridPoint.sha256(all)).getLong());
  }

  /**
   * Makes the trials, on this thread. One whose linear programme could not be certified counts as
   * unsolved, not as a success.
   *
   * @param cancelled asked before each trial
   * @return empty if it was cancelled
   */
  Optional<PhaseRow> run(BooleanSupplier cancelled) {
    int successes = 0;
    int unsolved = 0;
    for (int trial = 0; trial < trials; trial++) {
      if (cancelled.getAsBoolean()) {
        return Optional.empty();
      }
      try {
        successes += isRecovered(problem(trial)) ? 1 : 0;
      } catch (ComputationException _) {
        unsolved++;
      }
    }
    return Optional.of(new PhaseRow(this, successes, unsolved));
  }

  private boolean isRecovered(SyntheticProblem problem) {
    Dataset data = problem.training();
    double[] theta = new BasisPursuit(new LeastSquares(data.x(), data.y())).solve().theta();
    return Norms.relativeDistance(theta, problem.thetaStar()) <= tolerance;
  }
}
