package dev.mirrorflow.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.ColumnLimit;
import dev.mirrorflow.bias.ColumnProjection;
import dev.mirrorflow.bias.ColumnStart;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.NpyFormat;
import dev.mirrorflow.data.NpyParts;
import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.lab.Main;
import dev.mirrorflow.lab.grid.ColumnCluster;
import dev.mirrorflow.lab.grid.EngineFactory;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.EffectiveStart;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limit over columns on Spark against the one in memory. */
class SparkColumnsTest {

  private static final int D = 3_400;
  private static final int PARTS = 18;
  private static final double[] ALPHAS = {1e-2, 1};
  private static final Dataset DATA = new SyntheticProblem(20, D, 3, 0, 0.1, 5).training();

  private static double[][] oneThread;

  @TempDir private static Path data;
  @TempDir private Path folder;

  /** Parts of 192 columns, just more than are added at a time, so that the tree has two rounds. */
  @BeforeAll
  static void write() throws IOException {
    Files.writeString(Path.of(System.getenv("SPARK_HOME"), "RELEASE"), "");
    System.setProperty("spark.mirrorflow.taskBytes", "1");
    NpyWriter.write(data.resolve("X.npy"), DATA.x(), NpyFormat.DEFAULT.withFortranOrder());
    NpyWriter.write(data.resolve("y.npy"), DATA.y());
    try (EngineFactory.Engine spark = new SparkEngineFactory().start("local[1]")) {
      oneThread = limits(spark, data.resolve("theta"));
    }
  }

  @AfterAll
  static void forget() {
    System.clearProperty("spark.mirrorflow.taskBytes");
  }

  private static double[][] limits(EngineFactory.Engine spark, Path theta) {
    ColumnCluster columns = spark.columns(data.resolve("X.npy"));
    assertEquals(192, columns.partColumns());
    NpyParts parts = NpyParts.create(theta, ALPHAS.length, D, columns.partColumns());
    for (ColumnLimit limit :
        new ColumnProjection(columns, DATA.y()).path(ALPHAS, parts::vector, _ -> {})) {
      assertTrue(limit.certificate().holds(1e-9), limit.toString());
    }
    parts.finish();
    return joined(theta);
  }

  private static double[][] joined(Path theta) {
    double[][] rows = new double[ALPHAS.length][D];
    for (int p = 0; p < PARTS; p++) {
      DesignMatrix part = NpyReader.readMatrix(theta.resolve("part-000%02d.npy".formatted(p)));
      double[] row = new double[part.columns()];
      for (int k = 0; k < rows.length; k++) {
        part.copyRow(k, row);
        System.arraycopy(row, 0, rows[k], p * 192, row.length);
      }
    }
    return rows;
  }

  @Test
  void theLimitEqualsThatInMemory() {
    BregmanProjection memory = new BregmanProjection(new LeastSquares(DATA.x(), DATA.y()));
    for (int k = 0; k < ALPHAS.length; k++) {
      double[] expected = memory.ofAlpha(ALPHAS[k]).theta();
      assertTrue(Norms.relativeDistance(oneThread[k], expected) <= 1e-12);
    }
  }

  @Test
  void anyStartEndsWhereItDoesInMemory() {
    Random random = new Random(7);
    double[] shift = random.doubles(D, -2, 2).toArray();
    double[] logs = random.doubles(D, -9, 1).toArray();
    EffectiveStart start = new EffectiveStart(logs, shift);
    Path theta = folder.resolve("theta");
    try (EngineFactory.Engine spark = new SparkEngineFactory().start("local[2]")) {
      ColumnCluster columns = spark.columns(data.resolve("X.npy"));
      NpyParts parts = NpyParts.create(theta, ALPHAS.length, D, columns.partColumns());
      ColumnProjection solver = new ColumnProjection(columns, DATA.y());
      solver.of(ColumnStart.of(start), 1, parts.vector(0));
      solver.of(ColumnStart.of(start), 1, parts.vector(1));
      parts.finish();
    }
    double[] expected =
        new BregmanProjection(new LeastSquares(DATA.x(), DATA.y())).of(start).theta();
    assertTrue(Norms.relativeDistance(joined(theta)[0], expected) <= 1e-12);
  }

  @Test
  void theBitsAreThoseOfAClusterThatLosesExecutors() throws Exception {
    try (EngineFactory.Engine spark = new SparkEngineFactory().start("local-cluster[2,1,1024]")) {
      Killer killer = new Killer();
      SparkContext.getOrCreate().addSparkListener(killer);
      assertSameBits(oneThread, limits(spark, folder.resolve("theta")));
      killer.check();
    }
  }

  @Test
  void anExecutorsComplaintIsOneLine() {
    DesignMatrix x = SyntheticProblem.of(20, D, 3, 6).training().x();
    x.set(3, 3177, Double.NaN);
    Path bad = folder.resolve("bad.npy");
    NpyWriter.write(bad, x, new NpyFormat(false, true, true));
    try (EngineFactory.Engine spark = new SparkEngineFactory().start("local[2]")) {
      ColumnCluster columns = spark.columns(bad);
      String message =
          assertThrows(BadDataException.class, () -> new ColumnProjection(columns, DATA.y()))
              .getMessage();
      assertTrue(message.contains("NaN at row 3, column 3177"), message);
      assertTrue(bad.toFile().delete());
      message =
          assertThrows(BadDataException.class, () -> new ColumnProjection(columns, DATA.y()))
              .getMessage();
      assertTrue(message.contains("bad.npy: no such file"), message);
    }
  }

  @Test
  void theCommand() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            "limit",
            "--x",
            data.resolve("X.npy").toString(),
            "--y",
            data.resolve("y.npy").toString(),
            "--alphas",
            "1e-2,1",
            "--engine",
            "spark",
            "--master",
            "local[2]",
            "--save-theta",
            folder.resolve("theta.npy").toString());
    String text = out.toString(StandardCharsets.UTF_8);
    assertEquals(0, code, err.toString(StandardCharsets.UTF_8));
    assertTrue(text.contains("2 limits certified to 1e-09"), text);
    assertTrue(text.contains(PARTS + " parts of the columns"), text);
    assertTrue(Files.exists(folder.resolve("theta.npy").resolve("_SUCCESS")));
    assertSameBits(oneThread, joined(folder.resolve("theta.npy")));
  }

  private static void assertSameBits(double[][] expected, double[][] actual) {
    for (int k = 0; k < ALPHAS.length; k++) {
      assertArrayEquals(expected[k], actual[k]);
    }
  }

  /** Kills an executor in the middle of the passes, and later another one. */
  private static final class Killer extends SparkListener {

    private int tasks;
    private int killed;
    private int tasksAfter;
    private int lost;

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
      tasks++;
      tasksAfter++;
      if (tasks == 50 || tasks == 130) {
        killed += Executors.killOne() ? 1 : 0;
        tasksAfter = 0;
      }
    }

    @Override
    public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved executor) {
      lost++;
    }

    /** Two were killed, Spark noticed, and more passes came after. */
    synchronized void check() {
      assertEquals(2, killed);
      assertEquals(2, lost);
      assertTrue(tasksAfter > 3 * PARTS, tasksAfter + " tasks after the last kill");
    }
  }
}
