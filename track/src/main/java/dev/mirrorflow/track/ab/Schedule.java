package dev.mirrorflow.track.ab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The order of the forks: round by round, each benchmark on both sides one right after the other,
 * and the side that comes first changing from round to round and from benchmark to benchmark, A B B
 * A. So a pair sees nearly the same machine, what drifts evenly cancels over two rounds, and the
 * forks of a benchmark are spread over the whole time.
 */
final class Schedule {

  private Schedule() {}

  /**
   * The forks in order.
   *
   * @param methods of each side; one that only a side has is run on that side alone
   */
  static List<Slot> of(int rounds, Map<Side, Set<String>> methods) {
    TreeSet<String> names = new TreeSet<>(methods.get(Side.A));
    names.addAll(methods.get(Side.B));
    List<String> all = List.copyOf(names);
    List<Slot> slots = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (int b = 0; b < all.size(); b++) {
        Side first = (round + b) % 2 == 0 ? Side.A : Side.B;
        for (Side side : List.of(first, first.other())) {
          if (methods.get(side).contains(all.get(b))) {
            slots.add(new Slot(round, b, all.get(b), side));
          }
        }
      }
    }
    return slots;
  }
}
