package dev.mirrorflow;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * A search of many seeded problems for a certificate of a wrong answer. {@code
 * -Dmirrorflow.search.seed} and {@code -Dmirrorflow.search.problems} make all searches look
 * elsewhere and longer.
 *
 * @param seed of the search
 * @param problems how many
 */
public record Search(long seed, int problems) {

  /** With so many problems, unless the properties say otherwise. */
  public static Search of(int usual) {
    return new Search(
        Long.getLong("mirrorflow.search.seed", 1),
        Integer.getInteger("mirrorflow.search.problems", usual));
  }

  /**
   * What comes of all problems, in their order; made by several threads.
   *
   * @param result of the problem with this seed
   */
  public <T> List<T> all(LongFunction<T> result) {
    return LongStream.range(0, problems).parallel().mapToObj(k -> result.apply(seedOf(k))).toList();
  }

  /** Of problem k. */
  public long seedOf(long k) {
    return seed * 1_000_003 + k;
  }
}
