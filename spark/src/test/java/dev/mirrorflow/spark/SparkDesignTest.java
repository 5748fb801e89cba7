package dev.mirrorflow.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.bias.DesignProjection;
import dev.mirrorflow.bias.LassoPath;
import dev.mirrorflow.bias.LimitAttempt;
import dev.mirrorflow.bias.Projection;
import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.data.SparseNpzWriter;
import dev.mirrorflow.design.Design;
import dev.mirrorflow.design.ExplicitDesign;
import dev.mirrorflow.design.SparseMatrix;
import dev.mirrorflow.lab.Main;
import dev.mirrorflow.lab.grid.EngineFactory;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.Norms;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sparse X on Spark against the same in memory. */
class SparkDesignTest {

  private static final String PART = "spark.mirrorflow.taskBytes";
  private static final int N = 60;
  private static final int D = 2_000;
  private static final int ENTRIES = 6_000;
  private static final double[] ALPHAS = {1e-2, 1};

  /** An empty row, two of one entry, many empty columns, entries in one place. */
  private static final SparseMatrix X = matrix();

  private static final double[] Y = target();

  @TempDir private static Path data;

  private static SparseMatrix matrix() {
    SplittableRandom random = new SplittableRandom(3);
    int[] rows = IntStream.generate(() -> random.nextInt(3, N)).limit(ENTRIES).toArray();
    int[] columns = IntStream.generate(() -> random.nextInt(D)).limit(ENTRIES).toArray();
    double[] values = random.doubles(ENTRIES, -1, 1).toArray();
    rows[0] = 1;
    rows[1] = 2;
    columns[3] = columns[2];
    rows[3] = rows[2];
    return SparseMatrix.ofEntries(N, D, ENTRIES, rows, columns, values);
  }

  private static double[] target() {
    double[] theta = new double[D];
    SplittableRandom random = new SplittableRandom(4);
    for (int k = 0; k < 5; k++) {
      theta[random.nextInt(D)] = random.nextDouble(1, 2);
    }
    double[] y = new double[N];
    X.multiply(theta, y);
    return y;
  }

  /** Three parts: every product is a job, which takes longer than all that is computed. */
  @BeforeAll
  static void write() throws IOException {
    Files.writeString(Path.of(System.getenv("SPARK_HOME"), "RELEASE"), "");
    System.setProperty(PART, "32000");
    SparseNpzWriter.write(data.resolve("X.npz"), X);
    NpyWriter.write(data.resolve("y.npy"), Y);
  }

  @AfterAll
  static void forget() {
    System.clearProperty(PART);
  }

  private static void assertSame(
      Design spread, int length, BiConsumer<ExplicitDesign, double[]> product) {
    double[] expected = new double[length];
    double[] actual = new double[length];
    product.accept(X, expected);
    product.accept((ExplicitDesign) spread, actual);
    assertArrayEquals(expected, actual, 1e-14 * (1 + Norms.max(expected)));
  }

  @Test
  void everyProductIsThatOfMemory() {
    SplittableRandom random = new SplittableRandom(5);
    double[] theta = random.doubles(D, -1, 1).toArray();
    double[] r = random.doubles(N, -1, 1).toArray();
    double[] sizes = random.doubles(D, 0, 1).toArray();
    double[] scales = random.doubles(N, 0.5, 2).toArray();
    int[] some = IntStream.range(0, D).filter(j -> j % 7 == 0).toArray();
    String few = System.setProperty(PART, "4000");
    try (EngineFactory.Engine spark = new SparkEngineFactory().start("local[2]")) {
      EngineFactory.Spread spread = spark.spread(X);
      assertTrue(spread.parts() > SparkColumns.FAN, spread.parts() + " parts");
      Design x = spread.x();
      assertEquals(N, x.rows());
      assertEquals(D, x.columns());
      assertSame(x, N, (a, out) -> a.multiply(theta, out));
      assertSame(x, D, (a, out) -> a.multiplyTransposed(r, out));
      assertSame(x, N, (a, out) -> a.multiplyGram(sizes, r, out));
      assertSame(x, N, (a, out) -> a.multiplyFew(some, some.length, theta, out));
      assertSame(x, some.length, (a, out) -> a.innerProducts(some, some.length, r, out));
      assertSame(x, N, (a, out) -> a.copyColumn(17, out));
      assertSame(x, N, (a, out) -> a.multiplySizes(sizes, out));
      assertSame(x, N, (a, out) -> a.multiplySquares(sizes, out));
      assertSame(x, D, (a, out) -> a.largestOfColumns(scales, out));
      assertSame(x, N, (a, out) -> a.largestOfRows(out));
      assertSame(x, D, (a, out) -> a.squaredNorms(scales, out));
      assertSame(x, N * N, (a, out) -> a.weightedGram(scales, sizes, out));
      assertSame(x, N, (a, out) -> a.residual(r, theta, out));
      assertSame(x, D, (a, out) -> a.multiplyTransposed(r, scales, out, new double[D]));
    } finally {
      System.setProperty(PART, few);
    }
  }

  @Test
  void theLimitsEqualThoseOfMemoryByBothSolvers() {
    try (EngineFactory.Engine spark = new SparkEngineFactory().start("local[2]")) {
      for (DesignProjection.Solver solver : DesignProjection.Solver.values()) {
        double[][] theta = limits(new DesignProjection(spark.spread(X).x(), Y, solver));
        double[][] expected = limits(new DesignProjection(X, Y, solver));
        for (int k = 0; k < ALPHAS.length; k++) {
          assertTrue(Norms.relativeDistance(theta[k], expected[k]) <= 1e-10, solver + " " + k);
        }
      }
    }
  }

  @Test
  void theBitsAreThoseOfAClusterThatLosesAnExecutor() {
    double[] expected;
    try (EngineFactory.Engine spark = new SparkEngineFactory().start("local[1]")) {
      expected = products(spark.spread(X).x());
    }
    try (EngineFactory.Engine spark = new SparkEngineFactory().start("local-cluster[2,1,1024]")) {
      Design x = spark.spread(X).x();
      assertArrayEquals(expected, products(x));
      assertTrue(Executors.killOne());
      assertArrayEquals(expected, products(x));
    }
  }

  /** Xθ and Xᵀr, one behind the other. */
  private static double[] products(Design x) {
    double[] product = new double[N];
    x.multiply(new SplittableRandom(6).doubles(D, -1, 1).toArray(), product);
    double[] transposed = new double[D];
    x.multiplyTransposed(product, transposed);
    return DoubleStream.concat(Arrays.stream(product), Arrays.stream(transposed)).toArray();
  }

  private static double[][] limits(DesignProjection solver) {
    return solver.attempts(ALPHAS).stream()
        .map(LimitAttempt::limit)
        .map(limit -> limit.map(Projection::theta).orElseThrow())
        .toArray(double[][]::new);
  }

  @Test
  void theCommands() {
    DesignMatrix theta = theta("2 limits certified", "limit", "--alphas", "1e-2,1");
    double[][] expected = limits(new DesignProjection(X, Y));
    double[] row = new double[D];
    for (int k = 0; k < 2; k++) {
      theta.copyRow(k, row);
      assertTrue(Norms.relativeDistance(row, expected[k]) <= 1e-10);
    }
    theta("1 of 1 gaps within", "basis-pursuit", "--lambda", "1e-3").copyRow(0, row);
    double[] lasso = LassoPath.of(X, Y, new double[] {1e-3}).getFirst().theta();
    assertTrue(Norms.relativeDistance(row, lasso) <= 1e-10);
  }

  private static DesignMatrix theta(String said, String... command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String file = data.resolve("theta.npy").toString();
    String[] data = {
      "--x",
      SparkDesignTest.data.resolve("X.npz").toString(),
      "--y",
      SparkDesignTest.data.resolve("y.npy").toString(),
      "--engine",
      "spark",
      "--master",
      "local[2]",
      "--save-theta",
      file
    };
    String[] words = Arrays.copyOf(command, command.length + data.length);
    System.arraycopy(data, 0, words, command.length, data.length);
    int code =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            words);
    String text = out.toString(StandardCharsets.UTF_8);
    assertEquals(0, code, err.toString(StandardCharsets.UTF_8));
    assertTrue(text.contains(said), text);
    assertTrue(text.contains("parts of X on the cluster"), text);
    return NpyReader.readMatrix(Path.of(file));
  }
}
