package dev.mirrorflow.track.compare;

/** How the forks of both sides were run. */
public enum Design {
  /** Two runs apart from each other: their forks are two independent samples. */
  SEPARATE("separate"),
  /**
   * A B B A: the i-th fork of one side ran beside the i-th of the other, so that what drifts is
   * common to both and cancels in the difference.
   */
  INTERLEAVED("interleaved");

  private final String words;

  Design(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
