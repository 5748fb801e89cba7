package dev.mirrorflow.track.results;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a result was measured and of which commit, as far as its name tells. Numbers that are no
 * date are none: {@code run-2} has no date.
 *
 * @param date empty if the name has none
 * @param commit short hash; empty if the name has none
 */
record RunDate(Optional<Instant> date, Optional<String> commit) {

  /** A time that letters follow is the begin of a hash, {@code 0306fa8e}; a Z is the zone. */
  private static final Pattern DATE =
      Pattern.compile(
          "(?<!\\d)((?:19|20)\\d\\d)[-_.]?(\\d\\d)[-_.]?(\\d\\d)"
              + "(?:[T_ -]?(\\d\\d)[-_:.]?(\\d\\d)(?:[-_:.]?(\\d\\d))?(?![0-9a-zA-Y]))?(?!\\d)");

  private static final Pattern HASH =
      Pattern.compile("(?<![0-9a-zA-Z])[0-9a-f]{7,40}(?![0-9a-zA-Z])");

  private static final int SECONDS = 10;
  private static final int MILLIS = 13;

  /** What the name of a file tells by itself. */
  static RunDate of(Path path) {
    String name = path.getFileName().toString();
    Optional<Instant> date = date(name);
    return new RunDate(date, commit(name, date.isPresent()));
  }

  /** A hash has a letter; digits alone may be one only beside a date, and are not the date. */
  private static Optional<String> commit(String name, boolean hasDate) {
    String rest = hasDate ? DATE.matcher(name).replaceFirst("-") : name;
    return HASH.matcher(rest)
        .results()
        .map(MatchResult::group)
        .filter(hash -> hasDate || !hash.matches("\\d+"))
        .findFirst();
  }

  /**
   * What the name tells by the groups {@code date} and {@code commit} of a pattern; nothing if it
   * does not match.
   */
  static RunDate of(Path path, Pattern pattern) {
    Matcher m = pattern.matcher(path.getFileName().toString());
    if (!m.find()) {
      return new RunDate(Optional.empty(), Optional.empty());
    }
    String groups = pattern.pattern();
    Optional<String> date =
        groups.contains("(?<date>") ? Optional.ofNullable(m.group("date")) : Optional.empty();
    return new RunDate(
        date.flatMap(text -> epoch(text).or(() -> date(text))),
        groups.contains("(?<commit>") ? Optional.ofNullable(m.group("commit")) : Optional.empty());
  }

  /** Seconds or milliseconds since 1970. */
  private static Optional<Instant> epoch(String text) {
    if (!text.matches("\\d{10}|\\d{13}")) {
      return Optional.empty();
    }
    long number = Long.parseLong(text);
    return Optional.of(
        text.length() == SECONDS
            ? Instant.ofEpochSecond(number)
            : text.length() == MILLIS ? Instant.ofEpochMilli(number) : Instant.EPOCH);
  }

  /** A day, and a time in UTC if there is one, with or without marks between. */
  private static Optional<Instant> date(String text) {
    Matcher m = DATE.matcher(text);
    while (m.find()) {
      try {
        return Optional.of(
            LocalDateTime.of(
                    number(m, 1),
                    number(m, 2),
                    number(m, 3),
                    number(m, 4),
                    number(m, 5),
                    number(m, 6))
                .toInstant(ZoneOffset.UTC));
      } catch (DateTimeException e) {
        // The digits are a number, such as 20269999: perhaps others are a date.
      }
    }
    return Optional.empty();
  }

  private static int number(Matcher m, int group) {
    return m.group(group) == null ? 0 : Integer.parseInt(m.group(group));
  }

  /** A date as ISO 8601, of a description. */
  static Optional<Instant> parse(String text) {
    try {
      return Optional.of(ZonedDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return date(text);
    }
  }
}
