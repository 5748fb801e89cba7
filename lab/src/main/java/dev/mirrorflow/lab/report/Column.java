package dev.mirrorflow.lab.report;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One quantity of a row, as JSON, CSV and tables say it.
 *
 * @param json empty where JSON leaves it out
 * @param csv empty where CSV leaves it out
 * @param cell empty where tables leave it out
 */
record Column<R>(Optional<Field<R>> json, Optional<Field<R>> csv, Optional<Cell<R>> cell) {

  /**
   * What a file holds.
   *
   * @param name key or column
   * @param schema of its value, as JSON Schema says it
   * @param optional whether the key is left out where there is no value, the column where no row
   *     has one
   * @param value null where there is none
   */
  record Field<R>(
      String name, Map<String, Object> schema, boolean optional, Function<? super R, ?> value) {

    /** The same, whose key is left out where there is no value. */
    Field<R> left() {
      return new Field<>(name, schema, true, value);
    }

    Field<R> with(Function<? super R, ?> other) {
      return new Field<>(name, schema, optional, other);
    }

    <S> Field<S> of(Function<? super S, ? extends R> row) {
      return new Field<>(name, schema, optional, value.compose(row));
    }
  }

  /**
   * What a table shows.
   *
   * @param header of the column, for the first row
   * @param text of a row
   * @param shown the column is left out where this holds for no row
   * @param place columns of a lower one come first
   */
  record Cell<R>(
      Function<? super R, String> header,
      Function<? super R, String> text,
      Optional<Predicate<? super R>> shown,
      int place) {

    Cell<R> where(Predicate<? super R> test) {
      return new Cell<>(header, text, Optional.of(test), place);
    }

    Cell<R> at(int other) {
      return new Cell<>(header, text, shown, other);
    }

    <S> Cell<S> of(Function<? super S, ? extends R> row) {
      return new Cell<>(
          header.compose(row),
          text.compose(row),
          shown.map(test -> one -> test.test(row.apply(one))),
          place);
    }
  }

  Column<R> shown(Cell<R> other) {
    return new Column<>(json, csv, Optional.of(other));
  }

  /** The same of a larger row that holds this one. */
  <S> Column<S> of(Function<? super S, ? extends R> row) {
    return new Column<>(
        json.map(field -> field.of(row)),
        csv.map(field -> field.of(row)),
        cell.map(shown -> shown.of(row)));
  }
}
