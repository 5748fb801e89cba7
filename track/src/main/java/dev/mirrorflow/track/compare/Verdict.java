package dev.mirrorflow.track.compare;

/** What can be said about one benchmark after two runs. */
public enum Verdict {
  /** Faster: the tests say so, by at least the minimum effect. */
  IMPROVED("improved"),
  /** Slower: the tests say so, by at least the minimum effect. */
  REGRESSED("regressed"),
  /** The whole interval lies within the minimum effect. */
  EQUIVALENT("equivalent"),
  /** Neither: too few forks, or too noisy. */
  INCONCLUSIVE("inconclusive"),
  /** Measured under different conditions, or on one side only. */
  NOT_COMPARABLE("not comparable");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** Whether something moved. */
  public boolean isMove() {
    return this == IMPROVED || this == REGRESSED;
  }

  /** For programs: {@code "not-comparable"}. */
  public String key() {
    return words.replace(' ', '-');
  }

  @Override
  public String toString() {
    return words;
  }
}
