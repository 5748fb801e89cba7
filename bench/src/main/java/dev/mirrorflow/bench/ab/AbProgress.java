package dev.mirrorflow.bench.ab;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells how far a run is, and how long the rest will take if the forks go on as they did. */
final class AbProgress implements AbRun.Watcher {

  private final Consumer<String> line;
  private final long start = System.nanoTime();

  AbProgress(Consumer<String> line) {
    this.line = line;
  }

  @Override
  public void at(Slot slot, int done, int all, int measured) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "fork %d of %d", done + 1, all));
    if (measured > 0) {
      long nanos = (System.nanoTime() - start) / measured * (all - done);
      text.append(", ").append(words(Duration.ofNanos(nanos))).append(" left");
    }
    String name = slot.method();
    int type = name.lastIndexOf('.', name.lastIndexOf('.') - 1);
    text.append(": ").append(slot.side()).append(' ').append(name.substring(type + 1));
    line.accept(text.toString());
  }

  private static String words(Duration left) {
    return left.toMinutes() > 0 ? left.toMinutes() + " min" : left.toSeconds() + " s";
  }
}
