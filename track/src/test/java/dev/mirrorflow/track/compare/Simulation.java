package dev.mirrorflow.track.compare;

import dev.mirrorflow.track.compare.SimulatedMachine.Sides;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Simulated suites with a known truth, of which the first benchmark may be slower on the new side,
 * and what a way of comparing makes of them.
 *
 * @param suites how many
 * @param benchmarks of each
 * @param slowdown of the first one, as a share
 */
public record Simulation(int suites, int benchmarks, double slowdown) {

  /**
   * Shares.
   *
   * @param falseSuites of the suites with at least one false improved or regressed
   * @param falseVerdicts of the benchmarks that did not change and are improved or regressed
   * @param found of the slower benchmarks that are regressed
   * @param covered of the intervals that contain the true change
   * @param detectable mean of the smallest change that a run says it can see
   */
  public record Rates(
      double falseSuites, double falseVerdicts, double found, double covered, double detectable) {

    /** Prints them in one line, so that every build shows them. */
    void print(String what) {
      System.out.printf(
          "%s: %.1f%% of suites and %.2f%% of benchmarks moved falsely, %.1f%% of slowdowns found,"
              + " %.1f%% of intervals right%n",
          what, 100 * falseSuites, 100 * falseVerdicts, 100 * found, 100 * covered);
    }
  }

  /** Rates of the plain comparison of what a machine measured. */
  public Rates rates(Criteria criteria, Function<SimulatedMachine, Sides> run) {
    return rates(m -> {
      Sides sides = run.apply(m);
      return SuiteComparison.of(sides.base(), sides.fresh(), criteria);
    });
  }

  /**
   * Rates of any way to measure and compare.
   *
   * @param comparison gets a machine of its own for each suite, from several threads
   */
  public Rates rates(Function<SimulatedMachine, SuiteComparison> comparison) {
    double[][] counts =
        IntStream.range(0, suites)
            .parallel()
            .mapToObj(seed -> comparison.apply(new SimulatedMachine(benchmarks, seed)))
            .map(c -> counts(c.comparisons()))
            .toArray(double[][]::new);
    double[] mean = new double[counts[0].length];
    Arrays.setAll(mean, i -> Arrays.stream(counts).mapToDouble(c -> c[i]).sum() / suites);
    return new Rates(mean[0], mean[1] / benchmarks, mean[2], mean[3] / benchmarks, mean[4]);
  }

  private double[] counts(List<Comparison> comparisons) {
    int wrong = 0;
    int found = 0;
    int covered = 0;
    for (Comparison c : comparisons) {
      boolean isSlower = slowdown > 0 && c.id().method().equals("m0");
      double truth = isSlower ? slowdown : 0;
      covered += c.low() <= truth && truth <= c.high() ? 1 : 0;
      found += isSlower && c.verdict() == Verdict.REGRESSED ? 1 : 0;
      wrong += !isSlower && c.verdict().isMove() ? 1 : 0;
    }
    double detectable = comparisons.get(0).estimate().orElseThrow().detectable();
    return new double[] {wrong > 0 ? 1 : 0, wrong, found, covered, detectable};
  }
}
