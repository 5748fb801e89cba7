package dev.mirrorflow.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.LeastSquares;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GridTest {

  private static final StepRule STEP = new StepRule.FractionOfEdge(0.5);

  @Test
  void anIdentityIsTheHashOfWhatIsWritten() {
    GridPoint point = point(0.01, 3, GridMethod.SGD);
    assertEquals(
        "mirrorflow-point-1 alpha=0.01 seed=3 n=12 d=30 k=2 noise=0.0 method=sgd step=edge:0.5"
            + " batch=4 momentum=0.0 tolerance=1.0E-8 maxIterations=20000",
        point.canonical());
    // sha256sum of that line.
    assertEquals(
        "11e12ddf2d9fcd4095ca6be0957f16bc9fdd208783d8797fb1e8b7038bf5feae", point.identity());
    assertEquals(point.identity().substring(0, 16), String.format("%016x", point.ownSeed()));
  }

  @Test
  void whatAMethodHasNoUseForIsNoPartOfThePoint() {
    GridPoint limit =
        new GridPoint(1, 1, 12, 30, 2, 0, GridMethod.LIMIT, STEP, 4, 0.9, 1e-8, 20_000);
    assertEquals(limit, new GridPoint(1, 1, 12, 30, 2, 0, GridMethod.LIMIT, null, 0, 0.5, 1e-3, 5));
    assertNotEquals(
        point(1, 1, GridMethod.GD).identity(), point(1, 1, GridMethod.MOMENTUM).identity());
  }

  @Test
  void theSameRowsFromAnyThreadsPacksAndOrder() throws InterruptedException {
    List<GridPoint> points = grid();
    Map<GridPoint, String> one = run(points, 1);
    assertEquals(points.size(), one.size());
    assertEquals(one, run(points, 3));
    List<GridPoint> shuffled = new ArrayList<>(points);
    Collections.shuffle(shuffled, new Random(5));
    assertEquals(one, run(shuffled.subList(0, 40), 2, one));
    for (GridPoint alone : shuffled.subList(0, 8)) {
      assertEquals(one.get(alone), run(List.of(alone), 1).get(alone));
    }
  }

  @Test
  void rowsSurviveTheirRecords() throws InterruptedException {
    Set<String> statuses = new HashSet<>();
    new LocalGrid(2)
        .run(
            grid(),
            row -> {
              assertEquals(row, GridRow.ofRecord(row.point(), row.toRecord()));
              assertEquals(row.point().identity(), GridRow.identityOf(row.toRecord()));
              statuses.add(row.status());
            });
    assertEquals(Set.of("converged", "failed", "diverged", "budget"), statuses);
  }

  @Test
  void aPoisonedPointSaysWhyAndLeavesTheOthersAlone() throws InterruptedException {
    List<GridRow> rows = new ArrayList<>();
    new LocalGrid(1)
        .run(
            List.of(
                point(0.1, 1, GridMethod.GD),
                point(-1, 1, GridMethod.GD),
                point(-1, 1, GridMethod.LIMIT),
                new GridPoint(1, 1, 12, 30, 31, 0, GridMethod.GD, STEP, 0, 0, 1e-8, 100),
                new GridPoint(1, 1, 12, 1 << 30, 2, 0, GridMethod.GD, STEP, 0, 0, 1e-8, 100),
                new GridPoint(1, 1, 30, 12, 2, 1, GridMethod.LIMIT, STEP, 0, 0, 1e-8, 100)),
            rows::add);
    assertEquals(6, rows.size());
    // The first, and the limit of a y outside the range of X, which is that of its projection.
    assertEquals(2, rows.stream().filter(GridRow::converged).count());
    for (GridRow row : rows) {
      assertEquals(row.converged(), row.message().isEmpty());
      assertFalse(row.message().startsWith("unexpected"), row.message());
    }
  }

  @Test
  void theTestErrorIsTheMeanOverFreshSamples() throws InterruptedException {
    GridPoint point = new GridPoint(1, 4, 20, 40, 3, 0.5, GridMethod.GD, STEP, 0, 0, 1e-8, 20_000);
    List<GridRow> rows = new ArrayList<>();
    new LocalGrid(1).run(List.of(point), rows::add);
    double exact = rows.getFirst().measures().orElseThrow().testError();
    GridProblem problem = GridProblem.of(point);
    double[] theta = problem.thetaStar().clone();
    theta[0] += 0.7;
    int m = 20_000;
    Dataset fresh = SyntheticProblem.of(20, 40, 3, 4).withNoise(0.5).test(m);
    double mean = 2 * new LeastSquares(fresh.x(), fresh.y()).loss(theta);
    // A squared Gaussian of mean s has deviation √2 s.
    double expected = problem.measure(theta, 0).testError();
    assertEquals(0.7 * 0.7 + 0.25, expected, 1e-12);
    assertEquals(expected, mean, 5 * expected * Math.sqrt(2.0 / m));
    assertTrue(exact > 0.25);
  }

  @Test
  void aRefusedRowEndsTheRun() {
    assertThrows(
        BadDataException.class,
        () ->
            new LocalGrid(2)
                .run(
                    grid(),
                    _ -> {
                      throw new BadDataException("disk full");
                    }));
  }

  private static List<GridPoint> grid() {
    LinkedHashSet<GridPoint> points = new LinkedHashSet<>();
    for (long seed = 1; seed <= 2; seed++) {
      for (GridMethod method : GridMethod.values()) {
        for (double alpha : new double[] {0.01, 0.03, 0.1, 0.3, 1, -1}) {
          points.add(point(alpha, seed, method));
        }
      }
    }
    StepRule wild = new StepRule.Constant(50);
    points.add(new GridPoint(1, 1, 12, 30, 2, 0, GridMethod.GD, wild, 0, 0, 1e-8, 20_000));
    points.add(new GridPoint(1, 1, 12, 30, 2, 0, GridMethod.GD, STEP, 0, 0, 1e-8, 2));
    return new Grid(points).points();
  }

  private static GridPoint point(double alpha, long seed, GridMethod method) {
    return new GridPoint(alpha, seed, 12, 30, 2, 0, method, STEP, 4, 0.9, 1e-8, 20_000);
  }

  private static Map<GridPoint, String> run(List<GridPoint> points, int threads)
      throws InterruptedException {
    return run(points, threads, Map.of());
  }

  /** The records, besides those that are known already. */
  private static Map<GridPoint, String> run(
      List<GridPoint> points, int threads, Map<GridPoint, String> known)
      throws InterruptedException {
    Map<GridPoint, String> records = new HashMap<>(known);
    new LocalGrid(threads).run(points, row -> records.put(row.point(), row.toRecord()));
    return records;
  }
}
