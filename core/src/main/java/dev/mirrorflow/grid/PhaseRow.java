package dev.mirrorflow.grid;

/**
 * What became of a cell. It depends on the cell alone, not on the thread nor on other cells.
 *
 * @param successes trials in which θ* was found
 * @param unsolved trials whose linear programme could not be certified
 */
public record PhaseRow(PhaseCell cell, int successes, int unsolved) {

  private static final String TAB = "\t";

  /** The part of the trials in which θ* was found, from 0 to 1. */
  public double rate() {
    return (double) successes / cell.trials();
  }

  /**
   * The row in one line, the cell's identity first, from which {@link #ofRecord} makes it again.
   */
  public String toRecord() {
    return cell.identity() + TAB + successes + TAB + unsolved;
  }

  /**
   * Reads a record.
   *
   * @param cell the one with the record's identity
   * @throws IllegalArgumentException if it is no record of a row of this cell
   */
  public static PhaseRow ofRecord(PhaseCell cell, String record) {
    String[] fields = record.split(TAB, -1);
    if (fields.length != 3 || !fields[0].equals(cell.identity())) {
      throw new IllegalArgumentException("no record of the cell " + cell.identity());
    }
    PhaseRow row = new PhaseRow(cell, Integer.parseInt(fields[1]), Integer.parseInt(fields[2]));
    if (row.successes < 0 || row.unsolved < 0 || row.successes + row.unsolved > cell.trials()) {
      throw new IllegalArgumentException("not a count of " + cell.trials() + " trials: " + record);
    }
    return row;
  }
}
