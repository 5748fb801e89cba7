package dev.mirrorflow.track.ab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static String sides(List<Slot> slots) {
    return slots.stream().map(s -> s.side().name()).collect(Collectors.joining());
  }

  @Test
  void oneBenchmarkRunsABBA() {
    Set<String> one = Set.of("p.T.m");
    assertEquals("ABBAABBA", sides(Schedule.of(4, Map.of(Side.A, one, Side.B, one))));
  }

  /** So a linear drift has the same mean on both sides. */
  @Test
  void overTwoRoundsBothSidesOfABenchmarkHaveTheSameMeanPosition() {
    Set<String> three = Set.of("p.T.a", "p.T.b", "p.T.c");
    List<Slot> slots = Schedule.of(6, Map.of(Side.A, three, Side.B, three));
    assertEquals(36, slots.size());
    for (int b = 0; b < 3; b++) {
      int balance = 0;
      for (int i = 0; i < slots.size(); i++) {
        if (slots.get(i).benchmark() == b) {
          balance += slots.get(i).side() == Side.A ? i : -i;
        }
      }
      assertEquals(0, balance, "benchmark " + b);
    }
  }

  @Test
  void bothSidesOfAPairRunRightAfterEachOther() {
    Set<String> names = Set.of("p.T.a", "p.T.b");
    List<Slot> slots = Schedule.of(3, Map.of(Side.A, names, Side.B, names));
    for (int i = 0; i < slots.size(); i += 2) {
      assertEquals(slots.get(i).method(), slots.get(i + 1).method());
      assertEquals(slots.get(i).round(), slots.get(i + 1).round());
      assertEquals(slots.get(i).side().other(), slots.get(i + 1).side());
    }
  }

  @Test
  void aBenchmarkOfOneSideRunsThere() {
    List<Slot> slots =
        Schedule.of(2, Map.of(Side.A, Set.of("p.T.old"), Side.B, Set.of("p.T.fresh")));
    assertEquals(
        List.of("p.T.fresh B", "p.T.old A", "p.T.fresh B", "p.T.old A"),
        slots.stream().map(s -> s.method() + " " + s.side()).toList());
  }
}
