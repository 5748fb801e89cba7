package dev.mirrorflow.track.compare;

import dev.mirrorflow.track.results.Suite;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * When a run may end before its last round: at two looks, each only if every verdict stands at a
 * level far stricter than the final one. A verdict that stands so stands at the final level too, so
 * that a look adds at most its own level to the rate of false ones.
 */
public final class StoppingRule {

  /** Level of a look, a tenth of the usual final one. */
  static final double LEVEL = 0.005;

  /** With fewer pairs the signed rank test proves nothing at 5%: 2 / 2^6 is the first below. */
  private static final int FEWEST = 6;

  private static final double[] SHARES = {0.6, 0.8};

  private StoppingRule() {}

  /** After how many of the rounds there is a look, in ascending order; the end is none. */
  public static List<Integer> looks(int rounds) {
    TreeSet<Integer> looks = new TreeSet<>();
    for (double share : SHARES) {
      int look = (int) Math.ceil(share * rounds);
      if (look >= FEWEST && look < rounds) {
        looks.add(look);
      }
    }
    return List.copyOf(looks);
  }

  /**
   * Whether more rounds would change no verdict, as far as can be told.
   *
   * @param criteria of the final verdicts
   */
  public static boolean isDecided(Suite base, Suite fresh, Criteria criteria) {
    List<Comparison> now = SuiteComparison.of(base, fresh, criteria).comparisons();
    if (now.stream().anyMatch(c -> c.verdict() == Verdict.INCONCLUSIVE)) {
      return false;
    }
    List<Comparison> strict =
        SuiteComparison.of(base, fresh, criteria.withLevel(LEVEL)).comparisons();
    return IntStream.range(0, now.size()).allMatch(c -> stands(now.get(c), strict.get(c)));
  }

  private static boolean stands(Comparison now, Comparison strict) {
    if (now.verdict().isMove()) {
      // The rank test is held to the final level: of six pairs it has no smaller values.
      Estimate e = strict.estimate().orElseThrow();
      return e.adjusted() <= LEVEL && (e.low() > 1 || e.high() < 1);
    }
    return now.verdict() != Verdict.EQUIVALENT || strict.verdict() == Verdict.EQUIVALENT;
  }
}
