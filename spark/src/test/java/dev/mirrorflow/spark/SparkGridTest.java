package dev.mirrorflow.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.grid.Grid;
import dev.mirrorflow.grid.GridEngine;
import dev.mirrorflow.grid.GridMethod;
import dev.mirrorflow.grid.GridPoint;
import dev.mirrorflow.grid.GridRow;
import dev.mirrorflow.grid.LocalGrid;
import dev.mirrorflow.lab.grid.EngineFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same rows from the local engine, from local Spark and from a cluster, a killed executor or
 * not.
 */
class SparkGridTest {

  private static final List<GridPoint> POINTS = points();

  private static List<String> expected;

  @TempDir private Path folder;

  @BeforeAll
  static void local() throws Exception {
    // What a folder must hold to be Spark's home, besides jars/.
    Files.writeString(Path.of(System.getenv("SPARK_HOME"), "RELEASE"), "");
    expected = records(new LocalGrid(1), _ -> {});
    assertEquals(expected, records(new LocalGrid(2), _ -> {}));
    assertTrue(expected.stream().anyMatch(record -> record.contains("\tfailed\t")));
    assertTrue(expected.stream().anyMatch(record -> record.contains("\tdiverged\t")));
  }

  @Test
  void oneThread() throws Exception {
    assertEquals(expected, onSpark("local[1]", _ -> {}));
  }

  @Test
  void twoThreadsAndParquet() throws Exception {
    Path parquet = folder.resolve("rows é.parquet");
    List<GridRow> rows = new ArrayList<>();
    try (EngineFactory.Engine spark = new SparkEngineFactory().start("local[2]")) {
      assertEquals(expected, records(spark, rows::add));
      spark.writeParquet(rows, parquet);
      List<Row> read = SparkSession.active().read().parquet(parquet.toString()).collectAsList();
      assertEquals(rows.size(), read.size());
      for (int i = 0; i < rows.size(); i++) {
        List<Object> cells = new ArrayList<>(rows.get(i).cells().values());
        for (int j = 0; j < cells.size(); j++) {
          assertEquals(cells.get(j), read.get(i).get(j));
        }
      }
    }
  }

  @Test
  void aClusterThatLosesAnExecutorAndRunsTasksTwice() throws Exception {
    System.setProperty("spark.speculation", "true");
    System.setProperty("spark.speculation.interval", "20ms");
    System.setProperty("spark.speculation.multiplier", "1.01");
    System.setProperty("spark.speculation.quantile", "0.1");
    AtomicInteger rows = new AtomicInteger();
    AtomicInteger killed = new AtomicInteger();
    try {
      List<String> records =
          onSpark(
              "local-cluster[2,1,1024]",
              _ -> {
                if (rows.incrementAndGet() == 5) {
                  killed.set(killExecutor());
                }
              });
      assertEquals(expected, records);
      assertEquals(1, killed.get());
    } finally {
      System.getProperties().keySet().removeIf(key -> key.toString().startsWith("spark.specul"));
    }
  }

  /** This process has no other children than the executors. */
  private static int killExecutor() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("java"))
        .findFirst()
        .map(process -> process.destroyForcibly() ? 1 : 0)
        .orElse(0);
  }

  private static List<String> onSpark(String master, Consumer<GridRow> each) throws Exception {
    try (EngineFactory.Engine spark = new SparkEngineFactory().start(master)) {
      return records(spark, each);
    }
  }

  /** The records in the order of the grid; that of each point must come once. */
  private static List<String> records(GridEngine engine, Consumer<GridRow> each)
      throws InterruptedException, IOException {
    List<GridRow> rows = new ArrayList<>();
    engine.run(
        POINTS,
        row -> {
          rows.add(row);
          each.accept(row);
        });
    assertEquals(POINTS.size(), rows.size());
    rows.sort((a, b) -> POINTS.indexOf(a.point()) - POINTS.indexOf(b.point()));
    return rows.stream().map(GridRow::toRecord).toList();
  }

  private static List<GridPoint> points() {
    LinkedHashSet<GridPoint> points = new LinkedHashSet<>();
    StepRule edge = new StepRule.FractionOfEdge(0.5);
    for (long seed = 1; seed <= 6; seed++) {
      for (GridMethod method : GridMethod.values()) {
        for (double alpha : new double[] {0.01, 0.1, 1, -1}) {
          points.add(new GridPoint(alpha, seed, 20, 60, 2, 0, method, edge, 5, 0.9, 1e-8, 50_000));
        }
      }
    }
    StepRule wild = new StepRule.Constant(50);
    points.add(new GridPoint(1, 1, 20, 60, 2, 0, GridMethod.GD, wild, 0, 0, 1e-8, 50_000));
    points.add(new GridPoint(1, 1, 20, 60, 61, 0, GridMethod.GD, edge, 0, 0, 1e-8, 50_000));
    return new Grid(points).points();
  }
}
