package dev.mirrorflow.track.ab;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a run measures: whoever starts again with the same goes on where it stopped.
 *
 * @param schema version of this layout
 * @param start when it was started first, as ISO 8601
 * @param base name of the revision compared with
 * @param baseCommit its full hash
 * @param fresh name of the revision that is judged
 * @param freshCommit its full hash
 * @param include regular expression of the benchmarks
 * @param options of JMH
 * @param build how the jars were made
 * @param machine short name of the machine
 */
public record RunDescription(
    int schema,
    String start,
    String base,
    String baseCommit,
    String fresh,
    String freshCommit,
    String include,
    List<String> options,
    String build,
    String machine) {

  /** Version of the layout that is written. */
  public static final int SCHEMA = 1;

  /** Whether forks of both belong together: everything but the names and the start is the same. */
  boolean isSameAs(RunDescription other) {
    return key().equals(other.key());
  }

  /** Whether nothing is left out, the start is a date, and the commits are hashes and no paths. */
  boolean isComplete() {
    try {
      return ZonedDateTime.parse(start) != null
          && isHash(baseCommit)
          && isHash(freshCommit)
          && Stream.of(base, fresh, include, options, build, machine).allMatch(Objects::nonNull);
    } catch (DateTimeException | NullPointerException e) {
      return false;
    }
  }

  private static boolean isHash(String commit) {
    return commit.matches("[0-9a-f]{4,64}");
  }

  /** What identifies the run, in one text. */
  public String key() {
    return String.join("\n", baseCommit, freshCommit, include, options.toString(), build, machine);
  }
}
