package dev.mirrorflow.track.ab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Options that the user gives for JMH. They are looked at before anything is built, so that what
 * JMH would refuse, or what the run sets itself, costs no minutes.
 */
final class JmhOptions {

  private static final Pattern ANY = Pattern.compile(".*", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern THREADS = Pattern.compile("\\d+|max");

  /** Those that take a value, and which values, as in JMH 1.37. */
  private static final Map<String, Pattern> VALUES = new HashMap<>();

  static {
    for (String name : List.of("bs", "f", "i", "opi", "wbs", "wf", "wi")) {
      VALUES.put(name, NUMBER);
    }
    VALUES.put("t", THREADS);
    for (String name :
        List.of(
            "bm",
            "e",
            "foe",
            "gc",
            "jvm",
            "jvmArgs",
            "jvmArgsAppend",
            "jvmArgsPrepend",
            "o",
            "p",
            "prof",
            "r",
            "rf",
            "rff",
            "si",
            "tg",
            "to",
            "tu",
            "v",
            "w",
            "wm",
            "wmb")) {
      VALUES.put(name, ANY);
    }
  }

  /** What JMH would do in place of measuring. */
  private static final List<String> LISTS = List.of("h", "l", "lp", "lprof", "lrf");

  private static final Map<String, String> OURS =
      Map.of(
          "f", "set the number of forks with --forks, not with JMH's -f",
          "o", "JMH's -rff and -o are set here; --output names the folder",
          "rff", "JMH's -rff and -o are set here; --output names the folder",
          "rf", "JMH's -rf is set here: the results are JSON");

  private JmhOptions() {}

  /** What is wrong with the options, in one line; empty if nothing is. */
  static Optional<String> problem(List<String> words) {
    for (int w = 0; w < words.size(); w++) {
      String word = words.get(w);
      if (!word.startsWith("-") || word.equals("-")) {
        return Optional.of("name the benchmarks with --include, not after --: " + word);
      }
      Option option = Option.of(word);
      if (LISTS.contains(option.name())) {
        return Optional.of("JMH's " + word + " measures nothing; leave it out");
      }
      if (OURS.containsKey(option.name())) {
        return Optional.of(OURS.get(option.name()));
      }
      if (!VALUES.containsKey(option.name())) {
        return Optional.of("JMH does not understand its options: there is no " + word);
      }
      boolean isNext = option.value().isEmpty();
      if (isNext && w + 1 == words.size()) {
        return Optional.of("JMH does not understand its options: " + word + " needs a value");
      }
      String value = isNext ? words.get(++w) : option.value().get();
      if (!VALUES.get(option.name()).matcher(value).matches()) {
        return Optional.of("JMH does not understand its options: " + word + " of '" + value + "'");
      }
    }
    return Optional.empty();
  }

  /** The options that set how long iterations are, of those that have no problem. */
  static List<String> timesOf(List<String> words) {
    List<String> times = new ArrayList<>();
    for (int w = 0; w < words.size(); w++) {
      Option option = Option.of(words.get(w));
      if (option.name().equals("w") || option.name().equals("r")) {
        times.add(option.name());
      }
      w += option.value().isEmpty() ? 1 : 0;
    }
    return times;
  }

  /**
   * An option taken apart: {@code -f 3}, {@code -f=3}, {@code --f=3} and {@code -f3} are one.
   *
   * @param value if it is part of the word
   */
  private record Option(String name, Optional<String> value) {

    static Option of(String word) {
      String text = word.replaceFirst("^--?", "");
      int equals = text.indexOf('=');
      if (equals >= 0) {
        return new Option(text.substring(0, equals), Optional.of(text.substring(equals + 1)));
      }
      boolean isWhole = VALUES.containsKey(text) || LISTS.contains(text);
      return isWhole || text.length() < 2 || !VALUES.containsKey(text.substring(0, 1))
          ? new Option(text, Optional.empty())
          : new Option(text.substring(0, 1), Optional.of(text.substring(1)));
    }
  }
}
