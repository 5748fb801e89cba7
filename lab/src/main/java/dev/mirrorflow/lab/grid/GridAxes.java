package dev.mirrorflow.lab.grid;

import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.OneLine;
import dev.mirrorflow.grid.GridMethod;
import dev.mirrorflow.lab.input.AlphasConverter;
import dev.mirrorflow.lab.input.StepRuleConverter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.JsonNode;

/** The members of a grid file as values, with complaints that name the file and the member. */
record GridAxes(Path path, JsonNode root) {

  private static final int LONGEST_EXCERPT = 60;

  boolean has(String name) {
    return root.has(name);
  }

  /** Whole numbers; a text LO:HI stands for all from LO to HI. */
  List<Long> longs(String name, long otherwise) {
    return values(name, List.of(otherwise), this::wholeNumbers);
  }

  /** As {@link #longs}, within the integers; empty for a member that must be there. */
  List<Integer> integers(String name, OptionalInt otherwise) {
    List<Integer> values = new ArrayList<>();
    List<Long> wholes =
        values(
            name,
            otherwise.isPresent() ? List.of((long) otherwise.getAsInt()) : List.of(),
            this::wholeNumbers);
    for (long value : wholes) {
      if (value != (int) value) {
        throw bad(name, "must be below 2^31, not " + value);
      }
      values.add((int) value);
    }
    return values;
  }

  List<Double> doubles(String name, double otherwise) {
    return values(name, List.of(otherwise), node -> List.of(number(name, node)));
  }

  /** A text is a range LO:HI:COUNT, equally spaced in log α. */
  List<Double> alphas(String name) {
    return values(
        name,
        List.of(),
        node ->
            node.isString()
                ? Arrays.stream(
                        converted(name, () -> new AlphasConverter().convert(word(name, node)))
                            .values())
                    .boxed()
                    .toList()
                : List.of(number(name, node)));
  }

  List<GridMethod> methods(String name) {
    return values(
        name,
        List.of(GridMethod.GD),
        node -> {
          for (GridMethod method : GridMethod.values()) {
            if (node.isString() && node.asString().equals(method.toString())) {
              return List.of(method);
            }
          }
          throw bad(name, "must be one of " + Arrays.toString(GridMethod.values()));
        });
  }

  List<StepRule> steps(String name) {
    return values(
        name,
        List.of(new StepRule.FractionOfEdge(0.5)),
        node -> {
          return List.of(converted(name, () -> new StepRuleConverter().convert(word(name, node))));
        });
  }

  /** The value of a member that is no axis. */
  <T> T setting(String name, List<T> values) {
    if (values.size() != 1) {
      throw bad(name, "is no axis but one number for all points; give one, or several grids");
    }
    return values.getFirst();
  }

  /** Refuses a product that is too large, before it is made. */
  void requireAtMost(long most, List<?>... axes) {
    double points = 1;
    for (List<?> axis : axes) {
      points *= axis.size();
    }
    if (points > most) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: the grid has %.4g points, more than %d; divide it into several files",
              path,
              points,
              most));
    }
  }

  static String quoted(String text) {
    String line = OneLine.of(text);
    return "'"
        + (line.length() <= LONGEST_EXCERPT ? line : line.substring(0, LONGEST_EXCERPT) + "...")
        + "'";
  }

  /** The text of a number or of a string, which is not so long that it would fill the screen. */
  private String word(String name, JsonNode node) {
    String text = node.isNumber() || node.isString() ? node.asString() : node.toString();
    if (text.length() > LONGEST_EXCERPT) {
      throw bad(name, "cannot be " + quoted(text) + ", see mirrorflow grid --help");
    }
    return text;
  }

  private List<Long> wholeNumbers(JsonNode node) {
    if (node.isString() && node.asString().matches("\\d{1,9}:\\d{1,9}")) {
      String[] parts = node.asString().split(":", -1);
      long lo = Long.parseLong(parts[0]);
      long hi = Long.parseLong(parts[1]);
      if (lo <= hi && hi - lo < 1_000_000) {
        return LongStream.rangeClosed(lo, hi).boxed().toList();
      }
    }
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw new TypeConversionException(
          "must be a whole number or a range such as \"1:50\", not " + quoted(node.toString()));
    }
    return List.of(node.asLong());
  }

  private double number(String name, JsonNode node) {
    if (!node.isNumber() || !Double.isFinite(node.asDouble())) {
      throw bad(name, "must be a number, not " + quoted(node.toString()));
    }
    return node.asDouble();
  }

  private <T> List<T> values(String name, List<T> otherwise, Function<JsonNode, List<T>> read) {
    JsonNode member = root.get(name);
    if (member == null) {
      if (otherwise.isEmpty()) {
        throw bad(name, "is missing; give a value or a list of values");
      }
      return otherwise;
    }
    List<T> values = new ArrayList<>();
    Iterable<JsonNode> nodes = member.isArray() ? member : List.of(member);
    for (JsonNode node : nodes) {
      values.addAll(converted(name, () -> read.apply(node)));
      if (values.size() > GridFile.MOST_POINTS) {
        throw bad(name, "has more than " + GridFile.MOST_POINTS + " values; divide the grid");
      }
    }
    if (values.isEmpty()) {
      throw bad(name, "is an empty list; give at least one value");
    }
    return values;
  }

  private <T> T converted(String name, Supplier<T> conversion) {
    try {
      return conversion.get();
    } catch (TypeConversionException e) {
      throw bad(name, e.getMessage().replaceFirst("^" + name + " ", ""));
    }
  }

  private BadDataException bad(String name, String what) {
    return new BadDataException(path + ": " + name + " " + what);
  }
}
