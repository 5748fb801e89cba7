package dev.mirrorflow.track.history;

import dev.mirrorflow.track.compare.Holm;
import dev.mirrorflow.track.compare.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Holds the newest run against the runs before it, back to the last step: the run is the unit. A
 * benchmark moved if the newest run lies outside Student's prediction interval of the runs before,
 * after Holm's correction, outside all of them, and by the minimum effect.
 */
final class RollingBaseline {

  /** Fewer runs do not tell how much runs scatter. */
  static final int LEAST = 5;

  private static final double LEVEL = 0.05;

  private final EDivisive detector;
  private final int length;
  private final double minEffect;

  /**
   * A baseline.
   *
   * @param length at most so many runs
   * @param minEffect smallest relative change that matters
   */
  RollingBaseline(EDivisive detector, int length, double minEffect) {
    this.detector = detector;
    this.length = length;
    this.minEffect = minEffect;
  }

  /** Logarithms of the costs of a benchmark that the newest run has. */
  private record Candidate(BenchmarkHistory history, double[] before, double newest) {

    double mean() {
      return Arrays.stream(before).average().orElse(Double.NaN);
    }

    double pValue() {
      double mean = mean();
      int n = before.length;
      double squares = Arrays.stream(before).map(v -> (v - mean) * (v - mean)).sum();
      double error = Math.sqrt(squares / (n - 1.0) * (1 + 1.0 / n));
      double distance = Math.abs(newest - mean);
      return error == 0
          ? distance == 0 ? 1 : 0
          : 2 * TDistribution.of(n - 1.0).survivalProbability(distance / error);
    }

    boolean isOutside() {
      return Arrays.stream(before).allMatch(v -> v < newest)
          || Arrays.stream(before).allMatch(v -> v > newest);
    }
  }

  /** A verdict for each benchmark of the newest run, or of the one before. */
  List<NewestRun> judge(Collection<BenchmarkHistory> histories) {
    int newest =
        histories.stream()
            .mapToInt(h -> h.runs().get(h.runs().size() - 1).number())
            .max()
            .orElse(-1);
    List<NewestRun> all = new ArrayList<>();
    List<Candidate> judged = new ArrayList<>();
    for (BenchmarkHistory h : histories) {
      int last = h.runs().get(h.runs().size() - 1).number();
      if (last == newest - 1) {
        all.add(new NewestRun(h, Verdict.MISSING, 0, Double.NaN, Double.NaN, Double.NaN));
      } else if (last == newest) {
        Candidate candidate = candidate(h);
        if (candidate.before().length >= LEAST) {
          judged.add(candidate);
        } else {
          all.add(result(candidate, Verdict.INCONCLUSIVE));
        }
      }
    }
    double[] adjusted = Holm.adjust(judged.stream().mapToDouble(Candidate::pValue).toArray());
    for (int i = 0; i < adjusted.length; i++) {
      all.add(result(judged.get(i), verdict(judged.get(i), adjusted[i])));
    }
    return List.copyOf(all);
  }

  private Candidate candidate(BenchmarkHistory h) {
    int end = h.runs().size() - 1;
    BenchmarkHistory past =
        new BenchmarkHistory(h.id(), h.label(), h.unit(), h.runs().subList(0, end));
    List<Step> steps = past.steps(detector, minEffect);
    int start = steps.isEmpty() ? 0 : steps.get(steps.size() - 1).index();
    double[] before =
        h.runs().subList(Math.max(start, end - length), end).stream()
            .mapToDouble(r -> Math.log(h.unit().cost(r.score())))
            .toArray();
    return new Candidate(h, before, Math.log(h.unit().cost(h.runs().get(end).score())));
  }

  private Verdict verdict(Candidate c, double adjusted) {
    double difference = c.newest() - c.mean();
    boolean hasMoved =
        adjusted <= LEVEL && c.isOutside() && Math.abs(difference) >= Math.log1p(minEffect);
    if (!hasMoved) {
      return Verdict.EQUIVALENT;
    }
    return difference > 0 ? Verdict.REGRESSED : Verdict.IMPROVED;
  }

  private static NewestRun result(Candidate c, Verdict verdict) {
    BenchmarkHistory h = c.history();
    return new NewestRun(
        h,
        verdict,
        c.before().length,
        h.unit().score(Math.exp(c.mean())),
        h.unit().score(Math.exp(c.newest())),
        Math.expm1(c.newest() - c.mean()));
  }
}
