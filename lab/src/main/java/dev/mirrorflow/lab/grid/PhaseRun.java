package dev.mirrorflow.lab.grid;

import dev.mirrorflow.data.Journal;
import dev.mirrorflow.grid.GridRow;
import dev.mirrorflow.grid.PhaseCell;
import dev.mirrorflow.grid.PhaseDiagram;
import dev.mirrorflow.grid.PhaseRow;
import dev.mirrorflow.lab.report.Progress;
import java.util.List;
import java.util.Optional;

/** A phase diagram on its way. */
public final class PhaseRun {

  private final JournaledRows<PhaseCell, PhaseRow> rows;

  /**
   * Takes over the rows of the journal.
   *
   * @throws dev.mirrorflow.error.BadDataException if a record of the journal is no row of the
   *     diagram
   */
  public PhaseRun(PhaseDiagram diagram, Optional<Journal> journal) {
    this.rows = new JournaledRows<>(diagram.cells(), journal, new Records());
  }

  /**
   * Runs the cells whose rows are missing.
   *
   * @return false if it was interrupted
   */
  public boolean run(int threads) {
    List<PhaseCell> missing = rows.missing();
    try (Progress progress = Progress.of("phase", missing.size())) {
      PhaseDiagram.run(
          missing,
          threads,
          row -> {
            rows.add(row);
            progress.step();
          });
      return true;
    } catch (InterruptedException _) {
      return false;
    }
  }

  /** The rows that are there, in the order of the cells. */
  public List<PhaseRow> rows() {
    return rows.inOrder();
  }

  private static final class Records implements JournaledRows.Format<PhaseCell, PhaseRow> {

    @Override
    public String identity(PhaseCell cell) {
      return cell.identity();
    }

    @Override
    public String identityOf(String record) {
      return GridRow.identityOf(record);
    }

    @Override
    public PhaseCell point(PhaseRow row) {
      return row.cell();
    }

    @Override
    public String toRecord(PhaseRow row) {
      return row.toRecord();
    }

    @Override
    public PhaseRow ofRecord(PhaseCell cell, String record) {
      return PhaseRow.ofRecord(cell, record);
    }
  }
}
