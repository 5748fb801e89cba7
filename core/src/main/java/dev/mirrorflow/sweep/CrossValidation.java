package dev.mirrorflow.sweep;

import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.LimitAttempt;
import dev.mirrorflow.bias.Projection;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The test error of the limit of the gradient flow against α by K-fold cross-validation: the
 * samples are parted at random into K folds, and the limits of all samples but those of a fold
 * predict that fold.
 *
 * <p>The error of an α is the mean over all samples of the squared errors of their folds, and its
 * standard error that of the mean of the K folds, weighted by their numbers of samples: √(Σ w_k
 * (e_k - e)²/(K-1)), Σ w_k = 1, as it is usual for λ of the lasso.
 */
public final class CrossValidation {

  private final int folds;
  private final List<Point> points;
  private final List<String> failures;

  /**
   * One α.
   *
   * @param error mean squared error on the folds; NaN where the limit of one is not certified
   * @param standardError of that
   */
  public record Point(double alpha, double error, double standardError) {}

  /** What the limits without one fold make of it: an error for each α, and what failed. */
  private record Fold(int samples, double[] errors, List<String> failures) {}

  private CrossValidation(int folds, List<Point> points, List<String> failures) {
    this.folds = folds;
    this.points = points;
    this.failures = failures;
  }

  /**
   * Cross-validates.
   *
   * @param centred whether an intercept is fitted: X and y are centred on the samples that each
   *     limit is of
   * @param folds K, from 2 to the number of samples
   * @param seed of the folds
   * @param alphas positive, in any order
   * @param threads number of threads, at least 1; the results are the same
   * @param each called after each fold, by any thread
   * @throws InterruptedException if the calling thread is interrupted
   * @throws BadDataException if a number is out of range, or θ beyond the range of doubles
   */
  public static CrossValidation of(
      LeastSquares problem,
      boolean centred,
      int folds,
      long seed,
      double[] alphas,
      int threads,
      Runnable each)
      throws InterruptedException {
    int n = problem.samples();
    if (folds < 2 || folds > n) {
      throw new BadDataException(
          "%d folds are asked for; take from 2 to the number of samples, %d".formatted(folds, n));
    }
    int[] order = shuffled(n, seed);
    List<Fold> all =
        ParallelAlphas.inPool(
            alphas,
            threads,
            stop ->
                IntStream.range(0, folds)
                    .parallel()
                    .mapToObj(k -> {
                      if (stop.getAsBoolean()) {
                        return new Fold(0, new double[alphas.length], List.of());
                      }
                      Fold fold = fold(problem, centred, order, k, folds, alphas);
                      each.run();
                      return fold;
                    })
                    .toList());
    List<Point> points =
        IntStream.range(0, alphas.length).mapToObj(a -> point(alphas[a], all, a, n)).toList();
    return new CrossValidation(
        folds, points, all.stream().flatMap(fold -> fold.failures().stream()).toList());
  }

  private static int[] shuffled(int n, long seed) {
    int[] order = IntStream.range(0, n).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = n - 1; i > 0; i--) {
      int k = random.nextInt(i + 1);
      int sample = order[i];
      order[i] = order[k];
      order[k] = sample;
    }
    return order;
  }

  private static Fold fold(
      LeastSquares problem, boolean centred, int[] order, int k, int folds, double[] alphas) {
    LeastSquares rest = part(problem, order, i -> i % folds != k);
    LeastSquares fold = part(problem, order, i -> i % folds == k);
    if (centred) {
      double[] means = means(rest.design());
      double intercept = Arrays.stream(rest.target()).average().orElseThrow();
      rest = shifted(rest, means, intercept);
      fold = shifted(fold, means, intercept);
    }
    double[] errors = new double[alphas.length];
    List<String> failures = new ArrayList<>();
    int a = 0;
    for (LimitAttempt<Projection> attempt : new BregmanProjection(rest).attempts(alphas)) {
      // R is half the mean squared error.
      LeastSquares test = fold;
      errors[a++] = attempt.limit().map(limit -> 2 * test.loss(limit.theta())).orElse(Double.NaN);
      if (attempt.limit().isEmpty()) {
        failures.add("fold " + (k + 1) + ": " + attempt.failure());
      }
    }
    return new Fold(fold.samples(), errors, failures);
  }

  /** The samples at some places of the order, in their own. */
  private static LeastSquares part(LeastSquares problem, int[] order, IntPredicate at) {
    return problem.select(
        IntStream.range(0, order.length).filter(at).map(i -> order[i]).sorted().toArray());
  }

  private static double[] means(DesignMatrix x) {
    double[] means = new double[x.columns()];
    double[] each = new double[x.rows()];
    Arrays.fill(each, 1.0 / x.rows());
    x.multiplyTransposed(1, each, means);
    return means;
  }

  private static LeastSquares shifted(LeastSquares of, double[] means, double intercept) {
    DesignMatrix x = DesignMatrix.zeros(of.samples(), of.features());
    double[] row = new double[of.features()];
    for (int i = 0; i < of.samples(); i++) {
      of.design().copyRow(i, row);
      for (int j = 0; j < row.length; j++) {
        row[j] -= means[j];
      }
      x.setRow(i, row);
    }
    return new LeastSquares(
        x, Arrays.stream(of.target()).map(value -> value - intercept).toArray());
  }

  private static Point point(double alpha, List<Fold> folds, int a, int n) {
    double mean = 0;
    for (Fold fold : folds) {
      mean += fold.errors()[a] * fold.samples() / n;
    }
    double spread = 0;
    for (Fold fold : folds) {
      double off = fold.errors()[a] - mean;
      spread += off * off * fold.samples() / n;
    }
    return new Point(alpha, mean, Math.sqrt(spread / (folds.size() - 1)));
  }

  /** K. */
  public int folds() {
    return folds;
  }

  /** In the order of the α asked for. */
  public List<Point> points() {
    return points;
  }

  /** Why limits could not be certified, one line each. */
  public List<String> failures() {
    return failures;
  }

  /** The α of least error; empty where none is known. */
  public Optional<Point> best() {
    return points.stream()
        .filter(point -> !Double.isNaN(point.error()))
        .min(Comparator.comparingDouble(Point::error));
  }

  /**
   * The smallest α, whose θ is the sparsest, with an error of at most the least and its standard
   * error.
   */
  public Optional<Point> oneStandardError() {
    return best()
        .flatMap(least ->
            points.stream()
                .filter(point -> point.error() <= least.error() + least.standardError())
                .min(Comparator.comparingDouble(Point::alpha)));
  }
}
