package dev.mirrorflow.lab.grid;

import dev.mirrorflow.data.CsvWriter;
import dev.mirrorflow.data.Journal;
import dev.mirrorflow.grid.Grid;
import dev.mirrorflow.grid.GridEngine;
import dev.mirrorflow.grid.GridPoint;
import dev.mirrorflow.grid.GridRow;
import dev.mirrorflow.lab.report.JsonFile;
import dev.mirrorflow.lab.report.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A grid on its way: the rows that are there, each in the journal before it counts. */
public final class GridRun {

  private final JournaledRows<GridPoint, GridRow> rows;

  /**
   * Takes over the rows of the journal.
   *
   * @throws dev.mirrorflow.error.BadDataException if a record of the journal is no row of the grid
   */
  public GridRun(Grid grid, Optional<Journal> journal) {
    this.rows = new JournaledRows<>(grid.points(), journal, new Records());
  }

  /**
   * Runs the points whose rows are missing.
   *
   * @return false if it was interrupted
   */
  public boolean run(GridEngine engine) {
    List<GridPoint> missing = rows.missing();
    try (Progress progress = Progress.of("grid", missing.size())) {
      engine.run(
          missing,
          row -> {
            rows.add(row);
            progress.step();
          });
      return true;
    } catch (InterruptedException _) {
      return false;
    }
  }

  /** The rows that are there, in the order of the grid. */
  public List<GridRow> rows() {
    return rows.inOrder();
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
    JsonFile.writeLines(path, rows().stream().map(GridRow::cells).toList());
  }

  private static final class Records implements JournaledRows.Format<GridPoint, GridRow> {

    @Override
    public String identity(GridPoint point) {
      return point.identity();
    }

    @Override
    public String identityOf(String record) {
      return GridRow.identityOf(record);
    }

    @Override
    public GridPoint point(GridRow row) {
      return row.point();
    }

    @Override
    public String toRecord(GridRow row) {
      return row.toRecord();
    }

    @Override
    public GridRow ofRecord(GridPoint point, String record) {
      return GridRow.ofRecord(point, record);
    }
  }
}
