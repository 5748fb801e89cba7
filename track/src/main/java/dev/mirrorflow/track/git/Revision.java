package dev.mirrorflow.track.git;

/**
 * A commit, and what the user called it.
 *
 * @param name as given: a branch, a tag, a hash
 * @param commit full hash
 */
public record Revision(String name, String commit) {

  private static final int SHORT = 8;

  /** The first digits of the hash, as in the names of results. */
  public String shortCommit() {
    return commit.substring(0, Math.min(SHORT, commit.length()));
  }
}
