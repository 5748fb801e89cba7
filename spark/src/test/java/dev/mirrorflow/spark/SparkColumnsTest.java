package dev.mirrorflow.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.ColumnLimit;
import dev.mirrorflow.bias.ColumnProjection;
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
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limit over columns on Spark against the one in memory. */
class SparkColumnsTest {

  private static final int D = 5_000;
  private static final double[] ALPHAS = {1e-4, 1};
  private static final Dataset DATA = new SyntheticProblem(20, D, 3, 0, 0.1, 5).training();

  @TempDir private static Path data;
  @TempDir private Path folder;

  /** 27 parts of 192 columns, so that the tree has two rounds. */
  @BeforeAll
  static void write() throws IOException {
    Files.writeString(Path.of(System.getenv("SPARK_HOME"), "RELEASE"), "");
    System.setProperty("spark.mirrorflow.taskBytes", "1");
    NpyWriter.write(data.resolve("X.npy"), DATA.x(), NpyFormat.DEFAULT.withFortranOrder());
    NpyWriter.write(data.resolve("y.npy"), DATA.y());
  }

  @AfterAll
  static void forget() {
    System.clearProperty("spark.mirrorflow.taskBytes");
  }

  private double[][] limits(String master, String name) {
    Path theta = folder.resolve(name);
    try (EngineFactory.Engine spark = new SparkEngineFactory().start(master)) {
      ColumnCluster columns = spark.columns(data.resolve("X.npy"));
      assertEquals(192, columns.partColumns());
      NpyParts parts = NpyParts.create(theta, ALPHAS.length, D, columns.partColumns());
      for (ColumnLimit limit :
          new ColumnProjection(columns, DATA.y()).path(ALPHAS, parts::vector, _ -> {})) {
        assertTrue(limit.certificate().holds(1e-9), limit.toString());
      }
      parts.finish();
    }
    return joined(theta);
  }

  private static double[][] joined(Path theta) {
    double[][] rows = new double[ALPHAS.length][D];
    for (int p = 0; p < 27; p++) {
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
  void theLimitEqualsThatInMemoryAndTheBitsThoseOfAnyCluster() {
    double[][] one = limits("local[1]", "one");
    BregmanProjection memory = new BregmanProjection(new LeastSquares(DATA.x(), DATA.y()));
    for (int k = 0; k < ALPHAS.length; k++) {
      double[] expected = memory.ofAlpha(ALPHAS[k]).theta();
      assertTrue(Norms.relativeDistance(one[k], expected) <= 1e-12);
    }
    double[][] two = limits("local[2]", "two");
    double[][] cluster = limits("local-cluster[2,1,1024]", "cluster");
    for (int k = 0; k < ALPHAS.length; k++) {
      assertArrayEquals(one[k], two[k]);
      assertArrayEquals(one[k], cluster[k]);
    }
  }

  @Test
  void anExecutorsComplaintIsOneLine() {
    DesignMatrix x = SyntheticProblem.of(20, D, 3, 6).training().x();
    x.set(3, 3777, Double.NaN);
    Path bad = folder.resolve("bad.npy");
    NpyWriter.write(bad, x, new NpyFormat(false, true, true));
    try (EngineFactory.Engine spark = new SparkEngineFactory().start("local[2]")) {
      ColumnCluster columns = spark.columns(bad);
      String message =
          assertThrows(BadDataException.class, () -> new ColumnProjection(columns, DATA.y()))
              .getMessage();
      assertTrue(message.contains("NaN at row 3, column 3777"), message);
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
            "1e-4,1",
            "--engine",
            "spark",
            "--master",
            "local[2]",
            "--save-theta",
            folder.resolve("theta.npy").toString());
    String text = out.toString(StandardCharsets.UTF_8);
    assertEquals(0, code, err.toString(StandardCharsets.UTF_8));
    assertTrue(text.contains("2 limits certified to 1e-09"), text);
    assertTrue(text.contains("27 parts of the columns"), text);
    assertTrue(Files.exists(folder.resolve("theta.npy").resolve("_SUCCESS")));
    double[] expected =
        new BregmanProjection(new LeastSquares(DATA.x(), DATA.y())).ofAlpha(1).theta();
    assertTrue(Norms.relativeDistance(joined(folder.resolve("theta.npy"))[1], expected) <= 1e-12);
  }
}
