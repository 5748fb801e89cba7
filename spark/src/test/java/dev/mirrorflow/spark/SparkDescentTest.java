package dev.mirrorflow.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.bias.ColumnLimit;
import dev.mirrorflow.bias.ColumnPoint;
import dev.mirrorflow.bias.ColumnProjection;
import dev.mirrorflow.bias.ColumnTrajectories;
import dev.mirrorflow.bias.ColumnTrajectory;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.NpyFormat;
import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.Method;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.descent.Stopping;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.lab.Main;
import dev.mirrorflow.lab.grid.EngineFactory;
import dev.mirrorflow.linalg.ColumnEngine;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnSink;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.StoredColumns;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Descents over columns on Spark. */
class SparkDescentTest {

  private static final int D = 3_400;
  private static final int STEPS = 7;
  private static final double[] ALPHAS = {0.1, 1};
  private static final double[] ETAS = {0.02, 0.001};
  private static final Dataset DATA = new SyntheticProblem(20, D, 3, 0, 0.1, 5).training();

  private static List<ColumnLimit> limits;

  @TempDir private static Path data;
  @TempDir private Path folder;

  /** Parts of 192 columns, just more than are added at a time; a checkpoint every 3 steps. */
  @BeforeAll
  static void write() throws IOException {
    Files.writeString(Path.of(System.getenv("SPARK_HOME"), "RELEASE"), "");
    System.setProperty("spark.mirrorflow.taskBytes", "1");
    System.setProperty("spark.mirrorflow.checkpointSteps", "3");
    NpyWriter.write(data.resolve("X.npy"), DATA.x(), NpyFormat.DEFAULT.withFortranOrder());
    NpyWriter.write(data.resolve("y.npy"), DATA.y());
    try (ColumnPass pass = new ColumnPass(new StoredColumns(DATA.x()), 1)) {
      limits = new ColumnProjection(pass, DATA.y()).path(ALPHAS, _ -> ColumnSink.NONE, _ -> {});
    }
  }

  @AfterAll
  static void forget() {
    System.clearProperty("spark.mirrorflow.taskBytes");
    System.clearProperty("spark.mirrorflow.checkpointSteps");
  }

  private static List<ColumnTrajectory> descents(ColumnEngine columns, Runnable stepped) {
    return new ColumnTrajectories(columns, DATA.y(), limits)
        .run(ETAS, new Stopping(0, 0, STEPS), 1, _ -> ColumnSink.NONE, stepped);
  }

  private static List<ColumnTrajectory> onSpark(String master, Runnable stepped) {
    try (EngineFactory.Engine spark = new SparkEngineFactory().start(master)) {
      return descents(spark.columns(data.resolve("X.npy")), stepped);
    }
  }

  private static List<Path> checkpointFolders() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("mirrorflow-spark-"))
          .toList();
    }
  }

  /** The states of a lost executor come from the start once, and once from a checkpoint. */
  @Test
  void theBitsAreThoseOfAClusterThatLosesExecutors() throws IOException {
    List<Path> before = checkpointFolders();
    List<ColumnTrajectory> threads = onSpark("local[2]", () -> {});
    int[] steps = {0};
    List<ColumnTrajectory> cluster =
        onSpark(
            "local-cluster[2,1,1024]",
            () -> {
              steps[0]++;
              if (steps[0] == 2 || steps[0] == 5) {
                assertTrue(Executors.killOne());
              }
            });
    assertEquals(STEPS, steps[0]);
    List<ColumnTrajectory> memory;
    try (ColumnPass pass = new ColumnPass(new StoredColumns(DATA.x()), 2)) {
      memory = descents(pass, () -> {});
    }
    for (int k = 0; k < ALPHAS.length; k++) {
      assertEquals(STEPS, threads.get(k).iterations());
      assertEquals(threads.get(k), cluster.get(k));
      List<ColumnPoint> expected = memory.get(k).points();
      assertEquals(expected.size(), threads.get(k).points().size());
      for (int i = 0; i < expected.size(); i++) {
        assertNear(expected.get(i), threads.get(k).points().get(i));
      }
    }
    assertEquals(before, checkpointFolders());
  }

  private static void assertNear(ColumnPoint expected, ColumnPoint actual) {
    assertEquals(expected.iteration(), actual.iteration());
    assertEquals(expected.loss(), actual.loss(), 1e-12 * expected.loss());
    assertEquals(expected.gradientNorm(), actual.gradientNorm(), 1e-12 * expected.gradientNorm());
    assertEquals(expected.l1(), actual.l1(), 1e-12 * expected.l1());
    assertEquals(expected.limitDistance(), actual.limitDistance(), 1e-12);
    assertEquals(expected.certificate().dualityGap(), actual.certificate().dualityGap(), 1e-10);
  }

  @Test
  void aClusterOfOtherMachinesNeedsAFolderForItsState() {
    String message =
        assertThrows(BadDataException.class, () -> SparkStates.temporaryFolder("yarn"))
            .getMessage();
    assertTrue(message.contains("set spark.checkpoint.dir"), message);
  }

  @Test
  void theCommand() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Path theta = folder.resolve("theta.npy");
    int code =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            "sweep",
            "--x",
            data.resolve("X.npy").toString(),
            "--y",
            data.resolve("y.npy").toString(),
            "--alphas",
            "1",
            "--step",
            "0.001",
            "--max-iterations",
            Integer.toString(STEPS),
            "--per-decade",
            "1",
            "--engine",
            "spark",
            "--master",
            "local[2]",
            "--save-theta",
            theta.toString());
    String text = out.toString(StandardCharsets.UTF_8);
    assertEquals(0, code, err.toString(StandardCharsets.UTF_8));
    assertTrue(text.contains("18 parts of the columns"), text);
    assertTrue(text.contains("budget"), text);
    assertTrue(Files.exists(theta.resolve("_SUCCESS")));
    double[] expected =
        new Descent(
                new Method.GradientDescent(),
                new Batches.Full(),
                new StepRule.Constant(0.001),
                new Stopping(0, 0, STEPS))
            .run(new LeastSquares(DATA.x(), DATA.y()), Start.network(1, D))
            .theta();
    double[] actual = new double[D];
    for (int p = 0; p < 18; p++) {
      DesignMatrix part = NpyReader.readMatrix(theta.resolve("part-000%02d.npy".formatted(p)));
      double[] row = new double[part.columns()];
      part.copyRow(0, row);
      System.arraycopy(row, 0, actual, p * 192, row.length);
    }
    assertTrue(Norms.relativeDistance(actual, expected) <= 1e-12);
  }
}
