package dev.mirrorflow.track.compare;

import dev.mirrorflow.track.results.BenchmarkId;
import java.util.List;
import java.util.Optional;

/**
 * One benchmark on both sides.
 *
 * @param unit of the scores, as JMH writes it
 * @param isBiggerBetter whether a larger score is a faster benchmark
 * @param baseForks number of forks on the base's side, 0 if it is missing there
 * @param newForks number of forks on the new side, 0 if it is missing there
 * @param reason why it is inconclusive or not comparable; otherwise empty
 * @param estimate empty if nothing can be estimated
 */
public record Comparison(
    BenchmarkId id,
    String unit,
    boolean isBiggerBetter,
    int baseForks,
    int newForks,
    Verdict verdict,
    String reason,
    Optional<Estimate> estimate,
    List<Flag> flags) {

  /** Relative change of the score in its own unit: -0.1 if a tenth of the throughput is lost. */
  public double change() {
    return estimate.map(e -> ofScore(e.ratio())).orElse(Double.NaN);
  }

  /** Lower end of the change's interval. */
  public double low() {
    return estimate.map(e -> ofScore(isBiggerBetter ? e.high() : e.low())).orElse(Double.NaN);
  }

  /** Upper end of the change's interval. */
  public double high() {
    return estimate.map(e -> ofScore(isBiggerBetter ? e.low() : e.high())).orElse(Double.NaN);
  }

  private double ofScore(double ratio) {
    return (isBiggerBetter ? 1 / ratio : ratio) - 1;
  }
}
