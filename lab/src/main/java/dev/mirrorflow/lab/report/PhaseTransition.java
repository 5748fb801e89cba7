package dev.mirrorflow.lab.report;

import dev.mirrorflow.asymptotics.RecoveryThreshold;
import dev.mirrorflow.grid.PhaseDiagram;
import dev.mirrorflow.grid.PhaseRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where recovery ends at one number of samples.
 *
 * @param n number of samples
 * @param samplesPerFeature n/d
 * @param threshold k/n on the curve of d → ∞
 * @param measured k/n at which half of the trials succeed
 * @param trials how many there were
 * @param unsolved how many of them have no certified solution
 */
record PhaseTransition(
    int n, double samplesPerFeature, double threshold, double measured, int trials, int unsolved) {

  /** One for each n of the rows, rising. */
  static List<PhaseTransition> of(List<PhaseRow> rows) {
    Map<Integer, List<PhaseRow>> columns = new TreeMap<>();
    rows.forEach(row -> columns.computeIfAbsent(row.cell().n(), _ -> new ArrayList<>()).add(row));
    return columns.values().stream().map(PhaseTransition::ofColumn).toList();
  }

  double difference() {
    return measured - threshold;
  }

  private static PhaseTransition ofColumn(List<PhaseRow> column) {
    double share = column.getFirst().cell().samplesPerFeature();
    return new PhaseTransition(
        column.getFirst().cell().n(),
        share,
        RecoveryThreshold.ofSamples(share),
        PhaseDiagram.transition(column),
        column.stream().mapToInt(row -> row.cell().trials()).sum(),
        column.stream().mapToInt(PhaseRow::unsolved).sum());
  }
}
