package dev.mirrorflow.track.compare;

/** What can be said about one benchmark after two runs. */
public enum Verdict {
  /** Faster: the tests say so, by at least the minimum effect. */
  IMPROVED("improved"),
  /** Slower: the tests say so, by at least the minimum effect. */
  REGRESSED("regressed"),
  /** Of a metric that is better neither way: it is another, by at least the minimum effect. */
  CHANGED("changed"),
  /** Forks of the new side failed. */
  FAILED("failed"),
  /** Not on the new side: it was removed, or every fork of it failed, which JMH's JSON hides. */
  MISSING("missing"),
  /** Not on the new side, which was not asked for it. */
  REMOVED("removed"),
  /** Not on the new side, which has one of another name that looks the same: a guess. */
  RENAMED("renamed"),
  /** On the new side only. */
  ADDED("added"),
  /** The whole interval lies within the minimum effect. */
  EQUIVALENT("equivalent"),
  /** Neither: too few forks, or too noisy. */
  INCONCLUSIVE("inconclusive"),
  /** Measured under different conditions. */
  NOT_COMPARABLE("not comparable");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** Whether something moved. */
  public boolean isMove() {
    return this == IMPROVED || this == REGRESSED;
  }

  /** Whether two measurements were held against each other. */
  public boolean isJudgement() {
    return isMove() || this == EQUIVALENT || this == INCONCLUSIVE;
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
