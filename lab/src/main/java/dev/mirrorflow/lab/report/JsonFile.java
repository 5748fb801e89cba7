package dev.mirrorflow.lab.report;

import dev.mirrorflow.file.TextFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes JSON: indented, in the order of the maps, with line feeds on every system. JSON has no
 * number for infinity: it is null, and a member beside it says so, {@code "loss": null, "lossIs":
 * "infinite"}; NaN is no value and null without a word.
 */
public final class JsonFile {

  private static final ObjectWriter COMPACT = JsonMapper.builder().build().writer();
  private static final ObjectWriter WRITER = COMPACT.with(printer());

  private JsonFile() {}

  /** The value, or null for NaN, where there is none. */
  public static Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /** The value, or null where there is none. */
  public static Double number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : null;
  }

  /** Writes the whole file or nothing; prints it under the name -. */
  public static void write(Path path, Map<String, Object> content) {
    byte[] bytes = (text(content) + "\n").getBytes(StandardCharsets.UTF_8);
    TextFile.write(path, out -> out.write(bytes));
  }

  /** Writes an object a line, all or nothing; prints them under the name -. */
  public static void writeLines(Path path, List<Map<String, Object>> objects) {
    TextFile.write(
        path,
        out -> {
          for (Map<String, Object> object : objects) {
            out.write((line(object) + "\n").getBytes(StandardCharsets.UTF_8));
          }
        });
  }

  /** The text, without a final line feed. */
  public static String text(Map<String, Object> content) {
    return WRITER.writeValueAsString(spoken(content));
  }

  /** The text on one line. */
  public static String line(Map<String, Object> content) {
    return COMPACT.writeValueAsString(spoken(content));
  }

  /** The object with a null, and a word beside it, for what is infinite. */
  private static Map<Object, Object> spoken(Map<?, ?> content) {
    Map<Object, Object> spoken = new LinkedHashMap<>();
    content.forEach((key, value) -> {
      spoken.put(key, plain(value));
      word(value).ifPresent(word -> spoken.put(key + "Is", word));
    });
    return spoken;
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Double number when !Double.isFinite(number) -> null;
      case Map<?, ?> map -> spoken(map);
      case List<?> list -> list.stream().map(JsonFile::plain).toArray();
      case null -> null;
      default -> value;
    };
  }

  /** What is infinite about a value; of a list, which of its numbers, from 0. */
  private static Optional<String> word(Object value) {
    if (value instanceof Double number && number.isInfinite()) {
      return Optional.of(number > 0 ? "infinite" : "-infinite");
    }
    if (value instanceof List<?> list) {
      String places =
          IntStream.range(0, list.size())
              .filter(i -> list.get(i) instanceof Double && word(list.get(i)).isPresent())
              .mapToObj(i -> word(list.get(i)).orElseThrow() + " at " + i)
              .collect(Collectors.joining(", "));
      return places.isEmpty() ? Optional.empty() : Optional.of(places);
    }
    return Optional.empty();
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
        .withObjectIndenter(indenter)
        .withArrayIndenter(indenter);
  }
}
