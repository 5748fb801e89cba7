package dev.mirrorflow.track.terminal;

import java.time.Duration;

/** How long the rest of a job takes if it goes on as it did since this was made. */
public final class TimeLeft {

  private final long start = System.nanoTime();

  /**
   * In words, with a comma before; empty while nothing was done.
   *
   * @param done since the start
   * @param left to do
   */
  public String words(int done, int left) {
    if (done == 0) {
      return "";
    }
    Duration rest = Duration.ofNanos((System.nanoTime() - start) / done * left);
    return ", "
        + (rest.toMinutes() > 0 ? rest.toMinutes() + " min" : rest.toSeconds() + " s")
        + " left";
  }
}
