package dev.mirrorflow.track.ab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The parameters of a method that a fork was started with and of which JMH reports nothing, since
 * they made it crash: JMH's log names each start.
 */
final class LostParameters {

  private static final String BENCHMARK = "# Benchmark: ";
  private static final String PARAMETERS = "# Parameters: (";

  private final List<String> names;
  private final Pattern values;

  /** The parameters in the order of the log, which is that of JMH's JSON. */
  private LostParameters(List<String> names) {
    this.names = names;
    values =
        Pattern.compile(
            names.stream()
                .map(name -> Pattern.quote(name) + " = (.*)")
                .collect(Collectors.joining(", ")),
            Pattern.DOTALL);
  }

  /**
   * Of one fork.
   *
   * @param log JMH's
   * @param entries what JMH reported of the fork; one at least
   * @return values by name; none of a method without parameters that lost one of its modes
   */
  static List<SortedMap<String, String>> of(String method, String log, List<JsonNode> entries) {
    LostParameters text =
        new LostParameters(List.copyOf(entries.get(0).path("params").propertyNames()));
    Map<SortedMap<String, String>, Integer> open = new HashMap<>();
    List<String> lines = log.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals(BENCHMARK + method)) {
        String next = i + 1 < lines.size() ? lines.get(i + 1) : "";
        text.parameters(next).ifPresent(parameters -> open.merge(parameters, 1, Integer::sum));
      }
    }
    entries.forEach(entry -> open.merge(parameters(entry), -1, Integer::sum));
    List<SortedMap<String, String>> lost = new ArrayList<>();
    open.forEach((parameters, count) -> {
      if (count > 0) {
        lost.add(parameters);
      }
    });
    return lost;
  }

  private Optional<SortedMap<String, String>> parameters(String line) {
    SortedMap<String, String> parameters = new TreeMap<>();
    if (!line.startsWith(PARAMETERS) || !line.endsWith(")")) {
      return names.isEmpty() ? Optional.of(parameters) : Optional.empty();
    }
    Matcher matcher = values.matcher(line.substring(PARAMETERS.length(), line.length() - 1));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    for (int n = 0; n < names.size(); n++) {
      parameters.put(names.get(n), matcher.group(n + 1));
    }
    return Optional.of(parameters);
  }

  private static SortedMap<String, String> parameters(JsonNode entry) {
    SortedMap<String, String> parameters = new TreeMap<>();
    entry
        .path("params")
        .properties()
        .forEach(p -> parameters.put(p.getKey(), p.getValue().asString()));
    return parameters;
  }
}
