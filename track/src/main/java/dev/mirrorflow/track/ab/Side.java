package dev.mirrorflow.track.ab;

/** One of the two revisions. */
public enum Side {
  /** The one compared with. */
  A,
  /** The one that is judged. */
  B;

  /** The other one. */
  public Side other() {
    return this == A ? B : A;
  }
}
