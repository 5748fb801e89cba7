package dev.mirrorflow.track.ab;

/** How many forks of a run are on the disk, for whoever asks at any moment. */
final class ForkCount {

  private int done;
  private int all;

  /** The run has so many forks, of which some were measured before. */
  synchronized void begin(int done, int all) {
    this.done = done;
    this.all = all;
  }

  /** One more is on the disk. */
  synchronized void add() {
    done++;
  }

  /** What to tell a user who interrupts the run. */
  synchronized String interrupted() {
    return all == 0
        ? "interrupted before the first fork; the same command goes on"
        : "interrupted after "
            + done
            + " of "
            + all
            + " forks, which are kept; the same command goes on";
  }
}
