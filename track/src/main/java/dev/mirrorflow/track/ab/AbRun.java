package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.track.results.Attempts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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

  /** A benchmark of which so many forks failed on a side is given up: the next would fail too. */
  private static final int GIVEN_UP = 2;

  private final RunFolder folder;
  private final ForkRunner runner;
  private final Supplier<LoadTimes> loads;
  private final Watcher watcher;
  private final ForkCount count;

  private final List<Slot> kept = new ArrayList<>();
  private final Map<String, Integer> failures = new HashMap<>();
  private int measured;
  private LoadTimes before;

  AbRun(
      RunFolder folder,
      ForkRunner runner,
      Supplier<LoadTimes> loads,
      Watcher watcher,
      ForkCount count) {
    this.folder = folder;
    this.runner = runner;
    this.loads = loads;
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
  AbResult run(int rounds, Map<Side, Set<String>> methods, EarlyStop ending) throws IOException {
    List<Slot> slots = Schedule.of(rounds, methods);
    if (slots.isEmpty()) {
      throw new ComputationException("no benchmark matches on either side; see --include");
    }
    int done = (int) slots.stream().filter(folder::isDone).count();
    count.begin(done, slots.size());
    String reason = "";
    for (Slot slot : slots) {
      if (!isGivenUp(slot)) {
        reason = reasonToEnd(slot, ending);
        if (!reason.isEmpty()) {
          break;
        }
        if (!folder.isDone(slot)) {
          watcher.at(slot, done + measured, slots.size(), measured);
          measure(slot);
        }
        kept.add(slot);
        if (folder.isEmpty(slot)) {
          failures.merge(slot.method() + slot.side(), 1, Integer::sum);
        }
      }
    }
    if (kept.isEmpty()) {
      throw new ComputationException(reason + " before the first fork; give it more");
    }
    return result(reason);
  }

  /** Of a pair that has begun, the second fork is still measured. */
  private boolean isGivenUp(Slot slot) {
    return !isSecondOfPair(slot)
        && Arrays.stream(Side.values())
            .anyMatch(s -> failures.getOrDefault(slot.method() + s, 0) >= GIVEN_UP);
  }

  private boolean isSecondOfPair(Slot slot) {
    return !kept.isEmpty()
        && kept.get(kept.size() - 1).round() == slot.round()
        && kept.get(kept.size() - 1).benchmark() == slot.benchmark();
  }

  private String reasonToEnd(Slot slot, EarlyStop ending) throws IOException {
    boolean isNewRound = !kept.isEmpty() && kept.get(kept.size() - 1).round() < slot.round();
    String decided = isNewRound ? ending.beforeRound(slot.round(), kept) : "";
    return !decided.isEmpty() || isSecondOfPair(slot) || folder.isDone(slot)
        ? decided
        : ending.beforePair(slot.round());
  }

  private void measure(Slot slot) throws IOException {
    before = before == null ? loads.get() : before;
    runner.run(slot, folder.unfinished(slot), folder.log(slot));
    LoadTimes after = loads.get();
    folder.finish(slot, new LoadsAroundFork(before, after));
    count.add();
    before = after;
    measured++;
  }

  private AbResult result(String ending) throws IOException {
    Map<Slot, List<SortedMap<String, String>>> lost = new HashMap<>();
    for (Slot slot : kept) {
      lost.put(slot, lost(slot));
    }
    List<String> failed = new ArrayList<>();
    for (Slot slot : kept) {
      if (folder.isEmpty(slot)) {
        failed.add(slot.method() + " of " + slot.side() + ", see " + folder.log(slot));
      }
      for (SortedMap<String, String> parameters : lost.get(slot)) {
        failed.add(
            slot.method()
                + (parameters.isEmpty() ? "" : " with " + parameters)
                + " of "
                + slot.side()
                + ", see "
                + folder.log(slot));
      }
    }
    SortedMap<String, String> disturbed = Disturbances.of(folder.readings(kept));
    Map<Side, Attempts> attempts = new EnumMap<>(Side.class);
    for (Side side : Side.values()) {
      attempts.put(side, attempts(side, lost, disturbed));
    }
    return new AbResult(merged(folder, kept), attempts, disturbed, kept.size(), failed, ending);
  }

  private Attempts attempts(
      Side side,
      Map<Slot, List<SortedMap<String, String>>> lost,
      SortedMap<String, String> disturbed) {
    SortedMap<String, Integer> failed = new TreeMap<>();
    Map<Attempts.Lost, Integer> forksOf = new HashMap<>();
    List<Attempts.Fork> order = new ArrayList<>();
    for (int number = 0; number < kept.size(); number++) {
      Slot slot = kept.get(number);
      if (slot.side() == side) {
        failed.merge(slot.method(), folder.isEmpty(slot) ? 1 : 0, Integer::sum);
        lost.get(slot)
            .forEach(parameters ->
                forksOf.merge(new Attempts.Lost(slot.method(), parameters, 0), 1, Integer::sum));
        String busy = disturbed.getOrDefault(slot.base(), "");
        order.add(new Attempts.Fork(number, slot.base(), busy));
      }
    }
    List<Attempts.Lost> counted = new ArrayList<>();
    forksOf.forEach((l, count) -> counted.add(new Attempts.Lost(l.benchmark(), l.params(), count)));
    counted.sort(Comparator.comparing(l -> l.benchmark() + " " + l.params()));
    return new Attempts(order.size(), failed, counted, order);
  }

  /** The parameters that made a fork fail in which others were measured. */
  private List<SortedMap<String, String>> lost(Slot slot) throws IOException {
    return folder.isEmpty(slot)
        ? List.of()
        : LostParameters.of(slot.method(), folder.logText(slot), folder.entries(slot));
  }

  /** JMH's JSON of each side, of some forks of a run. */
  static Map<Side, byte[]> merged(RunFolder folder, List<Slot> slots) {
    ForkMerger merger = new ForkMerger();
    slots.forEach(slot -> merger.add(slot, folder.json(slot)));
    Map<Side, byte[]> merged = new EnumMap<>(Side.class);
    for (Side side : Side.values()) {
      merged.put(side, merger.json(side));
    }
    return merged;
  }
}
