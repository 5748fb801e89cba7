package dev.mirrorflow.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.asymptotics.RecoveryThreshold;
import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhaseDiagramTest {

  private static final double TOLERANCE = 1e-6;

  @Test
  void tilesHaveTheNearestCells() {
    PhaseDiagram diagram = new PhaseDiagram(40, 8, 3, 1, TOLERANCE);
    assertEquals(new PhaseCell(3, 40, 0, 3, 1, TOLERANCE), diagram.cell(0, 0));
    assertEquals(new PhaseCell(38, 40, 36, 3, 1, TOLERANCE), diagram.cell(7, 7));
    List<PhaseCell> cells = diagram.cells();
    assertEquals(cells.size(), new HashSet<>(cells).size());
    assertTrue(cells.size() < 64, "few samples have few k");
    for (int column = 0; column < 8; column++) {
      for (int row = 0; row < 8; row++) {
        PhaseCell cell = diagram.cell(column, row);
        assertTrue(cells.contains(cell));
        assertEquals(diagram.centre(column), cell.samplesPerFeature(), 0.5 / 40 + 1e-12);
        assertEquals(diagram.centre(row), cell.entriesPerSample(), 0.5 / cell.n() + 1e-12);
      }
    }
  }

  @Test
  void trialsAreSeededByTheCellAlone() {
    PhaseCell cell = new PhaseCell(10, 30, 3, 5, 1, TOLERANCE);
    assertEquals(cell.problem(2), new PhaseCell(10, 30, 3, 9, 1, 1e-3).problem(2));
    assertNotEquals(cell.problem(2).seed(), cell.problem(3).seed());
    assertNotEquals(
        cell.problem(2).seed(), new PhaseCell(10, 30, 4, 5, 1, TOLERANCE).problem(2).seed());
    assertNotEquals(
        cell.problem(2).seed(), new PhaseCell(10, 30, 3, 5, 2, TOLERANCE).problem(2).seed());
  }

  @Test
  void theSameRowsFromAnyThreadsAndOrder() throws InterruptedException {
    List<PhaseCell> cells = new PhaseDiagram(40, 10, 6, 1, TOLERANCE).cells();
    Map<PhaseCell, String> one = run(cells, 1);
    assertEquals(cells.size(), one.size());
    assertEquals(one, run(cells, 2));
    List<PhaseCell> shuffled = new ArrayList<>(cells);
    Collections.shuffle(shuffled, new Random(5));
    assertEquals(one, run(shuffled, 3));
    assertTrue(
        one.entrySet().stream()
                .map(entry -> PhaseRow.ofRecord(entry.getKey(), entry.getValue()).successes())
                .distinct()
                .count()
            > 4);
  }

  /**
   * The certified limit of the flow from a tiny α comes near θ* in as many trials as ℓ1 finds it,
   * but for one with a nearly tied interpolator: the distance falls as a power of α that is the
   * least slack of the dual.
   */
  @Test
  void theNetworkFromATinyStartRecoversTheSame() throws InterruptedException {
    PhaseDiagram diagram = new PhaseDiagram(40, 4, 5, 7, TOLERANCE);
    Map<PhaseCell, String> rows = run(diagram.cells(), 2);
    int between = 0;
    int tied = 0;
    for (PhaseCell cell : diagram.cells()) {
      PhaseRow row = PhaseRow.ofRecord(cell, rows.get(cell));
      int successes = 0;
      for (int trial = 0; trial < cell.trials(); trial++) {
        SyntheticProblem problem = cell.problem(trial);
        Dataset data = problem.training();
        double[] theta =
            cell.k() == 0
                ? new double[cell.d()]
                : new BregmanProjection(new LeastSquares(data.x(), data.y()))
                    .ofAlpha(1e-300)
                    .theta();
        successes += Norms.relativeDistance(theta, problem.thetaStar()) <= 0.05 ? 1 : 0;
      }
      tied += Math.abs(row.successes() - successes);
      between += successes % cell.trials() == 0 ? 0 : 1;
    }
    assertTrue(tied <= 1, tied + " trials differ");
    assertTrue(between > 0, "no cell is at the transition");
  }

  /** At d = 120 recovery ends within 0.03 of the curve, which is that of d → ∞. */
  @ParameterizedTest
  @ValueSource(ints = {24, 60, 96})
  void recoveryEndsAtTheCurve(int n) throws InterruptedException {
    int d = 120;
    double threshold = RecoveryThreshold.ofSamples((double) n / d);
    // Far from the threshold there is nothing to see.
    List<PhaseCell> cells =
        IntStream.rangeClosed(-4, 5)
            .mapToObj(i -> (int) Math.round((threshold + 0.05 * i) * n))
            .map(k -> new PhaseCell(n, d, k, 16, 1, TOLERANCE))
            .toList();
    List<PhaseRow> rows = new ArrayList<>();
    PhaseDiagram.run(cells, 2, rows::add);
    double transition = PhaseDiagram.transition(rows);
    assertEquals(threshold, transition, 0.03);
    assertEquals(1, Collections.max(rows, Comparator.comparingDouble(PhaseRow::rate)).rate());
    assertEquals(0, Collections.min(rows, Comparator.comparingDouble(PhaseRow::rate)).rate());
    assertEquals(0, rows.stream().mapToInt(PhaseRow::unsolved).sum());
  }

  @Test
  void theTransitionIsTheMeanOfThresholds() {
    PhaseCell half = new PhaseCell(20, 40, 10, 4, 1, TOLERANCE);
    PhaseCell most = new PhaseCell(20, 40, 15, 4, 1, TOLERANCE);
    assertEquals(
        0.625,
        PhaseDiagram.transition(List.of(new PhaseRow(most, 0, 0), new PhaseRow(half, 4, 0))));
    // Nothing beyond was tried.
    assertEquals(1, PhaseDiagram.transition(List.of(new PhaseRow(half, 4, 0))));
    assertTrue(Double.isNaN(PhaseDiagram.transition(List.of())));
  }

  @Test
  void squareDesignsAndZeroAreAlwaysRecovered() throws InterruptedException {
    List<PhaseCell> cells =
        List.of(
            new PhaseCell(20, 20, 20, 5, 1, TOLERANCE),
            new PhaseCell(20, 20, 11, 5, 1, TOLERANCE),
            new PhaseCell(3, 20, 0, 5, 1, TOLERANCE));
    PhaseDiagram.run(cells, 1, row -> assertEquals(1, row.rate(), row.toString()));
  }

  @Test
  void rowsSurviveTheirRecords() {
    PhaseRow row = new PhaseRow(new PhaseCell(10, 30, 3, 5, 1, TOLERANCE), 3, 1);
    assertEquals(row, PhaseRow.ofRecord(row.cell(), row.toRecord()));
    assertThrows(
        IllegalArgumentException.class,
        () -> PhaseRow.ofRecord(row.cell(), row.toRecord().replace("\t3\t", "\t6\t")));
    assertThrows(
        IllegalArgumentException.class,
        () -> PhaseRow.ofRecord(new PhaseCell(10, 30, 4, 5, 1, TOLERANCE), row.toRecord()));
  }

  @Test
  void badNumbersAreRefused() {
    assertThrows(BadDataException.class, () -> new PhaseDiagram(1, 2, 1, 1, TOLERANCE));
    assertThrows(BadDataException.class, () -> new PhaseDiagram(10, 11, 1, 1, TOLERANCE));
    assertThrows(BadDataException.class, () -> new PhaseDiagram(10, 5, 0, 1, TOLERANCE));
    assertThrows(BadDataException.class, () -> new PhaseDiagram(10, 5, 1, 1, Double.NaN));
    assertThrows(BadDataException.class, () -> PhaseDiagram.run(List.of(), 0, _ -> {}));
  }

  private static Map<PhaseCell, String> run(List<PhaseCell> cells, int threads)
      throws InterruptedException {
    Map<PhaseCell, String> records = new HashMap<>();
    PhaseDiagram.run(cells, threads, row -> records.put(row.cell(), row.toRecord()));
    return records;
  }
}
