package dev.mirrorflow.track.results;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * A value of a JSON file, read by Jackson's parser alone: the classes that bind JSON to objects
 * take longer to load than the parser takes to read a hundred benchmarks.
 *
 * @param value a Map or List of these, a String, Number or Boolean; null for null, and for what is
 *     not there
 */
record Json(Object value) {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private static final Json NOTHING = new Json(null);

  /** The file goes on where its value ends. */
  static final class MoreFollowsException extends StreamReadException {

    private static final long serialVersionUID = 1L;

    MoreFollowsException(JsonParser parser) {
      super(parser, "more follows");
    }
  }

  /**
   * The value in a file; empty if the file is.
   *
   * @throws tools.jackson.core.JacksonException if it is no JSON, or cannot be read
   */
  static Optional<Json> read(Path file) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), file)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return Optional.empty();
      }
      Json value = value(parser, first);
      if (parser.nextToken() != null) {
        throw new MoreFollowsException(parser);
      }
      return Optional.of(value);
    }
  }

  /** By a loop and not by recursion, which the compiler would unfold for longer than it runs. */
  private static Json value(JsonParser parser, JsonToken first) {
    Deque<Object> open = new ArrayDeque<>();
    JsonToken token = first;
    while (true) {
      if (token == JsonToken.START_OBJECT) {
        open.push(new LinkedHashMap<String, Json>());
      } else if (token == JsonToken.START_ARRAY) {
        open.push(new ArrayList<Json>());
      } else if (token != JsonToken.PROPERTY_NAME) {
        Json value = token.isStructEnd() ? new Json(open.pop()) : scalar(parser, token);
        if (open.isEmpty()) {
          return value;
        }
        add(open.peek(), parser.currentName(), value);
      }
      token = parser.nextToken();
    }
  }

  private static Json scalar(JsonParser parser, JsonToken token) {
    return switch (token) {
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? new Json(parser.getDoubleValue())
              : new Json(parser.getLongValue());
      case VALUE_NUMBER_FLOAT -> new Json(parser.getDoubleValue());
      case VALUE_STRING -> new Json(parser.getString());
      case VALUE_TRUE, VALUE_FALSE -> new Json(parser.getBooleanValue());
      default -> NOTHING;
    };
  }

  @SuppressWarnings("unchecked")
  private static void add(Object container, String name, Json value) {
    if (container instanceof List) {
      ((List<Json>) container).add(value);
    } else {
      ((Map<String, Json>) container).put(name, value);
    }
  }

  boolean isObject() {
    return value instanceof Map;
  }

  boolean isArray() {
    return value instanceof List;
  }

  boolean isNumber() {
    return value instanceof Number;
  }

  /** The field of an object; nothing if this is none, or has none of this name. */
  Json at(String field) {
    return fields().getOrDefault(field, NOTHING);
  }

  /** The element of an array; nothing if this is none, or is shorter. */
  Json at(int index) {
    return index < elements().size() ? elements().get(index) : NOTHING;
  }

  /** The fields of an object in the file's order; none if this is no object. */
  @SuppressWarnings("unchecked")
  Map<String, Json> fields() {
    return value instanceof Map ? (Map<String, Json>) value : Map.of();
  }

  /** The elements of an array; none if this is no array. */
  @SuppressWarnings("unchecked")
  List<Json> elements() {
    return value instanceof List ? (List<Json>) value : List.of();
  }

  /** A string, or a number or truth value in words; otherwise what is given. */
  String text(String otherwise) {
    return value == null || isObject() || isArray() ? otherwise : value.toString();
  }

  /** A number without what follows its point; otherwise what is given. */
  long number(long otherwise) {
    return value instanceof Number number ? number.longValue() : otherwise;
  }

  /** A number; NaN if this is none. */
  double number() {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
