package dev.mirrorflow.bench.peers;

import dev.mirrorflow.track.results.Median;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What several processes say of one implementation. */
final class Samples {

  private final List<Timing> timings = new ArrayList<>();

  void add(Timing timing) {
    timings.add(timing);
  }

  /** Median over processes of seconds. */
  double seconds() {
    return median(Timing::seconds);
  }

  /** Median over processes of the seconds of the first run. */
  double first() {
    return median(Timing::first);
  }

  /** The largest difference from the answer; NaN if one is. */
  double difference() {
    return timings.stream().mapToDouble(Timing::difference).reduce(0, Math::max);
  }

  int processes() {
    return timings.size();
  }

  private double median(ToDoubleFunction<Timing> figure) {
    return Median.of(timings.stream().mapToDouble(figure).toArray());
  }
}
