package dev.mirrorflow.track.compare;

import dev.mirrorflow.track.results.Series;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * Whether the runs of one side differ by more than their forks do, as where two kinds of CPU stand
 * behind one name of a runner: an analysis of variance of each benchmark, and the p-values of all
 * put together as Fisher did, -2 Σ ln p being χ² with two degrees of freedom for each.
 */
final class RunEffect {

  /** A miss makes false verdicts, a false alarm only costs forks: rather one alarm too many. */
  private static final double LEVEL = 0.2;

  private static final double SMALLEST_P = 1e-300;

  private RunEffect() {}

  /** Whether there is an effect of runs in the benchmarks of both sides. */
  static boolean isSeen(Collection<Series> base, Collection<Series> fresh) {
    double[] logarithms =
        Stream.concat(base.stream(), fresh.stream())
            .filter(series -> series.runs().size() > 1)
            .map(series -> pValue(series.runCosts()))
            .filter(p -> !Double.isNaN(p))
            .mapToDouble(p -> Math.log(Math.max(p, SMALLEST_P)))
            .toArray();
    return logarithms.length > 0
        && ChiSquaredDistribution.of(2.0 * logarithms.length)
                .survivalProbability(-2 * Arrays.stream(logarithms).sum())
            <= LEVEL;
  }

  /** Of the F test that all runs have one mean; NaN where there is nothing to test. */
  private static double pValue(double[][] runs) {
    double[][] logarithms =
        Arrays.stream(runs)
            .filter(run -> run.length > 0)
            .map(run -> Arrays.stream(run).map(Math::log).toArray())
            .toArray(double[][]::new);
    double[] all = Arrays.stream(logarithms).flatMapToDouble(Arrays::stream).toArray();
    int between = logarithms.length - 1;
    int within = all.length - logarithms.length;
    if (between < 1 || within < 1 || !Arrays.stream(all).allMatch(Double::isFinite)) {
      return Double.NaN;
    }
    double inside = Arrays.stream(logarithms).mapToDouble(Contrast::squares).sum();
    double outside = Contrast.squares(all) - inside;
    if (inside == 0) {
      return outside <= 0 ? 1 : 0;
    }
    double f = Math.max(0, outside) / between / (inside / within);
    return FDistribution.of(between, within).survivalProbability(f);
  }
}
