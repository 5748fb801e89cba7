package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.ComputationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;

/** Measures the forks of a run that are missing, in the order of the schedule. */
final class AbRun {

  /** Is told how far the run is. */
  @FunctionalInterface
  interface Watcher {
    /**
     * A fork begins.
     *
     * @param done number of forks that are finished
     * @param all number of forks of the run
     * @param measured number of forks that this process has measured
     */
    void at(Slot slot, int done, int all, int measured);
  }

  private final RunFolder folder;
  private final ForkRunner runner;
  private final Supplier<Reading> ruler;
  private final Watcher watcher;
  private final ForkCount count;

  AbRun(
      RunFolder folder,
      ForkRunner runner,
      Supplier<Reading> ruler,
      Watcher watcher,
      ForkCount count) {
    this.folder = folder;
    this.runner = runner;
    this.ruler = ruler;
    this.watcher = watcher;
    this.count = count;
  }

  /**
   * Measures what is missing of so many rounds.
   *
   * @throws dev.mirrorflow.track.terminal.InterruptionException if the user stops it; the forks
   *     measured are kept
   * @throws ComputationException if neither side has a benchmark, or a process fails
   */
  AbResult run(int rounds) throws IOException {
    Map<Side, Set<String>> methods = runner.methods();
    List<Slot> slots = Schedule.of(rounds, methods);
    if (slots.isEmpty()) {
      throw new ComputationException("no benchmark matches on either side; see --include");
    }
    int done = (int) slots.stream().filter(folder::isDone).count();
    count.begin(done, slots.size());
    int measured = 0;
    Reading before = null;
    for (Slot slot : slots) {
      if (!folder.isDone(slot)) {
        watcher.at(slot, done + measured, slots.size(), measured);
        before = before == null ? ruler.get() : before;
        runner.run(slot, folder.unfinished(slot), folder.log(slot));
        Reading after = ruler.get();
        folder.finish(slot, new Readings(before, after));
        count.add();
        before = after;
        measured++;
      }
    }
    return result(slots);
  }

  private AbResult result(List<Slot> slots) {
    ForkMerger merger = new ForkMerger();
    List<String> failed = new ArrayList<>();
    for (Slot slot : slots) {
      if (!merger.add(slot, folder.json(slot))) {
        failed.add(slot.method() + " of " + slot.side() + ", see " + folder.log(slot));
      }
    }
    Map<Side, byte[]> merged = new EnumMap<>(Side.class);
    for (Side side : Side.values()) {
      merged.put(side, merger.json(side));
    }
    SortedMap<String, String> disturbed = Disturbances.of(folder.readings(slots));
    return new AbResult(merged, disturbed, slots.size(), failed);
  }
}
