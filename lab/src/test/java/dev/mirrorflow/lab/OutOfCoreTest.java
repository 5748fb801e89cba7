package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.data.NpyFormat;
import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.EffectiveStart;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code limit --out-of-core}, {@code convert}, and how much memory a job needs. */
final class OutOfCoreTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder;

  private Path path(String name) {
    return folder.resolve(name);
  }

  private void generate(Object... more) {
    Object[] options = {
      "generate", "--n", 20, "--d", 4000, "--sparsity", 3, "--output", folder, "--out-of-core"
    };
    Cli.run(Stream.of(options, more).flatMap(Arrays::stream).toArray()).expectSuccess();
  }

  private Cli.Result limit(String x, Object... more) {
    Object[] options = {"limit", "--x", path(x), "--y", path("y.npy"), "--alphas", "1e-3:1:3"};
    return Cli.run(Stream.of(options, more).flatMap(Arrays::stream).toArray());
  }

  @Test
  void theSameLimitsOutOfCore() {
    generate();
    DesignMatrix x = NpyReader.readMatrix(path("X.npy"));
    DesignMatrix expected = SyntheticProblem.of(20, 4000, 3, 1).training().x();
    for (int i = 0; i < 20; i++) {
      assertEquals(expected.get(i, 3999 - i), x.get(i, 3999 - i));
    }
    String out =
        limit("X.npy", "--out-of-core", "--save-theta", path("out.npy"), "--json", path("out.json"))
            .expectSuccess();
    assertTrue(out.contains("3 limits certified to 1e-09"), out);
    assertTrue(out.contains("passes over X (0.000640 GB)") && out.contains("% of the"), out);
    limit("X.npy", "--save-theta", path("in.npy"), "--json", path("in.json")).expectSuccess();
    assertSameThetas(4000, "in.npy", "out.npy");
    JsonNode points = JSON.readTree(path("out.json").toFile()).get("points");
    JsonNode others = JSON.readTree(path("in.json").toFile()).get("points");
    for (int k = 0; k < 3; k++) {
      double l1 = others.get(k).get("l1").asDouble();
      assertEquals(l1, points.get(k).get("l1").asDouble(), 1e-12 * l1);
      assertTrue(points.get(k).get("dualityGap").asDouble() <= 1e-9);
    }
  }

  private void assertSameThetas(int d, String... outputs) {
    DesignMatrix inside = NpyReader.readMatrix(path(outputs[0]));
    DesignMatrix outside = NpyReader.readMatrix(path(outputs[1]));
    for (int k = 0; k < inside.rows(); k++) {
      for (int j = 0; j < d; j++) {
        double expected = inside.get(k, j);
        assertEquals(expected, outside.get(k, j), 1e-12 * Math.max(1, Math.abs(expected)));
      }
    }
  }

  @Test
  void rowsThatRepeatAreSolvedOutOfCore() {
    generate();
    DesignMatrix x = NpyReader.readMatrix(path("X.npy"));
    for (int j = 0; j < 4000; j++) {
      x.set(5, j, x.get(3, j) - 2 * x.get(11, j));
    }
    NpyWriter.write(path("X.npy"), x, NpyFormat.DEFAULT.withFortranOrder());
    String expected = limit("X.npy", "--save-theta", path("in.npy")).expectSuccess();
    String out = limit("X.npy", "--out-of-core", "--save-theta", path("out.npy")).expectSuccess();
    for (String note : List.of("rank deficient: rank 19 of 20", "no theta interpolates y: ")) {
      String line = expected.lines().filter(l -> l.contains(note)).findFirst().orElseThrow();
      assertTrue(out.contains(line), out);
    }
    assertSameThetas(4000, "in.npy", "out.npy");
  }

  /** In memory there are more digits, and X is small. */
  @Test
  void rowsThatNearlyRepeatAreSolvedWhereXIsSmall() {
    generate();
    DesignMatrix x = NpyReader.readMatrix(path("X.npy"));
    for (int j = 0; j < 4000; j++) {
      x.set(5, j, x.get(3, j) + (j == 7 ? 1e-5 : 0));
    }
    NpyWriter.write(path("X.npy"), x, NpyFormat.DEFAULT.withFortranOrder());
    limit("X.npy", "--save-theta", path("in.npy")).expectSuccess();
    String out = limit("X.npy", "--out-of-core", "--save-theta", path("out.npy")).expectSuccess();
    assertTrue(out.contains("3 limits certified to 1e-09"), out);
    assertSameThetas(4000, "in.npy", "out.npy");
    Cli.Result sweep =
        Cli.run(
            "sweep",
            "--out-of-core",
            "--alphas",
            "0.1",
            "--x",
            path("X.npy"),
            "--y",
            path("y.npy"));
    assertEquals(4, sweep.code());
    assertTrue(sweep.err().contains("use sweep in memory"), sweep.err());
  }

  @Test
  void anyStartEndsThereOutOfCore() {
    generate("--noise", 0.1);
    double[] u0 = new double[4000];
    double[] v0 = new double[4000];
    Random random = new Random(3);
    for (int j = 0; j < 4000; j++) {
      u0[j] = random.nextGaussian();
      v0[j] = random.nextGaussian() / 2;
    }
    NpyWriter.write(path("u.npy"), u0);
    NpyWriter.write(path("v.npy"), v0);
    Object[] start = {"--u0", path("u.npy"), "--v0", path("v.npy"), "--save-theta"};
    limit("X.npy", with(start, path("in.npy"), "--json", path("in.json"))).expectSuccess();
    limit("X.npy", with(start, path("out.npy"), "--out-of-core")).expectSuccess();
    assertSameThetas(4000, "in.npy", "out.npy");
    assertEquals(
        path("v.npy").toString(),
        JSON.readTree(path("in.json").toFile()).get("problem").get("v0").asString());
    DesignMatrix theta = NpyReader.readMatrix(path("out.npy"));
    EffectiveStart unit = EffectiveStart.of(u0, v0);
    LeastSquares problem =
        new LeastSquares(NpyReader.readMatrix(path("X.npy")), NpyReader.readVector(path("y.npy")));
    double[] alphas = {1e-3, Math.sqrt(1e-3), 1};
    double[] row = new double[4000];
    for (int k = 0; k < 3; k++) {
      theta.copyRow(k, row);
      double[] expected = new BregmanProjection(problem).of(unit.times(alphas[k])).theta();
      assertTrue(Norms.relativeDistance(row, expected) <= 1e-12, "alpha " + alphas[k]);
    }
    String line = limit("X.npy", "--u0", path("u.npy")).expectOneLine(2);
    assertTrue(line.contains("--u0 and --v0 need each other"), line);
    line = limit("X.npy", "--u0", path("u.npy"), "--v0", path("y.npy")).expectOneLine(3);
    assertTrue(line.contains("y.npy: has shape (20,), but X has 4000 columns"), line);
    for (Object[] where : new Object[][] {{}, {"--out-of-core"}}) {
      Object[] same = {"--u0", path("u.npy"), "--v0", path("u.npy")};
      line = limit("X.npy", with(same, where)).expectOneLine(3);
      assertTrue(line.contains("at 0") && line.contains("|u0_j| != |v0_j|"), line);
    }
  }

  private static Object[] with(Object[] some, Object... more) {
    return Stream.of(some, more).flatMap(Arrays::stream).toArray();
  }

  @Test
  void theSameBytesOnAnyNumberOfThreads() throws IOException {
    generate("--noise", 0.5);
    byte[][] bytes = new byte[2][];
    for (int threads = 1; threads <= 2; threads++) {
      limit("X.npy", "--out-of-core", "--threads", threads, "--save-theta", path("t.npy"))
          .expectSuccess();
      bytes[threads - 1] = Files.readAllBytes(path("t.npy"));
    }
    assertTrue(Arrays.equals(bytes[0], bytes[1]));
  }

  @Test
  void memoryLimitDecides() {
    generate();
    assertFalse(limit("X.npy", "--memory-limit", "1g").expectSuccess().contains("out of core"));
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    Path large = path("large.npy");
    NpyWriter.write(
        large,
        SyntheticProblem.of(20, 150_000, 3, 1).training().x(),
        NpyFormat.DEFAULT.withFortranOrder().withFloat32());
    String out = limit("large.npy", "--memory-limit", "70m").expectSuccess();
    assertTrue(out.contains("out of core: needs 75 MiB in memory"), out);
    String line = limit("large.npy", "--memory-limit", "20m").expectOneLine(3);
    assertTrue(line.contains("even out of core") && line.contains("there is 20 MiB"), line);
    line = limit("large.npy", "--memory-limit", "70m", "--standardize").expectOneLine(3);
    assertTrue(line.contains("large.npy: the limit needs") && line.contains("leave"), line);
    out = Cli.run("info", "--x", large, "--memory-limit", "70m").expectSuccess();
    assertTrue(out.contains("20 x 150000 float32 by columns, 0.0120 GB"), out);
    assertTrue(out.contains("there is " + Math.min(70, megabytes) + " MiB"), out);
  }

  @Test
  void convertLaysOutByColumns() throws IOException {
    generate();
    DesignMatrix x = NpyReader.readMatrix(path("X.npy"));
    NpyWriter.write(path("rows.npy"), x);
    String line = limit("rows.npy", "--out-of-core").expectOneLine(3);
    assertTrue(line.contains("C order") && line.contains("mirrorflow convert"), line);
    String out =
        Cli.run("convert", "--x", path("rows.npy"), "--output", path("c.npy")).expectSuccess();
    assertTrue(out.contains("20 x 4000 float64 by columns"), out);
    assertTrue(Arrays.equals(Files.readAllBytes(path("X.npy")), Files.readAllBytes(path("c.npy"))));
    Files.writeString(path("x.csv"), "a,b,c\n1,2,3\n4,5,7\n", StandardCharsets.UTF_8);
    Cli.run("convert", "--x", path("x.csv"), "--output", path("v.npy"), "--x-precision", "single")
        .expectSuccess();
    assertEquals(7, NpyReader.readMatrix(path("v.npy")).get(1, 2));
    assertTrue(
        Cli.run("convert", "--x", path("c.npy"), "--output", path("c.npy"))
            .expectOneLine(2)
            .contains("name another file"));
    assertTrue(
        Cli.run("convert", "--x", path("y.npy.gz"), "--output", path("c.npy"))
            .expectOneLine(2)
            .contains(".npy or .csv"));
  }

  @Test
  void badDataAreSaid() throws IOException {
    generate();
    DesignMatrix x = NpyReader.readMatrix(path("X.npy"));
    x.set(7, 1234, Double.NaN);
    NpyWriter.write(path("nan.npy"), x, NpyFormat.DEFAULT.withFortranOrder().withNonFinite());
    String line = limit("nan.npy", "--out-of-core", "--save-theta", path("t.npy")).expectOneLine(3);
    assertTrue(line.contains("nan.npy") && line.contains("NaN at row 7, column 1234"), line);
    assertFalse(Files.exists(path("t.npy")));
    try (FileChannel channel = FileChannel.open(path("nan.npy"), StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - 8);
    }
    line = limit("nan.npy", "--out-of-core").expectOneLine(3);
    assertTrue(line.contains("is truncated"), line);
    line = Cli.run("limit", "--n", 5, "--d", 9, "--alphas", "1", "--out-of-core").expectOneLine(2);
    assertTrue(line.contains("mirrorflow generate --out-of-core"), line);
    assertTrue(limit("X.npy", "--threads", 0).expectOneLine(2).contains("--threads"));
    assertTrue(limit("X.npy", "--engine", "flink").expectOneLine(2).contains("local or spark"));
    assertTrue(limit("X.npy", "--master", "local").expectOneLine(2).contains("--engine spark"));
    line = limit("X.npy", "--engine", "spark", "--out-of-core").expectOneLine(2);
    assertTrue(line.contains("of the local engine"), line);
    assertTrue(limit("X.npy", "--engine", "spark").expectOneLine(3).contains("is not here"));
    line = limit("X.npy", "--memory-limit", "much").expectOneLine(2);
    assertTrue(line.contains("no amount of memory"), line);
  }
}
