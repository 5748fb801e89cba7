package dev.mirrorflow.lab.grid;

import dev.mirrorflow.data.AtomicFile;
import dev.mirrorflow.data.CsvWriter;
import dev.mirrorflow.data.Journal;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.grid.Grid;
import dev.mirrorflow.grid.GridEngine;
import dev.mirrorflow.grid.GridPoint;
import dev.mirrorflow.grid.GridRow;
import dev.mirrorflow.lab.report.Progress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** A grid on its way: the rows that are there, each in the journal before it counts. */
public final class GridRun {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Grid grid;
  private final Optional<Journal> journal;
  private final Map<GridPoint, GridRow> rows = new HashMap<>();

  /**
   * Takes over the rows of the journal.
   *
   * @throws BadDataException if a record of the journal is no row of the grid
   */
  public GridRun(Grid grid, Optional<Journal> journal) {
    this.grid = grid;
    this.journal = journal;
    journal.ifPresent(this::takeOver);
  }

  private void takeOver(Journal journal) {
    Map<String, GridPoint> points = new HashMap<>();
    grid.points().forEach(point -> points.put(point.identity(), point));
    for (String record : journal.records()) {
      GridPoint point = points.get(GridRow.identityOf(record));
      try {
        rows.put(point, GridRow.ofRecord(Objects.requireNonNull(point), record));
      } catch (IllegalArgumentException | NullPointerException e) {
        throw new BadDataException(
            journal.path()
                + ": the journal holds a record that is no row of this grid; delete it and start"
                + " anew",
            e);
      }
    }
  }

  /**
   * Runs the points whose rows are missing.
   *
   * @return false if it was interrupted
   */
  public boolean run(GridEngine engine) {
    List<GridPoint> missing =
        grid.points().stream().filter(point -> !rows.containsKey(point)).toList();
    try (Progress progress = Progress.of("grid", missing.size())) {
      engine.run(
          missing,
          row -> {
            journal.ifPresent(open -> open.append(row.toRecord()));
            rows.put(row.point(), row);
            progress.step();
          });
      return true;
    } catch (InterruptedException _) {
      return false;
    }
  }

  /** The rows that are there, in the order of the grid. */
  public List<GridRow> rows() {
    return grid.points().stream().map(rows::get).filter(Objects::nonNull).toList();
  }

  /** Writes the rows as CSV, a line each; cells without a value stay empty. */
  public void writeCsv(Path path) {
    CsvWriter.write(
        path,
        List.copyOf(GridRow.COLUMNS.keySet()),
        rows().stream().map(row -> new ArrayList<>(row.cells().values())).toList());
  }

  /** Writes the rows as JSON lines, an object each; null where there is no value. */
  public void writeJsonLines(Path path) {
    AtomicFile.write(
        path,
        out -> {
          for (GridRow row : rows()) {
            out.write(
                (JSON.writeValueAsString(row.cells()) + "\n").getBytes(StandardCharsets.UTF_8));
          }
        });
  }
}
