package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.NpyReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code factorise}. */
final class FactoriseCommandTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder;

  private static Cli.Result run(Object... more) {
    Object[] start = {"factorise", "--size", 10, "--rank", 2, "--measurements", 3, "--commuting"};
    return Cli.run(Stream.of(start, more).flatMap(Arrays::stream).toArray());
  }

  /** The example of FactorisationFlow. */
  @Test
  void smallStartsEndAtTheLeastNuclearNorm() throws IOException {
    Path csv = folder.resolve("f.csv");
    Path matrices = folder.resolve("f.npy");
    Path plot = folder.resolve("f.png");
    String out =
        run(
                "--alphas",
                "1e-4,0.01,1",
                "--json",
                "-",
                "--csv-out",
                csv,
                "--save-theta",
                matrices,
                "--plot",
                plot)
            .expectSuccess();
    JsonNode json = JSON.readTree(out);
    assertEquals(1.559328, json.get("nuclearNormBound").asDouble(), 1e-6);
    double[] expected = {1.5594, 1.602, 9.03};
    for (int k = 0; k < 3; k++) {
      double norm = json.get("points").get(k).get("nuclearNorm").asDouble();
      assertEquals(expected[k], norm, 1e-3 * expected[k]);
    }
    assertEquals(4, Files.readAllLines(csv, StandardCharsets.UTF_8).size());
    assertEquals(100, NpyReader.readMatrix(matrices).columns());
    assertTrue(ImageIO.read(plot.toFile()).getWidth() > 500);
  }

  @Test
  void gradientDescentIsNamed() {
    String out = run("--alphas", "0.1", "--step", "0.005").expectSuccess();
    assertTrue(out.contains("gradient descent, step 0.005"), out);
    assertTrue(out.contains("proved by duality"), out);
  }

  @ParameterizedTest
  @CsvSource({
    "--step, 0, 2, --step",
    "--tolerance, 1e-20, 2, --tolerance",
    "--alphas, 0, 3, alpha",
    "--step, 1e3, 4, smaller step",
  })
  void badValuesAreOneLine(String option, String value, int code, String part) {
    String line = run(option, value).expectOneLine(code);
    assertTrue(line.contains(part), line);
  }

  /** An α that fails takes no other with it, is said first, and the command exits with 4. */
  @Test
  void anAlphaWithoutAnEndIsARow() throws IOException {
    Path csv = folder.resolve("f.csv");
    Path matrices = folder.resolve("f.npy");
    Path plot = folder.resolve("f.svg");
    Object[] more = {
      "--alphas", "0.01,1e200", "--csv-out", csv, "--save-theta", matrices, "--plot", plot
    };
    Cli.Result result = run(more);
    String line = result.expectOneLine(4);
    assertTrue(line.contains("1 of 2 alphas came to no end; alpha = 1.00e+200: the loss"), line);
    assertTrue(line.endsWith("take an alpha nearer to 1; θ is not saved"), line);
    assertTrue(result.out().lines().toList().get(2).startsWith("not certified: 1 of 2"));
    assertTrue(result.out().contains("1.00e+200  failed"), result.out());
    String row = Files.readAllLines(csv, StandardCharsets.UTF_8).get(2);
    assertTrue(row.startsWith("1.0E200,,,,,,,the loss at U = αI is beyond"), row);
    assertFalse(Files.exists(matrices));
    assertTrue(Files.exists(plot));
    JsonNode json = JSON.readTree(run("--alphas", "0.01,1e200", "--json", "-").out());
    assertEquals(1.602, json.get("points").get(0).get("nuclearNorm").asDouble(), 1e-3);
    assertTrue(json.get("points").get(0).get("failure").isNull());
    assertTrue(json.get("points").get(1).get("nuclearNorm").isNull());
    assertTrue(json.get("points").get(1).get("failure").asString().contains("nearer to 1"));
  }

  /** W* = 0: the flow from αI ends at a W of size α², and nothing is left to be proved. */
  @Test
  void measurementsOfZeroHaveTheirEnd() {
    String out =
        Cli.run("factorise", "--size", 8, "--rank", 0, "--measurements", 5, "--alphas", "1e-3,1")
            .expectSuccess();
    assertTrue(out.contains("every y_i is 0: W = 0 fits"), out);
    assertTrue(out.contains("7.209059e-06") && out.contains("7.209059 "), out);
  }

  @Test
  void aLooseFitBelowTheBoundIsExplained() {
    String out = run("--alphas", "0.001", "--tolerance", "0.9").expectSuccess();
    assertTrue(out.contains("fits only to the tolerance; lower --tolerance"), out);
    assertFalse(run("--alphas", "1").expectSuccess().contains("fits only"));
  }

  @Test
  void badSizesAreOneLine() {
    String line =
        Cli.run("factorise", "--size", 3, "--rank", 4, "--measurements", 2).expectOneLine(3);
    assertTrue(line.contains("rank = 4"), line);
  }
}
