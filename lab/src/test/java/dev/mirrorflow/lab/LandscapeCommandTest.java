package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.linalg.DesignMatrix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code landscape} and {@code saddles}, on the problems whose answers are fractions. */
final class LandscapeCommandTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder;
  private Object[] landscape;
  private Object[] saddles;

  @BeforeEach
  void writeData() {
    landscape =
        data("landscape", new double[][] {{1, 2, 0}, {0, 1, 1}}, new double[] {2, 1}).toArray();
    saddles =
        data("saddles", new double[][] {{1, 0.5, 0.7, 0}, {0.5, 1, 0.1, 0.7}}, new double[] {1, 0})
            .toArray();
  }

  private List<Object> data(String command, double[][] rows, double[] target) {
    Path x = folder.resolve(command + "-X.npy");
    Path y = folder.resolve(command + "-y.npy");
    NpyWriter.write(x, rows);
    NpyWriter.write(y, target);
    return List.of(command, "--x", x, "--y", y);
  }

  private static Cli.Result run(Object[] start, Object... more) {
    return Cli.run(Stream.of(start, more).flatMap(Arrays::stream).toArray());
  }

  private static JsonNode json(Object[] start, Object... more) {
    Object[] all = Stream.of(more, new Object[] {"--json", "-"}).flatMap(Arrays::stream).toArray();
    return JSON.readTree(run(start, all).expectSuccess());
  }

  @Test
  void landscapeListsSaddlesBeforeMinima() {
    String out = run(landscape).expectSuccess();
    assertTrue(out.contains("3 strict saddles, 3 minima"), out);
    JsonNode points = json(landscape).get("points");
    double[] losses = {1.25, 1, 0.25, 0, 0, 0};
    double[] smallest = {-2.5, -2, -0.5, 0, 0, 0};
    assertEquals(6, points.size());
    for (int k = 0; k < 6; k++) {
      assertEquals(losses[k], points.get(k).get("loss").asDouble(), 1e-14);
      assertEquals(smallest[k], points.get(k).get("smallestEigenvalue").asDouble(), 1e-9);
      assertEquals(k < 3 ? "strict saddle" : "minimum", points.get(k).get("kind").asString());
    }
    assertEquals(1, points.get(0).get("fallsAlong").asInt());
    // The minimum (0, 1, 0) has two zeros, each with three pieces.
    assertEquals(9, points.get(3).get("orbits").asInt());
    assertEquals(1, points.get(5).get("familyDimension").asInt());
  }

  @Test
  void landscapeOfNamedSupports() {
    String out =
        run(landscape, "--support", "none", "--support", "2,0", "--most", 1).expectSuccess();
    assertTrue(out.contains("1 strict saddle, 1 minimum; 1 shown"), out);
    String orbits = run(landscape, "--support", "1", "--orbits").expectSuccess();
    assertTrue(orbits.contains("0:(c,0) 2:(0,c)"), orbits);
    assertTrue(orbits.contains("0 strict saddles, 9 minima"), orbits);
    String wide = Cli.run("landscape", "--n", 5, "--d", 300, "--support", "3,299").expectSuccess();
    assertTrue(wide.contains("3,299"), wide);
  }

  @Test
  void landscapeWritesAllOutputs() throws IOException {
    Path csv = folder.resolve("r.csv");
    Path theta = folder.resolve("r.npy");
    Path plot = folder.resolve("r.png");
    run(landscape, "--csv-out", csv, "--save-theta", theta, "--plot", plot).expectSuccess();
    assertEquals(7, Files.readAllLines(csv, StandardCharsets.UTF_8).size());
    assertEquals(2, NpyReader.readMatrix(theta).get(2, 0), 1e-14);
    assertTrue(ImageIO.read(plot.toFile()).getWidth() > 500);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          landscape --n 5 --d 17                     | 2 | --support
          landscape --n 5 --d 6 --orbits             | 2 | --orbits needs one --support
          landscape --n 5 --d 6 --most 0             | 2 | --most
          landscape --n 5 --d 6 --support 1,x        | 2 | whole number
          landscape --n 5 --d 6 --support -1         | 2 | 0 or more
          landscape --n 5 --d 6 --support 1,6        | 3 | coordinate 6
          landscape --n 5 --d 6 --support 1,1        | 3 | coordinate 1
          landscape --n 1 --d 20 --support 0 --orbits| 3 | 3^19
          saddles --n 5 --d 6 --alpha 1              | 2 | --alpha
          saddles --n 5 --d 6 --alpha 0              | 2 | --alpha
          saddles --n 5                              | 2 | --d
          """)
  void badUsageIsOneLine(String command, int code, String part) {
    String line = Cli.run((Object[]) command.split(" ")).expectOneLine(code);
    assertTrue(line.contains(part), line);
  }

  @Test
  void saddlesGiveTheStaircase() throws IOException {
    Path csv = folder.resolve("s.csv");
    Path theta = folder.resolve("s.npy");
    Path plot = folder.resolve("s.png");
    String out =
        run(saddles, "--alpha", "1e-200", "--csv-out", csv, "--save-theta", theta, "--plot", plot)
            .expectSuccess();
    assertTrue(out.contains("3 jumps") && out.contains("minimisers: certified"), out);
    assertTrue(out.contains("flow, α=1.00e-200"), out);
    DesignMatrix rows = NpyReader.readMatrix(theta);
    assertEquals(4, rows.rows());
    assertEquals(-10.0 / 49, rows.get(3, 3), 1e-14);
    assertEquals(5, Files.readAllLines(csv, StandardCharsets.UTF_8).size());
    assertTrue(ImageIO.read(plot.toFile()).getWidth() > 1000);
  }

  @Test
  void saddlesAsJson() {
    JsonNode json = json(saddles, "--alpha", "1e-100");
    double[] tau = {0, 2, 8, 552.0 / 49};
    for (int k = 0; k < 4; k++) {
      JsonNode saddle = json.get("saddles").get(k);
      assertEquals(tau[k], saddle.get("tau").asDouble(), 1e-12 * tau[k]);
      assertEquals(tau[k], saddle.get("flowTau").asDouble(), 0.05 * tau[k]);
    }
    assertEquals(0, json.get("saddles").get(2).get("leaving").get(0).asInt());
    assertTrue(json.get("certificate").get("dualityGap").asDouble() < 1e-12);
    JsonNode without = json(saddles);
    assertTrue(without.get("saddles").get(1).get("flowTau").isNull());
  }

  private Object[] saddlesOn(double[][] rows, double[] target) {
    return data("saddles", rows, target).toArray();
  }

  @Test
  void saddlesOnEqualColumnsSayThatTheyTie() {
    Object[] twice = saddlesOn(new double[][] {{1, 1}, {1, 1}}, new double[] {2, 2});
    String out = run(twice).expectSuccess();
    assertTrue(
        out.contains(
            "columns 0,1 of X are equal up to sign: they tie, and the flow shares their sum"
                + " evenly"),
        out);
    assertTrue(out.indexOf("minimisers: certified") < out.indexOf("train loss"), out);
    JsonNode json = json(twice);
    assertEquals(1, json.get("equalColumns").get(0).get(1).asInt());
    assertEquals(1, json.get("saddles").get(1).get("values").get(1).asDouble(), 1e-15);
    assertTrue(json.get("certificate").get("holds").asBoolean());
  }

  @Test
  void saddlesWithLossesBeyondTheDoublesSaySo() {
    String[] command = "saddles --n 8 --d 20 --sparsity 2 --noise 1e160".split(" ");
    String out = run(command).expectSuccess();
    assertTrue(out.contains("training losses above 1.8e308"), out);
    JsonNode saddles = json(command).get("saddles");
    assertTrue(saddles.get(0).get("trainLoss").isNull());
    assertEquals(8, saddles.get(saddles.size() - 1).get("support").size());
  }

  @Test
  void saddlesFindAsManyEntriesAsThereAre() {
    JsonNode saddles =
        json("saddles --n 20 --d 60 --sparsity 3 --seed 2".split(" ")).get("saddles");
    assertEquals(3, saddles.get(saddles.size() - 1).get("support").size());
  }

  /** X is invertible, so that θ = X⁻¹y fits; the rounding of θ alone makes a loss of 1e-22. */
  @Test
  void aMinimumOfAnIllConditionedXHasNoLoss() {
    double[][] x = {{1, 1}, {1, 1 + 0x1p-20}};
    Object[] data = saddlesOn(x, new double[] {1, 1.3});
    data[0] = "landscape";
    JsonNode points = json(data).get("points");
    JsonNode minimum = points.get(points.size() - 1);
    assertEquals("minimum", minimum.get("kind").asString());
    assertEquals(0, minimum.get("loss").asDouble(), 1e-25);
    assertEquals(0, minimum.get("smallestEigenvalue").asDouble());

    double[][] worse = {{1, 1}, {1, 1 + 0x1p-40}};
    Object[] undecided = saddlesOn(worse, new double[] {1, 1.3});
    undecided[0] = "landscape";
    String line = run(undecided).expectOneLine(4);
    assertTrue(line.contains("columns [0, 1] of X are dependent"), line);
  }

  /** Rows of sizes from 1 to 1e-21, and too many entries for more digits. */
  @Test
  void whatIsNotCertifiedDoesNotExitWith0() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    double[][] x = new double[8][3000];
    double[] y = new double[8];
    for (int i = 0; i < 8; i++) {
      y[i] = random.nextGaussian();
      for (int j = 0; j < 3000; j++) {
        x[i][j] = random.nextGaussian() * Math.pow(10, -3 * i);
      }
    }
    Cli.Result result = run(saddlesOn(x, y));
    String line = result.expectOneLine(4);
    assertTrue(line.contains("not certified") && line.contains("bring the rows"), line);
    assertTrue(result.out().indexOf("not certified") < result.out().indexOf("train loss"));
  }

  @Test
  void anInterruptEndsThem() {
    for (Object[] command : List.of(landscape, saddles)) {
      Thread.currentThread().interrupt();
      String line = run(command).expectOneLine(130);
      assertTrue(Thread.interrupted());
      assertTrue(line.startsWith("mirrorflow: interrupted"), line);
    }
  }
}
