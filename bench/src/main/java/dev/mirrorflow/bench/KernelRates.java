package dev.mirrorflow.bench;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.track.results.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rates of our own kernels in a result, and the machine's roofs; of other projects' benchmarks
 * nobody knows the work.
 *
 * @param rates in the order of the result
 * @param peak GFLOP/s of multiply-adds in registers; NaN if not measured
 * @param gigabytes GB/s by the bytes that are read again and again
 */
public record KernelRates(List<KernelRate> rates, double peak, Map<Double, Double> gigabytes) {

  /** How the names of our benchmarks begin. */
  static final String OURS = "dev.mirrorflow.bench.";

  /** The rates in a result; those of benchmarks without declared work are left out. */
  public static KernelRates of(List<Measurement> measurements) {
    List<ForkTimes> ours = new ArrayList<>();
    for (Measurement m : measurements) {
      if (m.id().benchmark().startsWith(OURS) && m.primary().unit().toMicros(1).isPresent()) {
        times(m).ifPresent(ours::add);
      }
    }
    Optional<Roofs> roofs = Roofs.of(ours.stream().filter(t -> work(t).isPresent()).toList());
    List<KernelRate> rates = new ArrayList<>();
    for (ForkTimes times : ours) {
      if (!times.group().equals("Roof")) {
        work(times).ifPresent(work -> rates.add(rate(times, work, roofs)));
      }
    }
    return new KernelRates(
        List.copyOf(rates),
        roofs.map(Roofs::gigaflops).orElse(Double.NaN),
        roofs.<Map<Double, Double>>map(r -> new TreeMap<>(r.gigabytesByBytes())).orElse(Map.of()));
  }

  private static Optional<ForkTimes> times(Measurement measurement) {
    try {
      return Optional.of(ForkTimes.of(measurement));
    } catch (BadDataException e) {
      return Optional.empty(); // of a run that broke
    }
  }

  private static Optional<Work> work(ForkTimes times) {
    try {
      return Work.of(times);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // an older or newer benchmark of ours
    }
  }

  private static KernelRate rate(ForkTimes times, Work work, Optional<Roofs> roofs) {
    double[] gigaflops = new double[times.forks()];
    for (int f = 0; f < gigaflops.length; f++) {
      gigaflops[f] = work.flops() / times.forkMicros(gigaflops.length - 1 - f) / 1e3;
    }
    return new KernelRate(
        times.group(),
        times.method(),
        times.shape(),
        work.workingSet(),
        work.flops() / work.bytes(),
        roofs.map(r -> work.flops() / r.micros(work) / 1e3).orElse(Double.NaN),
        times.micros(),
        gigaflops);
  }
}
