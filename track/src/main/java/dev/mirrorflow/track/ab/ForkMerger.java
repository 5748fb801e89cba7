package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.BadDataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes JMH's JSON of many forks from that of single ones. Where a fork is missing on one side, its
 * partner on the other is left out too, so that the i-th forks of both sides are a pair.
 */
final class ForkMerger {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  /** JMH's entries by side, benchmark and round. */
  private final Map<Side, Map<String, TreeMap<Integer, JsonNode>>> entries =
      new EnumMap<>(Map.of(Side.A, new LinkedHashMap<>(), Side.B, new LinkedHashMap<>()));

  /**
   * Adds a fork.
   *
   * @throws BadDataException if the file is not JMH's JSON
   */
  void add(Slot slot, Path json) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new BadDataException(
          json + " is not JMH's JSON; remove it, and it is measured again", e);
    }
    for (JsonNode entry : root) {
      entries
          .get(slot.side())
          .computeIfAbsent(key(entry), k -> new TreeMap<>())
          .put(slot.round(), entry);
    }
  }

  private static String key(JsonNode entry) {
    Map<String, String> params = new TreeMap<>();
    entry.path("params").properties().forEach(p -> params.put(p.getKey(), p.getValue().asString()));
    return String.join(
        " ",
        entry.path("benchmark").asString(""),
        entry.path("mode").asString(""),
        entry.path("threads").toString(),
        params.toString());
  }

  /** JMH's JSON of a side. */
  byte[] json(Side side) {
    ArrayNode all = MAPPER.createArrayNode();
    entries
        .get(side)
        .forEach((key, byRound) -> {
          Set<Integer> rounds = new TreeSet<>(byRound.keySet());
          TreeMap<Integer, JsonNode> others = entries.get(side.other()).get(key);
          if (others != null) {
            rounds.retainAll(others.keySet());
          }
          if (!rounds.isEmpty()) {
            all.add(merge(rounds.stream().map(byRound::get).toList()));
          }
        });
    return MAPPER.writeValueAsBytes(all);
  }

  private static ObjectNode merge(List<JsonNode> forks) {
    ObjectNode merged = (ObjectNode) forks.get(0).deepCopy();
    merged.put("forks", forks.size());
    merged.set("primaryMetric", MergedMetric.of(metrics(forks, "primaryMetric")));
    ObjectNode secondary = MAPPER.createObjectNode();
    for (String name : forks.get(0).path("secondaryMetrics").propertyNames()) {
      List<JsonNode> same = new ArrayList<>();
      for (JsonNode fork : forks) {
        JsonNode metric = fork.path("secondaryMetrics").path(name);
        if (metric.isObject()) {
          same.add(metric);
        }
      }
      secondary.set(name, MergedMetric.of(same));
    }
    merged.set("secondaryMetrics", secondary);
    return merged;
  }

  private static List<JsonNode> metrics(List<JsonNode> forks, String name) {
    return forks.stream().map(f -> f.path(name)).toList();
  }
}
