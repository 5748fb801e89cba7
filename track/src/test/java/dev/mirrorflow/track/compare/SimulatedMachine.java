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
import java.util.Arrays;
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
public final class SimulatedMachine {

  /** Forks a side. */
  public static final int FORKS = 10;

  private static final int ITERATIONS = 5;
  private static final double BETWEEN_FORKS = 0.03;
  private static final double WITHIN_FORK = 0.01;
  private static final double DRIFT = Math.log(1.10);

  /** Both sides of a comparison. */
  public record Sides(Suite base, Suite fresh) {

    /** The same before the others were measured: of each benchmark the first forks of each run. */
    public Sides firstForks(int count) {
      return new Sides(first(base, count), first(fresh, count));
    }

    private static Suite first(Suite suite, int count) {
      return new Suite(
          suite.name(),
          suite.files().stream()
              .map(f ->
                  new ResultFile(
                      f.path(),
                      f.measurements().stream().map(m -> first(m, count)).toList(),
                      f.machine()))
              .toList(),
          suite.skipped());
    }

    private static Measurement first(Measurement m, int count) {
      double[][] raw = m.primary().rawData();
      return measurement(
          m.id().benchmark(),
          m.primary().unit().text(),
          Arrays.copyOf(raw, Math.min(count, raw.length)));
    }
  }

  private final int benchmarks;
  private final SplittableRandom random;

  /** A machine that measures suites of so many benchmarks. */
  public SimulatedMachine(int benchmarks, long seed) {
    this.benchmarks = benchmarks;
    random = new SplittableRandom(seed);
  }

  /** No drift at all. */
  public static double steady(double time) {
    return 0 * time;
  }

  /** Up or down by 10%: steadily, as a wave, or as a random walk. */
  public DoubleUnaryOperator drifting() {
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
  public Sides interleaved(double slowdown, DoubleUnaryOperator drift) {
    return sides(
        slowdown,
        f -> drift.applyAsDouble((2 * f + f % 2) / (2.0 * FORKS)),
        f -> drift.applyAsDouble((2 * f + 1 - f % 2) / (2.0 * FORKS)));
  }

  /** All forks of the base, then all of the new side. */
  public Sides oneAfterTheOther(double slowdown, DoubleUnaryOperator drift) {
    return sides(
        slowdown,
        f -> drift.applyAsDouble(f / (2.0 * FORKS)),
        f -> drift.applyAsDouble((f + FORKS) / (2.0 * FORKS)));
  }

  /**
   * Nights on changing runners, some for each side: every run is as fast as the CPU it got, and all
   * its forks with it.
   *
   * @param runs a side
   * @param forks of each run
   * @param deviation of the logarithm of a run's speed
   */
  public Sides clustered(int runs, int forks, double deviation, double slowdown) {
    double[] micros = random.doubles(benchmarks).map(u -> Math.exp(8 * u)).toArray();
    List<ResultFile> base = new ArrayList<>();
    List<ResultFile> fresh = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      base.add(file("base-" + run, night(micros, forks, deviation)));
      micros[0] *= 1 + slowdown;
      fresh.add(file("new-" + run, night(micros, forks, deviation)));
      micros[0] /= 1 + slowdown;
    }
    return new Sides(new Suite("base", base, List.of()), new Suite("new", fresh, List.of()));
  }

  private List<Measurement> night(double[] micros, int forks, double deviation) {
    double runner = deviation * random.nextGaussian();
    List<Measurement> measurements = new ArrayList<>();
    for (int b = 0; b < benchmarks; b++) {
      measurements.add(measurement(b, micros[b], forks, fork -> runner));
    }
    return measurements;
  }

  private Sides sides(
      double slowdown, DoubleUnaryOperator baseDrift, DoubleUnaryOperator freshDrift) {
    List<Measurement> base = new ArrayList<>();
    List<Measurement> fresh = new ArrayList<>();
    for (int b = 0; b < benchmarks; b++) {
      double micros = Math.exp(8 * random.nextDouble());
      base.add(measurement(b, micros, FORKS, baseDrift));
      fresh.add(measurement(b, b == 0 ? micros * (1 + slowdown) : micros, FORKS, freshDrift));
    }
    return new Sides(suite("base", base), suite("new", fresh));
  }

  private static Suite suite(String name, List<Measurement> measurements) {
    return new Suite(name, List.of(file(name, measurements)), List.of());
  }

  private static ResultFile file(String name, List<Measurement> measurements) {
    return new ResultFile(Path.of(name + ".json"), measurements, Optional.empty());
  }

  private Measurement measurement(int number, double micros, int forks, DoubleUnaryOperator drift) {
    double[][] raw = new double[forks][ITERATIONS];
    for (int f = 0; f < forks; f++) {
      double fork = drift.applyAsDouble(f) + BETWEEN_FORKS * random.nextGaussian();
      for (int i = 0; i < ITERATIONS; i++) {
        double disturbed = random.nextInt(50) == 0 ? 0.1 * random.nextExponential() : 0;
        raw[f][i] = micros * Math.exp(fork + WITHIN_FORK * random.nextGaussian() + disturbed);
      }
    }
    return measurement("p.SimulatedBenchmark.m" + number, "us/op", raw);
  }

  private static Settings settings(int forks) {
    return new Settings(
        "1.37", forks, "java", List.of(), "25", "VM", "25+1", 5, "1 s", 1, ITERATIONS, "1 s", 1);
  }

  /** A measurement with these scores by fork and iteration. */
  static Measurement measurement(String benchmark, String unit, double[][] raw) {
    return new Measurement(
        new BenchmarkId(benchmark, new TreeMap<>(), "avgt", 1),
        settings(raw.length),
        new Metric(new Unit(unit), Double.NaN, Double.NaN, List.of(), Map.of(), raw, List.of()),
        Map.of());
  }
}
