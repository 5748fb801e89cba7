package dev.mirrorflow.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What this machine could do at most, measured in the same run: multiply-adds per second, and bytes
 * read per second by the length of the array read. The roof of a kernel is the shorter of the two
 * times it cannot beat (the roofline).
 *
 * <p>The bandwidth roof of a kernel is that of the array nearest in size, on a logarithmic scale,
 * to what the kernel touches: a cloud machine may not say how large its caches are, or mean those
 * of the whole host.
 */
final class Roofs {

  private final double gigaflops;
  private final SortedMap<Double, Double> gigabytesByBytes;

  private Roofs(double gigaflops, SortedMap<Double, Double> gigabytesByBytes) {
    this.gigaflops = gigaflops;
    this.gigabytesByBytes = gigabytesByBytes;
  }

  /** The roofs among the timings; empty if they were not measured. */
  static Optional<Roofs> of(List<ForkTimes> timings) {
    double gigaflops = 0;
    SortedMap<Double, Double> bandwidth = new TreeMap<>();
    for (ForkTimes m : timings) {
      if (m.group().equals("Roof")) {
        Work work = Work.of(m).orElseThrow();
        if (work.bytes() == 0) {
          gigaflops = work.flops() / m.micros() / 1e3;
        } else {
          bandwidth.put(work.workingSet(), work.bytes() / m.micros() / 1e3);
        }
      }
    }
    return gigaflops > 0 && !bandwidth.isEmpty()
        ? Optional.of(new Roofs(gigaflops, bandwidth))
        : Optional.empty();
  }

  /** Peak of the multiply-adds, GFLOP/s. */
  double gigaflops() {
    return gigaflops;
  }

  /** Read bandwidth in GB/s by the length in bytes of the array read, shortest first. */
  Map<Double, Double> gigabytesByBytes() {
    return gigabytesByBytes;
  }

  /** GB/s at which a working set of this many bytes can be read. */
  double gigabytes(double workingSet) {
    double best = Double.POSITIVE_INFINITY;
    double bandwidth = Double.NaN;
    for (Map.Entry<Double, Double> e : gigabytesByBytes.entrySet()) {
      double distance = Math.abs(Math.log(e.getKey() / workingSet));
      if (distance < best) {
        best = distance;
        bandwidth = e.getValue();
      }
    }
    return bandwidth;
  }

  /** The time in µs that the work takes at least. */
  double micros(Work work) {
    double compute = work.flops() / gigaflops / 1e3;
    double memory = work.reads() / gigabytes(work.workingSet()) / 1e3;
    return Math.max(compute, memory);
  }
}
