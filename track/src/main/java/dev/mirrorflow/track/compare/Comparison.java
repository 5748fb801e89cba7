package dev.mirrorflow.track.compare;

import dev.mirrorflow.track.results.BenchmarkId;
import java.util.List;
import java.util.Optional;

/**
 * One benchmark on both sides. A change is that of the cost: +5% is slower by 5%, whether JMH gives
 * a time or a rate.
 *
 * @param label short name, unlike that of any other benchmark of the comparison
 * @param unit of the scores, as JMH writes it
 * @param isBiggerBetter whether a larger score is a faster benchmark
 * @param baseForks number of forks on the base's side, 0 if it is missing there
 * @param newForks number of forks on the new side, 0 if it is missing there
 * @param reason why it has no verdict of its time; otherwise empty
 * @param estimate empty if nothing can be estimated
 * @param metrics beside the score that both sides have, by name
 */
public record Comparison(
    BenchmarkId id,
    String label,
    String unit,
    boolean isBiggerBetter,
    int baseForks,
    int newForks,
    Verdict verdict,
    String reason,
    Optional<Estimate> estimate,
    List<Flag> flags,
    List<MetricComparison> metrics) {

  /** Relative change of the cost, in short of the time: 0.1 if it takes a tenth longer. */
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

  /** Whether the time, or the allocation, has a verdict. */
  public boolean has(Verdict wanted) {
    return verdict == wanted
        || metrics.stream().anyMatch(m -> m.isAllocation() && m.verdict() == wanted);
  }
}
