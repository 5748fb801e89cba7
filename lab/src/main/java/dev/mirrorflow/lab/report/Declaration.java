package dev.mirrorflow.lab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * Declares what there is to say on rows of one kind. A quantity is named by its key in JSON, of
 * which the name in CSV is the snake case, and by what it means, for the schema; it is in JSON and
 * CSV, in that order, unless it is said otherwise, and in tables where it has a header. What is
 * said without a name is on the quantity declared last.
 */
final class Declaration<R> {

  private final List<Column<R>> columns = new ArrayList<>();

  /** What was declared. */
  Columns<R> columns() {
    return new Columns<>(columns);
  }

  /** What every JSON file begins with: its format and what computed it. */
  Declaration<R> format(String name) {
    return add("format", Map.of("const", name), _ -> name).environment();
  }

  /** What computed the results. */
  Declaration<R> environment() {
    return row("environment", "what computed the results", Environment.COLUMNS, _ -> "");
  }

  /** A number; NaN where there is none. */
  Declaration<R> number(String key, String meaning, ToDoubleFunction<? super R> value) {
    return add(
        key,
        described(meaning, JsonSchema.orNull("number")),
        row -> JsonFile.number(value.applyAsDouble(row)));
  }

  /** The same, which tables show: a header and, behind its last space, the format. */
  Declaration<R> number(
      String key, String meaning, ToDoubleFunction<? super R> value, String shown) {
    return number(key, meaning, value).shown(header(shown), formatted(shown, value));
  }

  /** A whole number. */
  Declaration<R> count(String key, String meaning, ToLongFunction<? super R> value) {
    return whole(key, meaning, value::applyAsLong);
  }

  /** The same, shown in tables. */
  Declaration<R> count(String key, String meaning, ToLongFunction<? super R> value, String header) {
    return count(key, meaning, value).shown(header, row -> Long.toString(value.applyAsLong(row)));
  }

  /** A whole number, null where there is none. */
  Declaration<R> whole(String key, String meaning, Function<? super R, ? extends Number> value) {
    return add(key, described(meaning, JsonSchema.orNull("integer")), value);
  }

  /** A text; null or empty where there is none. */
  Declaration<R> text(String key, String meaning, Function<? super R, String> value) {
    return add(
        key,
        described(meaning, JsonSchema.orNull("string")),
        row -> {
          String text = value.apply(row);
          return text == null || text.isEmpty() ? null : text;
        });
  }

  /** True or false. */
  Declaration<R> flag(String key, String meaning, Predicate<? super R> value) {
    return add(key, described(meaning, JsonSchema.schema("type", "boolean")), value::test);
  }

  /** Numbers, null for one that is missing; not in CSV. */
  Declaration<R> numbers(String key, String meaning, Function<? super R, ?> value) {
    return add(key, described(meaning, JsonSchema.numbers()), value).notInCsv();
  }

  /** Coordinates, or lists of other whole numbers; in CSV separated by spaces. */
  Declaration<R> coordinates(String key, String meaning, Function<? super R, int[]> value) {
    Map<String, Object> items = JsonSchema.schema("type", "integer");
    return add(key, described(meaning, JsonSchema.array(items)), value)
        .inCsvAs(row -> CoordinateList.words(value.apply(row)));
  }

  /** Lists of whole numbers; not in CSV. */
  Declaration<R> lists(String key, String meaning, Function<? super R, List<int[]>> value) {
    Map<String, Object> items = JsonSchema.array(JsonSchema.schema("type", "integer"));
    return add(key, described(meaning, JsonSchema.array(items)), value).notInCsv();
  }

  /** Texts; not in CSV. */
  Declaration<R> texts(String key, String meaning, Function<? super R, List<String>> value) {
    Map<String, Object> items = JsonSchema.schema("type", "string");
    return add(key, described(meaning, JsonSchema.array(items)), value).notInCsv();
  }

  /** An object whose members depend on the options; not in CSV. */
  Declaration<R> options(
      String key, String meaning, Function<? super R, Map<String, Object>> value) {
    return add(key, described(meaning, JsonSchema.schema("type", "object")), value).notInCsv();
  }

  /** An object, null where there is none; not in CSV. */
  <S> Declaration<R> row(
      String key, String meaning, Columns<S> columns, Function<? super R, ? extends S> value) {
    Map<String, Object> schema = new LinkedHashMap<>(columns.schema());
    schema.put("type", List.of("object", "null"));
    return add(
            key,
            described(meaning, schema),
            row -> {
              S object = value.apply(row);
              return object == null ? null : columns.json(object);
            })
        .notInCsv();
  }

  /** A list of objects, null where there is none; not in CSV. */
  <S> Declaration<R> rows(
      String key,
      String meaning,
      Columns<S> columns,
      Function<? super R, ? extends List<S>> value) {
    return add(
            key,
            described(meaning, JsonSchema.array(columns.schema())),
            row -> {
              List<S> list = value.apply(row);
              return list == null ? null : list.stream().map(columns::json).toList();
            })
        .notInCsv();
  }

  /** All that is declared on rows of another kind, of which this row has one. */
  <S> Declaration<R> all(Columns<S> others, Function<? super R, ? extends S> row) {
    columns.addAll(others.<R>of(row).list());
    return this;
  }

  /** A column that is in tables alone. */
  Declaration<R> cell(String header, Function<? super R, String> text) {
    columns.add(new Column<>(Optional.empty(), Optional.empty(), Optional.empty()));
    return shown(header, text);
  }

  /** The same of a number: a header and, behind its last space, the format. */
  Declaration<R> value(String shown, ToDoubleFunction<? super R> value) {
    return cell(header(shown), formatted(shown, value));
  }

  /** Tables show the value under this header, a dash where there is none. */
  Declaration<R> shown(String header) {
    Function<? super R, ?> value = columns.getLast().json().orElseThrow().value();
    return shown(header, row -> Objects.toString(value.apply(row), null));
  }

  /** Tables show this text for it, a dash for null. */
  Declaration<R> shown(String header, Function<? super R, String> text) {
    return shown(_ -> header, text);
  }

  /** The same under a header that depends on the report, of which a row has to know. */
  Declaration<R> shown(Function<? super R, String> header, Function<? super R, String> text) {
    Function<R, String> cell = row -> Objects.requireNonNullElse(text.apply(row), Table.MISSING);
    return change(c -> c.shown(new Column.Cell<>(header, cell, Optional.empty(), 0)));
  }

  /** Tables leave the column out unless some row has a value. */
  Declaration<R> whereAny() {
    Function<? super R, ?> value = columns.getLast().json().orElseThrow().value();
    return where(row -> value.apply(row) != null);
  }

  /** Tables leave the column out unless this holds for some row. */
  Declaration<R> where(Predicate<? super R> test) {
    return change(c -> c.shown(c.cell().orElseThrow().where(test)));
  }

  /** Tables have the column before all others. */
  Declaration<R> first() {
    return change(c -> c.shown(c.cell().orElseThrow().at(-1)));
  }

  /** Tables have the column behind all others. */
  Declaration<R> last() {
    return change(c -> c.shown(c.cell().orElseThrow().at(1)));
  }

  /** JSON leaves the key out where there is no value. */
  Declaration<R> optional() {
    return change(c -> new Column<>(c.json().map(Column.Field::left), c.csv(), c.cell()));
  }

  /** JSON leaves the key out where there is no value, and CSV the column where no row has one. */
  Declaration<R> askedFor() {
    return change(c ->
        new Column<>(c.json().map(Column.Field::left), c.csv().map(Column.Field::left), c.cell()));
  }

  Declaration<R> notInJson() {
    return change(c -> new Column<>(Optional.empty(), c.csv(), c.cell()));
  }

  Declaration<R> notInCsv() {
    return change(c -> new Column<>(c.json(), Optional.empty(), c.cell()));
  }

  /** CSV has this instead of the value. */
  private Declaration<R> inCsvAs(Function<? super R, ?> value) {
    return change(c -> new Column<>(c.json(), c.csv().map(f -> f.with(value)), c.cell()));
  }

  private Declaration<R> change(UnaryOperator<Column<R>> change) {
    columns.add(change.apply(columns.removeLast()));
    return this;
  }

  private Declaration<R> add(String key, Map<String, Object> schema, Function<? super R, ?> value) {
    String name = key.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    columns.add(
        new Column<>(
            Optional.of(new Column.Field<>(key, schema, false, value)),
            Optional.of(new Column.Field<>(name, schema, false, value)),
            Optional.empty()));
    return this;
  }

  private static String header(String shown) {
    return shown.substring(0, shown.lastIndexOf(' '));
  }

  private static <R> Function<R, String> formatted(
      String shown, ToDoubleFunction<? super R> value) {
    String format = shown.substring(shown.lastIndexOf(' ') + 1);
    return row -> Table.cell(format, value.applyAsDouble(row));
  }

  private static Map<String, Object> described(String meaning, Map<String, Object> schema) {
    Map<String, Object> described = JsonSchema.schema("description", meaning);
    described.putAll(schema);
    return described;
  }
}
