package dev.mirrorflow.track.results;

/** Which way a metric is better. */
public enum Direction {
  /** Times, and what an operation costs: bytes, instructions, cache misses. */
  SMALLER_IS_BETTER,
  /** Operations per time, instructions per clock. */
  BIGGER_IS_BETTER,
  /** Neither: counts, and rates per second of what a faster benchmark does more of. */
  NONE;

  /** The direction that a unit tells. */
  public static Direction of(Unit unit) {
    if (unit.isBiggerBetter() || unit.text().equals("insns/clk")) {
      return BIGGER_IS_BETTER;
    }
    return unit.text().endsWith("/op") || unit.text().equals("clks/insn")
        ? SMALLER_IS_BETTER
        : NONE;
  }
}
