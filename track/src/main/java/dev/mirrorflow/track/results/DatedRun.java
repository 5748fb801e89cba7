package dev.mirrorflow.track.results;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A result in the order of the runs.
 *
 * @param date empty where the order comes from elsewhere
 * @param commit short hash; the file's name where nobody tells it
 * @param isCommitKnown whether it is a hash
 */
public record DatedRun(Path path, Optional<Instant> date, String commit, boolean isCommitKnown) {

  /** The date as ISO 8601; a dash if there is none. */
  public String dateText() {
    return date.map(Instant::toString).orElse("-");
  }
}
