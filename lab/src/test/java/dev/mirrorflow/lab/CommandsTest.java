package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Quickstart, fit, generate and info. */
final class CommandsTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder;

  @Test
  void quickstartShowsTheBiasAndWritesItsFiles() throws IOException {
    Path output = folder.resolve("a/b");
    String out = Cli.run("quickstart", "--no-bench", "--output", output).expectSuccess();
    assertTrue(out.contains("16 of 16 converged"), out);
    assertTrue(out.contains("8/8"), out);
    for (String name : new String[] {"sweep.json", "sweep.csv", "theta.npy", "sweep.png"}) {
      assertTrue(out.contains(output.resolve(name).toAbsolutePath().toString()), out);
      assertTrue(Files.size(output.resolve(name)) > 0, name);
    }
    JsonNode points =
        JSON.readTree(Files.readString(output.resolve("sweep.json"), StandardCharsets.UTF_8))
            .get("points");
    double first = points.get(0).get("testError").asDouble();
    double last = points.get(15).get("testError").asDouble();
    assertTrue(first < 0.01 * last, first + " and " + last);
  }

  @Test
  void fitFromTheta0ReachesItsProjection() throws IOException {
    double[] theta0 = new double[30];
    for (int j = 0; j < theta0.length; j++) {
      theta0[j] = Math.sin(j);
    }
    Path start = folder.resolve("start.npy");
    Path json = folder.resolve("fit.json");
    Path csv = folder.resolve("fit.csv");
    Path plot = folder.resolve("fit.png");
    Path theta = folder.resolve("theta.npy");
    NpyWriter.write(start, theta0);
    String out =
        Cli.run(
                "fit",
                "--model",
                "ols",
                "--n",
                10,
                "--d",
                30,
                "--theta0",
                start,
                "--tolerance",
                "1e-20",
                "--json",
                json,
                "--csv-out",
                csv,
                "--plot",
                plot,
                "--save-theta",
                theta)
            .expectSuccess();
    assertTrue(out.contains("rank 10 of 10"), out);
    JsonNode result = JSON.readTree(Files.readString(json, StandardCharsets.UTF_8));
    double distance = result.get("result").get("relativeDistanceToLimit").asDouble();
    assertTrue(distance < 1e-8, "distance " + distance);
    assertEquals(
        result.get("trace").size() + 1, Files.readAllLines(csv, StandardCharsets.UTF_8).size());
    assertEquals(30, NpyReader.readVector(theta).length);
    assertTrue(ImageIO.read(plot.toFile()).getHeight() > 300);
  }

  @Test
  void fitOfTheNetworkFindsTheSupport() {
    String out =
        Cli.run(
                "fit",
                "--model",
                "dln",
                "--alpha",
                0.01,
                "--n",
                30,
                "--d",
                60,
                "--sparsity",
                2,
                "--method",
                "sgd",
                "--batch",
                5,
                "--sampling",
                "with")
            .expectSuccess();
    assertTrue(out.contains("support found 2/2"), out);
    assertTrue(out.contains("converged"), out);
  }

  @Test
  void theta0OfAnotherLength() {
    Path start = folder.resolve("start.npy");
    NpyWriter.write(start, new double[] {1, 2});
    String line =
        Cli.run("fit", "--model", "ols", "--n", 4, "--d", 3, "--theta0", start).expectOneLine(3);
    assertTrue(line.contains("2 entries") && line.contains("3 columns"), line);
  }

  @Test
  void generatedFilesSweepAsTheCommandSays() {
    Path output = folder.resolve("my problem");
    String out =
        Cli.run(
                "generate",
                "--n",
                15,
                "--d",
                40,
                "--sparsity",
                2,
                "--test-samples",
                50,
                "--output",
                output)
            .expectSuccess();
    assertEquals(40, NpyReader.readVector(output.resolve("theta_star.npy")).length);
    assertEquals(50, NpyReader.readMatrix(output.resolve("test_X.npy")).rows());
    String command =
        out.lines()
            .filter(line -> line.contains("mirrorflow sweep"))
            .findFirst()
            .orElseThrow()
            .strip();
    Object[] args =
        Arrays.stream(command.replace("mirrorflow ", "").split(" (?=--)"))
            .flatMap(part -> Arrays.stream(part.replace("'", "").split(" ", 2)))
            .toArray();
    assertTrue(Cli.run(args).expectSuccess().contains("16 of 16 converged"));
  }

  @Test
  void sameSeedSameProblem() {
    Path files = folder.resolve("files");
    Cli.run("generate", "--n", 15, "--d", 40, "--seed", 7, "--output", files).expectSuccess();
    JsonNode direct = points("--n", "15", "--d", "40", "--seed", "7");
    JsonNode read =
        points("--x", files.resolve("X.npy").toString(), "--y", files.resolve("y.npy").toString());
    assertEquals(direct.get(0).get("l1"), read.get(0).get("l1"));
  }

  private static JsonNode points(String... problem) {
    Object[] args = new Object[problem.length + 5];
    System.arraycopy(new Object[] {"sweep", "--alphas", "0.1", "--json", "-"}, 0, args, 0, 5);
    System.arraycopy(problem, 0, args, 5, problem.length);
    return JSON.readTree(Cli.run(args).expectSuccess()).get("points");
  }

  @Test
  void infoNamesWhatComputes() {
    String out = Cli.run("info").expectSuccess();
    assertTrue(out.contains(System.getProperty("java.vm.version")), out);
    assertTrue(out.contains("kernels") && out.contains("side by side"), out);
    JsonNode facts = JSON.readTree(Cli.run("info", "--json").expectSuccess());
    assertEquals(Runtime.getRuntime().availableProcessors(), facts.get("cores").asInt());
    assertTrue(facts.get("heapMaxGiB").asDouble() > 0);
  }
}
