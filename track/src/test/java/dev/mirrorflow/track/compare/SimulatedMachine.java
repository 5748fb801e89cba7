package dev.mirrorflow.track.compare;

import dev.mirrorflow.track.results.BenchmarkId;
import dev.mirrorflow.track.results.Measurement;
import dev.mirrorflow.track.results.Metric;
import dev.mirrorflow.track.results.ResultFile;
import dev.mirrorflow.track.results.Settings;
import dev.mirrorflow.track.results.Suite;
import dev.mirrorflow.track.results.Unit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/**
 * A machine with the noise of real ones: forks differ by 3% (standard deviation), iterations by 1%
 * within a fork, one iteration in fifty is disturbed by a tenth on average, and the whole machine
 * may drift by 10% while it measures.
 */
final class SimulatedMachine {

  static final int FORKS = 10;
  private static final int ITERATIONS = 5;
  private static final double BETWEEN_FORKS = 0.03;
  private static final double WITHIN_FORK = 0.01;
  private static final double DRIFT = Math.log(1.10);

  private static final Settings SETTINGS =
      new Settings(
          "1.37", FORKS, "java", List.of(), "25", "VM", "25+1", 5, "1 s", 1, ITERATIONS, "1 s", 1);

  /** Both sides of a comparison. */
  record Sides(Suite base, Suite fresh) {}

  private final int benchmarks;
  private final SplittableRandom random;

  /** A machine that measures suites of so many benchmarks. */
  SimulatedMachine(int benchmarks, long seed) {
    this.benchmarks = benchmarks;
    random = new SplittableRandom(seed);
  }

  /** No drift at all. */
  static double steady(double time) {
    return 0 * time;
  }

  /** Up or down by 10%: steadily, as a wave, or as a random walk. */
  DoubleUnaryOperator drifting() {
    double sign = random.nextBoolean() ? 1 : -1;
    double phase = random.nextDouble();
    double[] walk = new double[4 * FORKS];
    for (int i = 1; i < walk.length; i++) {
      walk[i] = walk[i - 1] + random.nextGaussian() * DRIFT / Math.sqrt(walk.length);
    }
    return switch (random.nextInt(3)) {
      case 0 -> time -> sign * DRIFT * time;
      case 1 -> time -> 0.5 * DRIFT * Math.sin(2 * Math.PI * (time + phase));
      default -> time -> walk[(int) (time * (walk.length - 1))];
    };
  }

  /** A B B A B A ...: both sides of a pair run one after the other, the first of them by turns. */
  Sides interleaved(double slowdown, DoubleUnaryOperator drift) {
    return sides(
        slowdown,
        f -> drift.applyAsDouble((2 * f + f % 2) / (2.0 * FORKS)),
        f -> drift.applyAsDouble((2 * f + 1 - f % 2) / (2.0 * FORKS)));
  }

  /** All forks of the base, then all of the new side. */
  Sides oneAfterTheOther(double slowdown, DoubleUnaryOperator drift) {
    return sides(
        slowdown,
        f -> drift.applyAsDouble(f / (2.0 * FORKS)),
        f -> drift.applyAsDouble((f + FORKS) / (2.0 * FORKS)));
  }

  private Sides sides(
      double slowdown, DoubleUnaryOperator baseDrift, DoubleUnaryOperator freshDrift) {
    List<Measurement> base = new ArrayList<>();
    List<Measurement> fresh = new ArrayList<>();
    for (int b = 0; b < benchmarks; b++) {
      double micros = Math.exp(8 * random.nextDouble());
      base.add(measurement(b, micros, baseDrift));
      fresh.add(measurement(b, b == 0 ? micros * (1 + slowdown) : micros, freshDrift));
    }
    return new Sides(suite("base", base), suite("new", fresh));
  }

  private static Suite suite(String name, List<Measurement> measurements) {
    return new Suite(
        name,
        List.of(new ResultFile(Path.of(name + ".json"), measurements, Optional.empty())),
        List.of());
  }

  private Measurement measurement(int number, double micros, DoubleUnaryOperator drift) {
    double[][] raw = new double[FORKS][ITERATIONS];
    for (int f = 0; f < FORKS; f++) {
      double fork = drift.applyAsDouble(f) + BETWEEN_FORKS * random.nextGaussian();
      for (int i = 0; i < ITERATIONS; i++) {
        double disturbed = random.nextInt(50) == 0 ? 0.1 * random.nextExponential() : 0;
        raw[f][i] = micros * Math.exp(fork + WITHIN_FORK * random.nextGaussian() + disturbed);
      }
    }
    return measurement("p.SimulatedBenchmark.m" + number, "us/op", raw);
  }

  /** A measurement with these scores by fork and iteration. */
  static Measurement measurement(String benchmark, String unit, double[][] raw) {
    return new Measurement(
        new BenchmarkId(benchmark, new TreeMap<>(), "avgt", 1),
        SETTINGS,
        new Metric(new Unit(unit), Double.NaN, Double.NaN, List.of(), Map.of(), raw, List.of()),
        Map.of());
  }
}
