package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.NpyFormat;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.data.SyntheticProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The data decide on α where --alphas is not given, and it is said. */
final class DefaultAlphasTest {

  private static final Dataset DATA = new SyntheticProblem(8, 24, 2, 0, 0, 1).training();

  @TempDir private Path folder;
  private Path x;
  private Path y;
  private Path json;

  @BeforeEach
  void writeData() {
    x = folder.resolve("X.npy");
    y = folder.resolve("y.npy");
    json = folder.resolve("r.json");
    NpyWriter.write(x, DATA.x(), NpyFormat.DEFAULT.withFortranOrder());
    NpyWriter.write(y, DATA.y());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sweep",
        "sweep --method flow",
        "sweep --method limit",
        "limit",
        "limit --out-of-core",
        "initialise",
        "descend --max-iterations 100000 --tolerance 1e-2",
      })
  void xAndYAreEnough(String command) throws IOException {
    double scale = scale(command, 1);
    assertEquals(3 * scale, scale(command, 9), 1e-12 * scale, "y times 9");
  }

  /** Runs it on c y, and returns the scale that it says. */
  private double scale(String command, double c) throws IOException {
    double[] scaled = DATA.y().clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= c;
    }
    NpyWriter.write(y, scaled);
    String out = Cli.run(words(command, "--x", x, "--y", y, "--json", json)).expectSuccess();
    assertTrue(out.contains("alpha from the data: 12 values around "), out);
    JsonNode root = JsonMapper.shared().readTree(Files.readString(json));
    double scale = root.path("problem").path("alphaScale").asDouble();
    JsonNode points = root.has("points") ? root.path("points") : root.path("descents");
    assertEquals(12, points.size(), root.toString());
    assertEquals(1e-3 * scale, points.path(0).path("alpha").asDouble(), 1e-15 * scale);
    assertEquals(10 * scale, points.path(11).path("alpha").asDouble(), 1e-12 * scale);
    return scale;
  }

  @Test
  void whatIsAskedForIsTakenWithoutAWord() throws IOException {
    String out =
        Cli.run("limit", "--x", x, "--y", y, "--alphas", "0.1,1", "--json", json).expectSuccess();
    assertTrue(!out.contains("from the data"), out);
    JsonNode root = JsonMapper.shared().readTree(Files.readString(json));
    assertTrue(!root.path("problem").has("alphaScale"));
  }

  @Test
  void startsOfOnesOwnNeedTheirFactors() {
    String line = Cli.run("limit", "--x", x, "--y", y, "--u0", y, "--v0", y).expectOneLine(2);
    assertTrue(line.contains("--u0 and --v0 need --alphas"), line);
  }

  private static Object[] words(String command, Object... more) {
    List<Object> words = new ArrayList<>(List.of((Object[]) command.split(" ")));
    words.addAll(List.of(more));
    return words.toArray();
  }
}
