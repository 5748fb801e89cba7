package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.track.git.GitRepository;
import dev.mirrorflow.track.git.Revision;
import java.util.Locale;
import java.util.Optional;

/** Which commit B is compared with. */
enum BaseChoice {
  /** The merge base if A is a branch, which may have gone on since B left it; otherwise A. */
  AUTO,
  /** A itself. */
  EXACT,
  /** The last commit that A and B have in common: B is not blamed for what A gained since. */
  MERGE_BASE;

  /** For {@code --base}: {@code merge-base}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The commit to compare with; its name says what it is.
   *
   * @throws BadDataException if a merge base is wanted, and there is none or it is B
   */
  Revision of(GitRepository repository, Revision a, Revision b) {
    if (this == EXACT || (this == AUTO && !repository.isBranch(a.name()))) {
      return a;
    }
    Optional<String> common = repository.mergeBase(a, b);
    if (common.isEmpty()) {
      throw new BadDataException(
          "git knows no commit that "
              + a.name()
              + " and "
              + b.name()
              + " have in common; fetch the whole history (not a shallow clone), or compare with "
              + a.name()
              + " itself: --base exact");
    }
    String commit = common.get();
    if (commit.equals(a.commit())) {
      return a;
    }
    if (commit.equals(b.commit())) {
      if (this == AUTO) {
        return a;
      }
      throw new BadDataException(
          a.name()
              + " holds all of "
              + b.name()
              + ", so there is nothing to judge; compare with "
              + a.name()
              + " itself: --base exact");
    }
    return new Revision(a.name() + " (merge base)", commit);
  }
}
