package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code samples}. */
final class SamplesCommandTest {

  private static final Object[] SMALL = {
    "samples",
    "--d",
    40,
    "--sparsity",
    2,
    "--samples",
    "8:36:4",
    "--alphas",
    "1e-4,0.1,10",
    "--seeds",
    3
  };

  @TempDir private Path folder;

  private static Cli.Result run(Object... more) {
    return Cli.run(Stream.of(SMALL, more).flatMap(Arrays::stream).toArray());
  }

  /** With other α. */
  private static Cli.Result of(String alphas, Object... more) {
    Object[] command = SMALL.clone();
    command[8] = alphas;
    return Cli.run(Stream.of(command, more).flatMap(Arrays::stream).toArray());
  }

  private static JsonNode json(Object... more) {
    Object[] all = Stream.of(more, new Object[] {"--json", "-"}).flatMap(Arrays::stream).toArray();
    return JsonMapper.builder().build().readTree(run(all).expectSuccess());
  }

  @Test
  void smallerStartsNeedFewerSamples() {
    JsonNode points = json().get("points");
    int small = points.get(0).get("samplesNeeded").asInt();
    int middle = points.get(1).get("samplesNeeded").asInt();
    assertTrue(small >= 8 && small < middle && middle <= 36, small + ", " + middle);
    assertTrue(points.get(2).get("samplesNeeded").isNull());
    assertEquals(8, points.get(0).get("errors").size());
    String out = run().expectSuccess();
    assertTrue(out.lines().anyMatch(line -> line.matches(" *10\\.0 +more .*")), out);
    assertTrue(out.lines().anyMatch(line -> line.matches("0.000100 +" + small + " .*")), out);
  }

  @Test
  void theThreadsDoNotMatter() {
    assertEquals(json("--threads", 1).get("points"), json("--threads", 3).get("points"));
  }

  @Test
  void outputsAreWritten() throws IOException {
    Path csv = folder.resolve("out.csv");
    Path plot = folder.resolve("out.png");
    run("--csv-out", csv, "--plot", plot).expectSuccess();
    assertEquals(1 + 3 * 8, Files.readAllLines(csv).size());
    assertEquals(720, ImageIO.read(plot.toFile()).getWidth());
  }

  @Test
  void anAlphaThatFailsIsARowThatSaysWhy() throws IOException {
    Path json = folder.resolve("out.json");
    Path csv = folder.resolve("out.csv");
    Cli.Result result = of("1e154,0.1", "--json", json, "--csv-out", csv);
    assertEquals(4, result.code());
    assertEquals("", result.err());
    String said = "NOT CERTIFIED: n = 8: the limit for alpha = 1.0E154 could not be certified";
    assertTrue(result.out().contains(said), result.out());
    JsonNode written = JsonMapper.builder().build().readTree(Files.readString(json));
    assertEquals(3 * 8, written.get("failures").size());
    assertTrue(written.get("points").get(0).get("errors").get(0).isNull());
    JsonNode alone = json().get("points").get(1).get("errors");
    JsonNode beside = written.get("points").get(1).get("errors");
    for (int i = 0; i < 8; i++) {
      assertEquals(alone.get(i).asDouble(), beside.get(i).asDouble(), 1e-12);
    }
    assertEquals("1.0E154,8,", Files.readAllLines(csv).get(1));
    assertEquals(1 + 2 * 8, Files.readAllLines(csv).size());
    of("1e154").expectOneLine(4);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    run("--depth", 1).expectOneLine(2);
    run("--error", 0).expectOneLine(2);
    run("--seeds", 0).expectOneLine(2);
    run("--threads", 0).expectOneLine(2);
    run("--save-theta", folder.resolve("x.npy")).expectOneLine(2);
    for (String samples : new String[] {"10:5:1", "10:20", "20,10", "0:5:1", "a"}) {
      Cli.run("samples", "--d", 40, "--sparsity", 2, "--samples", samples).expectOneLine(2);
    }
    Cli.run("samples", "--d", 40, "--sparsity", 41, "--samples", "10").expectOneLine(3);
  }

  @Test
  void moreSamplesThanFeaturesWithNoiseHaveLimitsAtTheLeastLoss() {
    Cli.run("samples", "--d", 10, "--sparsity", 2, "--samples", "20", "--noise", 1).expectSuccess();
  }
}
