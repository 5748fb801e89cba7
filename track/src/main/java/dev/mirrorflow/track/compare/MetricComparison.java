package dev.mirrorflow.track.compare;

import dev.mirrorflow.track.results.Direction;
import java.util.Optional;

/**
 * A metric beside the score, on both sides: of a profiler, an auxiliary counter, a percentile.
 *
 * @param name {@code "allocation"}, {@code "p99"}, otherwise JMH's
 * @param unit as JMH writes it
 * @param verdict changed, where neither way is better
 * @param reason why it is inconclusive or not comparable; otherwise empty
 * @param estimate empty if nothing can be estimated; the ratio is infinite where there was nothing
 *     before
 */
public record MetricComparison(
    String name,
    String unit,
    Direction direction,
    Verdict verdict,
    String reason,
    Optional<Estimate> estimate) {

  /** What {@code -prof gc} measures as {@code gc.alloc.rate.norm}: bytes per operation. */
  public static final String ALLOCATION = "allocation";

  /** Whether it is the garbage of an operation, a cost by itself, whatever the time does. */
  public boolean isAllocation() {
    return name.equals(ALLOCATION);
  }

  /** Relative change of the cost: above 0 is worse, see {@link Comparison#change}. */
  public double change() {
    return estimate.map(e -> e.ratio() - 1).orElse(Double.NaN);
  }

  /** Lower end of the change's interval. */
  public double low() {
    return estimate.map(e -> e.low() - 1).orElse(Double.NaN);
  }

  /** Upper end of the change's interval. */
  public double high() {
    return estimate.map(e -> e.high() - 1).orElse(Double.NaN);
  }
}
