package dev.mirrorflow.lab.grid;

import dev.mirrorflow.data.Journal;
import dev.mirrorflow.error.BadDataException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The rows of a job as they come, each in the journal before it counts.
 *
 * @param <P> what has one row each
 * @param <R> a row
 */
final class JournaledRows<P, R> {

  /** How rows are written to the journal. */
  interface Format<P, R> {

    String identity(P point);

    /** The identity of the point whose row a record is. */
    String identityOf(String record);

    P point(R row);

    String toRecord(R row);

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException if it is no record of a row of this point
     */
    R ofRecord(P point, String record);
  }

  private final List<P> points;
  private final Optional<Journal> journal;
  private final Format<P, R> format;
  private final Map<P, R> rows = new HashMap<>();

  /**
   * Takes over the rows of the journal.
   *
   * @throws BadDataException if a record of the journal is no row of a point
   */
  JournaledRows(List<P> points, Optional<Journal> journal, Format<P, R> format) {
    this.points = points;
    this.journal = journal;
    this.format = format;
    journal.ifPresent(this::takeOver);
  }

  private void takeOver(Journal journal) {
    Map<String, P> byIdentity = new HashMap<>();
    points.forEach(point -> byIdentity.put(format.identity(point), point));
    for (String record : journal.records()) {
      P point = byIdentity.get(format.identityOf(record));
      try {
        rows.put(point, format.ofRecord(Objects.requireNonNull(point), record));
      } catch (IllegalArgumentException | NullPointerException e) {
        throw new BadDataException(
            journal.path()
                + ": the journal holds a record that is no row of this job; delete it and start"
                + " anew",
            e);
      }
    }
  }

  /** The points without a row, in their order. */
  List<P> missing() {
    return points.stream().filter(point -> !rows.containsKey(point)).toList();
  }

  /** Keeps a row. */
  void add(R row) {
    journal.ifPresent(open -> open.append(format.toRecord(row)));
    rows.put(format.point(row), row);
  }

  /** The rows that are there, in the order of the points. */
  List<R> inOrder() {
    return points.stream().map(rows::get).filter(Objects::nonNull).toList();
  }
}
