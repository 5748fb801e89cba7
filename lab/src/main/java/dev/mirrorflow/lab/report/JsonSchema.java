package dev.mirrorflow.lab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON Schema, draft 2020-12, of what {@link JsonFile} writes. */
final class JsonSchema {

  private JsonSchema() {}

  /** A value of this type, or null where there is none. */
  static Map<String, Object> orNull(String type) {
    return schema("type", List.of(type, "null"));
  }

  /** An array. */
  static Map<String, Object> array(Map<String, Object> items) {
    Map<String, Object> array = schema("type", "array");
    array.put("items", items);
    return array;
  }

  /** A list of numbers, null for those that are missing or infinite. */
  static Map<String, Object> numbers() {
    return array(orNull("number"));
  }

  static Map<String, Object> schema(String key, Object value) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put(key, value);
    return schema;
  }

  /** An object of these members and no others. */
  static <R> Map<String, Object> object(List<Column.Field<R>> fields) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (Column.Field<R> field : fields) {
      properties.put(field.name(), field.schema());
      if (!field.optional()) {
        required.add(field.name());
      }
      wordsBeside(field.schema()).ifPresent(words -> properties.put(field.name() + "Is", words));
    }
    Map<String, Object> object = schema("type", "object");
    object.put("properties", properties);
    object.put("required", required);
    object.put("additionalProperties", false);
    return object;
  }

  /** What {@link JsonFile} puts beside a number, or a list of numbers, that may be infinite. */
  private static Optional<Map<String, Object>> wordsBeside(Map<String, Object> schema) {
    Object number = orNull("number").get("type");
    if (number.equals(schema.get("type"))) {
      return Optional.of(schema("enum", List.of("infinite", "-infinite")));
    }
    return schema.get("items") instanceof Map<?, ?> items && number.equals(items.get("type"))
        ? Optional.of(schema("type", "string"))
        : Optional.empty();
  }
}
