package dev.mirrorflow.track.ab;

import dev.mirrorflow.track.terminal.TimeLeft;
import java.util.function.Consumer;

/** Tells how far a run is, and how long the rest will take if the forks go on as they did. */
final class AbProgress implements AbRun.Watcher {

  private final Consumer<String> line;
  private final TimeLeft time = new TimeLeft();

  AbProgress(Consumer<String> line) {
    this.line = line;
  }

  @Override
  public void at(Slot slot, int done, int all, int measured) {
    String name = slot.method();
    int type = name.lastIndexOf('.', name.lastIndexOf('.') - 1);
    line.accept(
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
