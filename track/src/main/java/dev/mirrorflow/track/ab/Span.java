package dev.mirrorflow.track.ab;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as people write it: {@code 90s}, {@code 20m}, {@code 1h30m}. */
final class Span implements ITypeConverter<Duration> {

  private static final Pattern TEXT =
      Pattern.compile("(?:(\\d{1,4})h)?(?:(\\d{1,6})m)?(?:(\\d{1,8})s)?");

  @Override
  public Duration convert(String text) {
    Matcher m = TEXT.matcher(text);
    Duration span = Duration.ZERO;
    if (m.matches()) {
      span = Duration.ofHours(number(m, 1)).plusMinutes(number(m, 2)).plusSeconds(number(m, 3));
    }
    if (span.isZero()) {
      throw new TypeConversionException("'" + text + "' is no time; write 90s, 20m or 1h30m");
    }
    return span;
  }

  private static long number(Matcher m, int group) {
    return m.group(group) == null ? 0 : Long.parseLong(m.group(group));
  }

  /** A time in words: {@code 45 s}, {@code 12 min}, {@code 2 h 5 min}. */
  static String words(Duration span) {
    if (span.toMinutes() == 0) {
      return span.toSeconds() + " s";
    }
    return span.toHours() == 0
        ? span.toMinutes() + " min"
        : span.toHours()
            + " h"
            + (span.toMinutesPart() == 0 ? "" : " " + span.toMinutesPart() + " min");
  }
}
