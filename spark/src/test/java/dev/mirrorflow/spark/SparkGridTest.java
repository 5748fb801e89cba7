package dev.mirrorflow.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.grid.Grid;
import dev.mirrorflow.grid.GridEngine;
import dev.mirrorflow.grid.GridMethod;
import dev.mirrorflow.grid.GridPoint;
import dev.mirrorflow.grid.GridRow;
import dev.mirrorflow.grid.LocalGrid;
import dev.mirrorflow.lab.Main;
import dev.mirrorflow.lab.grid.EngineFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

  private static final String GRID =
      """
      {"alpha": [0.01, 0.1, 1, -1], "seed": "1:3", "n": 20, "d": 60, "k": [2, 61], "batch": 5,
       "method": ["gd", "sgd", "momentum", "flow", "limit"], "step": ["edge:0.5"],
       "tolerance": 1e-8, "maxIterations": 50000}
      """;

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

  /** The command of a user, byte for byte, while tasks run twice and an executor is killed. */
  @Test
  void theFilesOfAClusterThatLosesAnExecutorAreThoseOfOneThreadAndOfTwo() throws Exception {
    Files.writeString(folder.resolve("grid.json"), GRID);
    command("one", "--threads", "1");
    command("two", "--threads", "2");
    Map<String, String> often =
        Map.of("", "true", ".interval", "20ms", ".multiplier", "1.01", ".quantile", "0.1");
    often.forEach((key, value) -> System.setProperty("spark.speculation" + key, value));
    CompletableFuture<Long> killed =
        CompletableFuture.supplyAsync(() -> killAfterRows(folder.resolve("cluster.csv.journal")));
    try {
      command("cluster", "--engine", "spark", "--master", "local-cluster[2,1,1024]");
    } finally {
      often.keySet().forEach(key -> System.clearProperty("spark.speculation" + key));
    }
    long rows = killed.get(1, TimeUnit.MINUTES);
    assertTrue(rows >= 5 && rows < 100, "killed after " + rows + " of 120 rows");
    assertEquals(121, Files.readAllLines(folder.resolve("one.csv")).size());
    for (String name : List.of("two", "cluster")) {
      for (String kind : List.of(".csv", ".jsonl")) {
        assertEquals(-1, Files.mismatch(folder.resolve("one" + kind), folder.resolve(name + kind)));
      }
    }
  }

  @Test
  void aMasterThatIsNoneOrNotThereIsOneLine() throws Exception {
    refused("nonsense", "Spark does not start on nonsense (Could not parse Master URL");
    refused("local[0]", "Asked to run locally with 0 threads");
    refused("spark://", "Invalid master URL: spark://");
    refused("k8s://https://localhost:1", "spark-submit of a Spark that has k8s");
    refused("spark://localhost:1", "no Spark master answers at spark://localhost:1 (");
  }

  private static void refused(String master, String complaint) {
    SparkEngineFactory spark = new SparkEngineFactory();
    String message =
        assertThrows(BadDataException.class, () -> spark.start(master).close()).getMessage();
    assertTrue(message.contains(complaint), message);
    assertEquals(1, message.lines().count(), message);
  }

  /** Exit code 4: α = -1 and k = 61 make no experiment. */
  private void command(String name, String... engine) {
    List<String> arguments = new ArrayList<>(List.of("sweep", "--grid"));
    arguments.add(folder.resolve("grid.json").toString());
    arguments.addAll(List.of("--csv-out", folder.resolve(name + ".csv").toString()));
    arguments.addAll(List.of("--jsonl", folder.resolve(name + ".jsonl").toString()));
    arguments.addAll(List.of(engine));
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    assertEquals(4, Main.run(nowhere, nowhere, arguments.toArray(String[]::new)));
  }

  /** Kills an executor once the journal has 5 rows after its title; says how many it has then. */
  private static long killAfterRows(Path journal) {
    try {
      long rows = 0;
      while (rows < 5) {
        Thread.sleep(2);
        rows = Files.exists(journal) ? Files.readString(journal).lines().count() - 1 : 0;
      }
      return Executors.killOne() ? rows : -1;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
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
