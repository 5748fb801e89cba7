package dev.mirrorflow.lab.report;

import dev.mirrorflow.data.CsvWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What there is to say on rows of one kind, declared once by {@link Declaration}: the columns of
 * their table and CSV file, the members of their JSON objects, and the schema of these. A whole
 * JSON file is the object of one row, the report.
 */
public final class Columns<R> {

  private final List<Column<R>> columns;

  Columns(List<Column<R>> columns) {
    this.columns = List.copyOf(columns);
  }

  List<Column<R>> list() {
    return columns;
  }

  /** Those of a larger row that holds one of these. */
  <S> Columns<S> of(Function<? super S, ? extends R> row) {
    return new Columns<>(columns.stream().map(column -> column.<S>of(row)).toList());
  }

  /** The same, left out of tables and CSV. */
  Columns<R> inJsonAlone() {
    return new Columns<>(
        columns.stream()
            .map(column -> new Column<>(column.json(), Optional.empty(), Optional.empty()))
            .toList());
  }

  /** The JSON object of a row. */
  public Map<String, Object> json(R row) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (Column<R> column : columns) {
      column
          .json()
          .ifPresent(field -> {
            Object value = field.value().apply(row);
            if (value != null || !field.optional()) {
              json.put(field.name(), value);
            }
          });
    }
    return json;
  }

  /** Prints the rows as a table. */
  void print(List<R> rows, PrintWriter out) {
    List<Column.Cell<R>> shown =
        columns.stream()
            .flatMap(column -> column.cell().stream())
            .filter(cell -> cell.shown().isEmpty() || rows.stream().anyMatch(cell.shown().get()))
            .sorted(Comparator.comparingInt(Column.Cell::place))
            .toList();
    Table table =
        new Table(
            shown.stream()
                .map(cell -> cell.header().apply(rows.isEmpty() ? null : rows.getFirst()))
                .toList());
    for (R row : rows) {
      table.add(shown.stream().map(cell -> cell.text().apply(row)).toList());
    }
    table.print(out);
  }

  /** Writes a line for each row; cells without a value stay empty. */
  void write(List<R> rows, Path path) {
    List<Column.Field<R>> fields =
        columns.stream()
            .map(Column::csv)
            .flatMap(Optional::stream)
            .filter(field ->
                !field.optional()
                    || rows.stream().anyMatch(row -> field.value().apply(row) != null))
            .toList();
    List<List<Object>> lines = new ArrayList<>();
    for (R row : rows) {
      List<Object> line = new ArrayList<>();
      fields.forEach(field -> line.add(field.value().apply(row)));
      lines.add(line);
    }
    CsvWriter.write(path, fields.stream().map(Column.Field::name).toList(), lines);
  }

  /** The JSON Schema of the objects. */
  public Map<String, Object> schema() {
    List<Column.Field<R>> fields =
        columns.stream().map(Column::json).flatMap(Optional::stream).toList();
    return JsonSchema.object(fields);
  }
}
