package dev.mirrorflow.track.ab;

import dev.mirrorflow.track.terminal.Progress;
import dev.mirrorflow.track.terminal.TimeLeft;

/** Tells how far a run is, and how long the rest will take if the forks go on as they did. */
final class AbProgress implements AbRun.Watcher {

  private final Progress progress;
  private final TimeLeft time = new TimeLeft();

  AbProgress(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void at(Slot slot, int done, int all, int measured) {
    String name = slot.method();
    int type = name.lastIndexOf('.', name.lastIndexOf('.') - 1);
    progress.at(
        "fork "
            + (done + 1)
            + " of "
            + all
            + time.words(measured, all - done)
            + ": "
            + slot.side()
            + ' '
            + name.substring(type + 1));
  }
}
