package dev.mirrorflow.bench;

import dev.mirrorflow.kernel.LaneKernels;
import java.util.Optional;

/** Values of parameters that not every machine has, of which a benchmark is then skipped. */
final class MachineLimits {

  private MachineLimits() {}

  /** Why this machine cannot run a benchmark, if so. */
  static Optional<String> of(PlannedBenchmark planned) {
    return integer(planned, "LaneGradientBenchmark", "width")
        .flatMap(MachineLimits::lanes)
        .or(() ->
            integer(planned, "ThreadedGradientBenchmark", "workers")
                .flatMap(MachineLimits::threads));
  }

  /** Why the lane kernels cannot take so many lanes, if so. */
  static Optional<String> lanes(int width) {
    int most = LaneKernels.width();
    return width == 1 || width == most || 2 * width == most
        ? Optional.empty()
        : Optional.of("the kernels of this CPU take " + most + " lanes or half of that");
  }

  /** Why so many threads are not to be measured, if so. */
  static Optional<String> threads(int workers) {
    return workers <= Runtime.getRuntime().availableProcessors()
        ? Optional.empty()
        : Optional.of("this machine has fewer cores than " + workers);
  }

  /** The value of a parameter, where the benchmark has it; what is no number fails in its fork. */
  private static Optional<Integer> integer(PlannedBenchmark planned, String type, String name) {
    String value = planned.params().get(name);
    return planned.method().contains("." + type + ".") && value != null && value.matches("\\d{1,9}")
        ? Optional.of(Integer.valueOf(value))
        : Optional.empty();
  }
}
