package dev.mirrorflow.grid;

import dev.mirrorflow.error.BadDataException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cells that cover the square of δ = n/d and ρ = k/n, both from 0 to 1: size x size tiles, the cell
 * of each the nearest to its centre that whole n and k allow. Where n is small, tiles one above the
 * other share a cell, and the lowest have k = 0, which every method recovers.
 *
 * @param d number of features, at least 2
 * @param size tiles along each side, from 2 to d
 * @param trials problems tried in each cell
 * @param seed of all
 * @param tolerance the relative error up to which θ* is found
 */
public record PhaseDiagram(int d, int size, int trials, long seed, double tolerance) {

  /**
   * Checks the numbers.
   *
   * @throws BadDataException naming the one that is out of range
   */
  public PhaseDiagram {
    if (d < 2) {
      throw new BadDataException("a phase diagram needs 2 features or more, not " + d);
    }
    if (size < 2 || size > d) {
      throw new BadDataException(
          "the number of tiles along a side must be from 2 to d = " + d + ", not " + size);
    }
    PhaseCell _ = new PhaseCell(1, d, 0, trials, seed, tolerance);
  }

  /** The centre of a tile on either axis, counted from 0. */
  public double centre(int tile) {
    return (tile + 0.5) / size;
  }

  /** The cell of a tile: its column, along δ, and its row, along ρ. */
  public PhaseCell cell(int column, int row) {
    int n = Math.max(1, (int) Math.round(centre(column) * d));
    int k = (int) Math.round(centre(row) * n);
    return new PhaseCell(n, d, k, trials, seed, tolerance);
  }

  /** All cells, each once, by n and then k. */
  public List<PhaseCell> cells() {
    LinkedHashSet<PhaseCell> cells = new LinkedHashSet<>();
    for (int column = 0; column < size; column++) {
      for (int row = 0; row < size; row++) {
        cells.add(cell(column, row));
      }
    }
    return List.copyOf(cells);
  }

  /** The identity: SHA-256 of those of the cells, as 64 hexadecimal digits. */
  public String identity() {
    StringBuilder all = new StringBuilder("mirrorflow-diagram-1\n");
    cells().forEach(cell -> all.append(cell.identity()).append('\n'));
    return HexFormat.of().formatHex(GridPoint.sha256(all.toString()));
  }

  /**
   * Runs cells on threads of this process, those of many samples first, since they take longest.
   *
   * @param threads at least 1
   * @param finished takes each row as it is there, in no certain order, one at a time; what it
   *     throws ends the run and is thrown on
   * @throws InterruptedException if the calling thread is interrupted; the rows that were there
   *     have been taken
   * @throws BadDataException if threads is below 1 or the data do not fit in the heap
   */
  public static void run(List<PhaseCell> cells, int threads, Consumer<PhaseRow> finished)
      throws InterruptedException {
    List<TaskPool.Task<PhaseRow>> tasks =
        cells.reversed().stream()
            .<TaskPool.Task<PhaseRow>>map(
                cell -> (taker, cancelled) -> cell.run(cancelled).ifPresent(taker))
            .toList();
    new TaskPool(threads).run(tasks, finished);
  }

  /**
   * Where recovery ends among rows of one n: the mean over the trials of the largest k/n that is
   * recovered, ∫ rate dρ by trapezia (Spearman and Kärber's estimate of the point of one half).
   *
   * @param rows with the same n, in any order
   * @return NaN without rows
   */
  public static double transition(Collection<PhaseRow> rows) {
    List<PhaseRow> rising = new ArrayList<>(rows);
    rising.sort((a, b) -> Integer.compare(a.cell().k(), b.cell().k()));
    double mean = 0;
    double at = 0;
    double rate = rising.isEmpty() ? Double.NaN : 1;
    for (PhaseRow row : rising) {
      double next = row.cell().entriesPerSample();
      mean += (next - at) * (rate + row.rate()) / 2;
      at = next;
      rate = row.rate();
    }
    return mean + (1 - at) * rate;
  }
}
