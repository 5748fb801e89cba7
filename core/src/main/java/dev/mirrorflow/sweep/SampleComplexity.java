package dev.mirrorflow.sweep;

import dev.mirrorflow.bias.LimitAttempt;
import dev.mirrorflow.bias.NetworkLimits;
import dev.mirrorflow.bias.Projection;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How many samples the limit of the gradient flow needs to recover θ*, against the scale α of its
 * start (remark 4; Woodworth et al., Kernel and rich regimes in overparametrized models, 2020,
 * figure 2): for a sparse θ* a smaller α needs fewer, down to the number that the least ℓ1 norm
 * needs.
 *
 * <p>No trajectory is followed: each limit is a certified Bregman projection, all α of one problem
 * in one continuation. Problems run in parallel; the result has the same bits for any number of
 * threads.
 *
 * <p>Example: d = 100, a 3-sparse θ*, the median of seeds 1 to 5 of {@code data.SyntheticProblem}
 * at n = 6, 10, ..., 98: an error of 0.025 takes 18 samples at α = 1e-4, 42 at 0.1 and 98 at 1.
 */
public final class SampleComplexity {

  /**
   * A problem of which any number of samples can be taken.
   *
   * @param problem at least as many samples as are asked for
   * @param truth θ*, length d, not 0
   */
  public record Draw(LeastSquares problem, double[] truth) {}

  private final int[] samples;
  private final double[] alphas;
  private final double[][] errors;
  private final List<String> failures;

  private SampleComplexity(
      int[] samples, double[] alphas, double[][] errors, List<String> failures) {
    this.samples = samples;
    this.alphas = alphas;
    this.errors = errors;
    this.failures = failures;
  }

  /** What the limits of one draw at one number of samples make: NaN where one failed. */
  private record Errors(double[] values, List<String> failures) {}

  /**
   * Finds the error for all numbers of samples and all α.
   *
   * @param samples rising
   * @param alphas in any order
   * @param depth of the network, at least 2
   * @param threads number of threads, at least 1
   * @param each called after each number of samples of each draw, by any thread
   * @throws InterruptedException if the calling thread is interrupted
   * @throws BadDataException if there is no draw, a number is out of range, or a draw has too few
   *     samples or no interpolator
   * @throws dev.mirrorflow.error.ComputationException if no limit at all could be certified
   */
  public static SampleComplexity of(
      List<Draw> draws, int[] samples, double[] alphas, int depth, int threads, Runnable each)
      throws InterruptedException {
    if (draws.isEmpty() || samples.length == 0) {
      throw new BadDataException("give at least one problem and one number of samples");
    }
    int most = draws.stream().mapToInt(draw -> draw.problem().samples()).min().getAsInt();
    for (int n : samples) {
      if (n < 1 || n > most) {
        throw new BadDataException(
            "%d samples are asked for, but there are from 1 to %d".formatted(n, most));
      }
    }
    List<Errors> all =
        ParallelAlphas.inPool(
            alphas,
            threads,
            stop ->
                IntStream.range(0, samples.length * draws.size())
                    .parallel()
                    .mapToObj(k -> {
                      if (stop.getAsBoolean()) {
                        return new Errors(new double[alphas.length], List.of());
                      }
                      Draw draw = draws.get(k % draws.size());
                      Errors found = errors(draw, samples[k / draws.size()], alphas, depth);
                      each.run();
                      return found;
                    })
                    .toList());
    double[][] median = new double[samples.length][alphas.length];
    for (int i = 0; i < samples.length; i++) {
      int first = i * draws.size();
      for (int k = 0; k < alphas.length; k++) {
        int column = k;
        double[] values =
            IntStream.range(first, first + draws.size())
                .mapToDouble(row -> all.get(row).values()[column])
                .sorted()
                .toArray();
        // NaN is sorted last: one limit that is not known leaves the median unknown.
        double largest = values[values.length - 1];
        median[i][k] =
            Double.isNaN(largest)
                ? Double.NaN
                : (values[values.length / 2] + values[(values.length - 1) / 2]) / 2;
      }
    }
    List<String> failures = all.stream().flatMap(errors -> errors.failures().stream()).toList();
    if (failures.size() == all.size() * alphas.length) {
      throw new ComputationException(failures.getFirst());
    }
    return new SampleComplexity(samples.clone(), alphas.clone(), median, failures);
  }

  private static Errors errors(Draw draw, int n, double[] alphas, int depth) {
    LeastSquares problem = draw.problem().select(IntStream.range(0, n).toArray());
    double[] errors = new double[alphas.length];
    List<String> failures = new ArrayList<>();
    int k = 0;
    for (LimitAttempt<Projection> attempt : NetworkLimits.attempts(problem, depth, alphas)) {
      double distance =
          attempt
              .limit()
              .map(limit -> Norms.relativeDistance(limit.theta(), draw.truth()))
              .orElse(Double.NaN);
      errors[k++] = distance * distance;
      if (attempt.limit().isEmpty()) {
        failures.add("n = " + n + ": " + attempt.failure());
      }
    }
    return new Errors(errors, failures);
  }

  /** Why limits could not be certified, one line each. */
  public List<String> failures() {
    return failures;
  }

  /** A copy of the numbers of samples. */
  public int[] samples() {
    return samples.clone();
  }

  /** A copy of the α. */
  public double[] alphas() {
    return alphas.clone();
  }

  /**
   * ‖θ_∞ - θ*‖²/‖θ*‖², the median over the draws, for number i of samples and α number k; NaN where
   * the limit of a draw could not be certified.
   */
  public double error(int i, int k) {
    return errors[i][k];
  }

  /** The least number of samples from which on the error is at most this; empty if none is. */
  public OptionalInt needed(int k, double error) {
    int i = samples.length;
    while (i > 0 && errors[i - 1][k] <= error) {
      i--;
    }
    return i == samples.length ? OptionalInt.empty() : OptionalInt.of(samples[i]);
  }

  /** The largest α with at most this error at number i of samples; empty if none has. */
  public OptionalDouble largestAlpha(int i, double error) {
    return IntStream.range(0, alphas.length)
        .filter(k -> errors[i][k] <= error)
        .mapToDouble(k -> alphas[k])
        .max();
  }
}
