package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.NpyFormat;
import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.descent.Method;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.descent.Stopping;
import dev.mirrorflow.lab.input.AlphaOptions;
import dev.mirrorflow.lab.report.OutputOptions;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnSink;
import dev.mirrorflow.linalg.ColumnSource;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.StoredColumns;
import dev.mirrorflow.model.LeastSquares;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code descend}. */
final class DescendCommandTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int D = 4000;
  private static final Dataset DATA = SyntheticProblem.of(20, D, 3, 1).training();

  @TempDir private Path folder;

  private Path path(String name) {
    return folder.resolve(name);
  }

  @BeforeEach
  void write() {
    NpyWriter.write(path("X.npy"), DATA.x(), NpyFormat.DEFAULT.withFortranOrder());
    NpyWriter.write(path("y.npy"), DATA.y());
  }

  private Cli.Result descend(String x, Object... more) {
    Object[] options = {"descend", "--x", path(x), "--y", path("y.npy"), "--alphas", "0.1,1"};
    return Cli.run(Stream.of(options, more).flatMap(Arrays::stream).toArray());
  }

  @Test
  void fromAFileAsTheDescentInMemory() throws IOException {
    String out =
        descend(
                "X.npy",
                "--step",
                0.0005,
                "--tolerance",
                0,
                "--max-iterations",
                25,
                "--save-theta",
                path("t.npy"),
                "--json",
                path("r.json"),
                "--csv-out",
                path("r.csv"),
                "--plot",
                path("r.png"))
            .expectSuccess();
    assertTrue(out.contains("out of core: needs"), out);
    assertTrue(out.contains("budget") && out.contains("passes over X"), out);
    JsonNode points = JSON.readTree(path("r.json").toFile()).get("points");
    DesignMatrix theta = NpyReader.readMatrix(path("t.npy"));
    LeastSquares problem = new LeastSquares(DATA.x(), DATA.y());
    double[] alphas = {0.1, 1};
    int records = 0;
    for (int k = 0; k < 2; k++) {
      DescentResult expected =
          new Descent(
                  new Method.GradientDescent(),
                  new Batches.Full(),
                  new StepRule.Constant(0.0005),
                  new Stopping(0, 0, 25))
              .run(problem, Start.network(alphas[k], D));
      for (int j = 0; j < D; j++) {
        assertEquals(expected.theta()[j], theta.get(k, j), 1e-12);
      }
      JsonNode trace = points.get(k).get("trace");
      JsonNode end = trace.get(trace.size() - 1);
      assertEquals(25, end.get("iteration").asInt());
      assertEquals(expected.loss(), end.get("trainLoss").asDouble(), 1e-10 * expected.loss());
      assertEquals(
          expected.gradientNorm(),
          end.get("gradientNorm").asDouble(),
          1e-10 * expected.gradientNorm());
      for (String name : List.of("drift", "stationarity", "relativeDistanceToLimit")) {
        assertTrue(end.get(name).asDouble() > 0, name);
      }
      records += trace.size();
    }
    List<String> lines = Files.readAllLines(path("r.csv"), StandardCharsets.UTF_8);
    assertEquals(records + 1, lines.size());
    assertTrue(ImageIO.read(path("r.png").toFile()).getWidth() > 500);
  }

  /** The table, the way and θ are the same, byte for byte. */
  @Test
  void sweepOutOfCoreIsTheSame() throws IOException {
    byte[][] bytes = new byte[4][];
    String[] tables = new String[2];
    for (int k = 0; k < 2; k++) {
      Object[] command =
          k == 0 ? new Object[] {"descend"} : new Object[] {"sweep", "--out-of-core"};
      Object[] options = {
        "--x",
        path("X.npy"),
        "--y",
        path("y.npy"),
        "--alphas",
        "0.1,1",
        "--tolerance",
        1e-4,
        "--per-decade",
        3,
        "--json",
        path("r.json"),
        "--save-theta",
        path("t.npy")
      };
      String out =
          Cli.run(Stream.of(command, options).flatMap(Arrays::stream).toArray()).expectSuccess();
      tables[k] = out.substring(0, out.indexOf("passes over X"));
      bytes[k] = Files.readAllBytes(path("r.json"));
      bytes[k + 2] = Files.readAllBytes(path("t.npy"));
    }
    assertEquals(tables[0], tables[1]);
    assertArrayEquals(bytes[0], bytes[1]);
    assertArrayEquals(bytes[2], bytes[3]);
  }

  @Test
  void wrongUsageOfSweepByColumns() {
    assertSweepUsage("--method gd", "--out-of-core", "--method", "sgd");
    assertSweepUsage("limit --out-of-core", "--out-of-core", "--method", "limit");
    assertSweepUsage("--step by columns", "--out-of-core", "--step", "polyak");
    assertSweepUsage("of the local engine", "--out-of-core", "--engine", "spark");
    assertSweepUsage("--out-of-core: by columns", "--out-of-core", "--standardize");
    assertSweepUsage("--per-decade needs --out-of-core", "--per-decade", 3);
    assertSweepUsage("--memory-limit needs", "--memory-limit", "1g");
  }

  private void assertSweepUsage(String part, Object... more) {
    Object[] options = {"sweep", "--x", path("X.npy"), "--y", path("y.npy"), "--alphas", "0.1,1"};
    String line =
        Cli.run(Stream.of(options, more).flatMap(Arrays::stream).toArray()).expectOneLine(2);
    assertTrue(line.contains(part), line);
  }

  @Test
  void whatCannotBeInterpolatedIsSaid() {
    DesignMatrix x = DATA.x();
    double[] row = new double[D];
    x.copyRow(4, row);
    DesignMatrix twice = NpyReader.readMatrix(path("X.npy"));
    twice.setRow(9, row);
    NpyWriter.write(path("twice.npy"), twice, NpyFormat.DEFAULT.withFortranOrder());
    String line = descend("twice.npy").expectOneLine(3);
    assertTrue(line.contains("no theta interpolates y: "), line);
  }

  @Test
  void smallStepsEndAtTheLimit() {
    String json = descend("X.npy", "--step", "edge:0.02", "--json", "-").expectSuccess();
    JsonNode points = JSON.readTree(json).get("points");
    for (JsonNode point : points) {
      assertEquals("converged", point.get("status").asString());
      JsonNode end = point.get("trace").get(point.get("trace").size() - 1);
      assertTrue(end.get("relativeDistanceToLimit").asDouble() < 2e-3, json);
      assertTrue(end.get("stationarity").asDouble() < 2e-3, json);
    }
  }

  @Test
  void theSameBytesOnAnyNumberOfThreads() throws IOException {
    byte[][] bytes = new byte[6][];
    for (int threads = 1; threads <= 3; threads++) {
      descend(
              "X.npy",
              "--max-iterations",
              30,
              "--threads",
              threads,
              "--json",
              path("r.json"),
              "--save-theta",
              path("t.npy"))
          .expectSuccess();
      bytes[threads - 1] = Files.readAllBytes(path("r.json"));
      bytes[threads + 2] = Files.readAllBytes(path("t.npy"));
    }
    for (int other = 1; other < 3; other++) {
      assertArrayEquals(bytes[0], bytes[other]);
      assertArrayEquals(bytes[3], bytes[3 + other]);
    }
  }

  @Test
  void aDivergenceIsSaidAndTheOthersStand() {
    Cli.Result result = descend("X.npy", "--step", 0.01, "--save-theta", path("t.npy"));
    String line = result.expectOneLine(4);
    assertTrue(line.contains("1 of 2 descents diverged; that from alpha = 1.00"), line);
    assertTrue(line.contains("largest stable one") && line.contains("θ is not saved"), line);
    assertTrue(result.out().contains("1 of 2 converged"), result.out());
    assertFalse(Files.exists(path("t.npy")));
  }

  /** Ctrl-C interrupts the thread of the command, see {@link CleanInterrupt}. */
  @Test
  void whatWasRecordedIsWrittenAfterAnInterrupt() throws IOException {
    OutputsOnly command = new OutputsOnly();
    new CommandLine(command).parseArgs("--csv-out", path("r.csv").toString(), "--alphas", "0.1,1");
    StringWriter err = new StringWriter();
    DescendRun job =
        new DescendRun(
            command.alphas,
            new StepRule.FractionOfEdge(0.1),
            0,
            1_000_000,
            1,
            command.outputs,
            new PrintWriter(new StringWriter()),
            new PrintWriter(err));
    try (ColumnPass pass = new ColumnPass(new Interrupting(DATA.x(), 2000), 2)) {
      assertEquals(130, job.run(pass, DATA.y(), Map.of(), _ -> ColumnSink.NONE));
    }
    assertFalse(Thread.interrupted());
    assertTrue(err.toString().startsWith("mirrorflow: interrupted after "), err.toString());
    // Of each α the iterations 0, 1, 10, 100 and 1000.
    assertEquals(11, Files.readAllLines(path("r.csv"), StandardCharsets.UTF_8).size());
  }

  @CommandLine.Command
  private static final class OutputsOnly {
    @CommandLine.Mixin private OutputOptions outputs;
    @CommandLine.Mixin private AlphaOptions alphas;
  }

  /** An X in memory that interrupts its maker when a block is read the n-th time. */
  private static final class Interrupting implements ColumnSource {

    private final StoredColumns x;
    private final Thread maker = Thread.currentThread();
    private int left;

    Interrupting(DesignMatrix x, int loads) {
      this.x = new StoredColumns(x);
      this.left = loads;
    }

    @Override
    public int rows() {
      return x.rows();
    }

    @Override
    public int columns() {
      return x.columns();
    }

    @Override
    public int bytesPerColumn() {
      return x.bytesPerColumn();
    }

    @Override
    public String name() {
      return x.name();
    }

    @Override
    public Block block(int columns) {
      Block block = x.block(columns);
      return new Block() {
        @Override
        public void load(int first, int count) {
          if (--left == 0) {
            maker.interrupt();
          }
          block.load(first, count);
        }

        @Override
        public void copy(int from, int count, double[] out) {
          block.copy(from, count, out);
        }

        @Override
        public void close() {
          block.close();
        }
      };
    }
  }

  @Test
  void badDataAreSaid() {
    DesignMatrix x = NpyReader.readMatrix(path("X.npy"));
    NpyWriter.write(path("rows.npy"), x);
    assertTrue(descend("rows.npy").expectOneLine(3).contains("mirrorflow convert"));
    x.set(7, 1234, Double.NaN);
    NpyWriter.write(path("nan.npy"), x, NpyFormat.DEFAULT.withFortranOrder().withNonFinite());
    String line = descend("nan.npy", "--save-theta", path("t.npy")).expectOneLine(3);
    assertTrue(line.contains("nan.npy") && line.contains("NaN at row 7, column 1234"), line);
    assertFalse(Files.exists(path("t.npy")));
    line = descend("X.npy", "--memory-limit", "60m").expectOneLine(3);
    assertTrue(line.contains("descents from 2 alphas") && line.contains("is 60 MiB"), line);
    String out = Cli.run("info", "--x", path("X.npy"), "--memory-limit", "60m").expectSuccess();
    assertTrue(out.contains("from one alpha needs 64 MiB; there is 60 MiB"), out);
  }

  @Test
  void wrongUsage() {
    assertUsage("--step by columns is a number", "--step", "polyak");
    assertUsage("--per-decade", "--per-decade", 0);
    assertUsage("--tolerance", "--tolerance", -1);
    assertUsage("--max-iterations", "--max-iterations", -1);
    assertUsage("local or spark", "--engine", "flink");
    assertUsage("of the local engine", "--engine", "spark", "--threads", 1);
    assertUsage("leave --standardize out", "--engine", "spark", "--standardize");
  }

  private void assertUsage(String part, Object... options) {
    String line = descend("X.npy", options).expectOneLine(2);
    assertTrue(line.contains(part), line);
  }
}
