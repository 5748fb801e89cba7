package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.lab.input.Features;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Features are called by their names in tables, JSON and CSV. */
final class FeatureNamesTest {

  /** y = 2 dose: a small start finds that alone. */
  private static final String DATA =
      """
      age,dose,blood pressure,y
      1,1,0,2
      0,1,1,2
      """;

  @TempDir private Path folder;
  private Path csv;
  private Path json;
  private Path out;

  @BeforeEach
  void writeData() throws IOException {
    csv = Files.writeString(folder.resolve("d.csv"), DATA);
    json = folder.resolve("r.json");
    out = folder.resolve("r.csv");
  }

  private String run(String command, Object... more) {
    List<Object> words = new ArrayList<>(List.of((Object[]) command.split(" ")));
    words.addAll(List.of("--csv", csv, "--target", "y", "--json", json, "--csv-out", out));
    words.addAll(Arrays.asList(more));
    return Cli.run(words.toArray()).expectSuccess();
  }

  private JsonNode json() throws IOException {
    return JsonMapper.shared().readTree(Files.readString(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit --alphas 1e-6",
        "sweep --alphas 1e-3",
        "sweep --method flow --alphas 1e-3",
      })
  void theSelectedAreNamed(String command) throws IOException {
    String table = run(command, "--top", 1);
    assertTrue(table.contains("largest entries"), table);
    assertTrue(table.contains("dose 2"), table);
    assertFalse(table.contains("age 0."), table);
    JsonNode largest = json().path("points").path(0).path("largest");
    assertEquals(1, largest.size());
    assertEquals("dose", largest.path(0).path("feature").asString());
    assertEquals(1, largest.path(0).path("coordinate").asInt());
    assertEquals(2, largest.path(0).path("theta").asDouble(), 1e-2);
    assertEquals("blood pressure", json().path("problem").path("features").path(2).asString());
    List<String> lines = Files.readAllLines(out);
    int at = List.of(lines.get(0).split(",")).indexOf("largest_features");
    assertEquals("dose", lines.get(1).split(",", -1)[at]);
    assertEquals(2, Double.parseDouble(lines.get(1).split(",", -1)[at + 1]), 1e-2);
  }

  @Test
  void saddlesNameWhatEnters() throws IOException {
    String table = run("saddles");
    assertTrue(table.lines().anyMatch(line -> line.matches(".*0.50000\\s+dose\\s+-.*")), table);
    JsonNode last = json().path("saddles").path(1);
    assertEquals("[\"dose\"]", last.path("enteringNames").toString());
    assertEquals("[\"dose\"]", last.path("supportNames").toString());
    List<String> lines = Files.readAllLines(out);
    assertTrue(lines.getFirst().endsWith("entering_features,leaving_features"), lines.toString());
    assertTrue(lines.getLast().endsWith(",dose,"), lines.toString());
  }

  @Test
  void basisPursuitTheLassoAndTheLandscapeNameTheirSupports() throws IOException {
    String table = run("basis-pursuit");
    assertTrue(table.contains("feature  j") && table.contains("dose  1"), table);
    assertEquals("[\"dose\"]", json().path("supportNames").toString());
    assertTrue(Files.readAllLines(out).getLast().endsWith(",dose"));
    run("basis-pursuit", "--lambda", "0.1");
    assertEquals("[\"dose\"]", json().path("points").path(0).path("supportNames").toString());
    assertTrue(run("landscape").contains("age, blood pressure"));
    assertTrue(run("flow --model dln --alpha 0.1").contains("blood pressure"));
  }

  @Test
  void withoutNamesCoordinatesCountAndAreShownWhereAskedFor() throws IOException {
    Object[] words = {"limit", "--n", 4, "--d", 9, "--sparsity", 1, "--alphas", "1e-3"};
    assertFalse(Cli.run(words).expectSuccess().contains("largest entries"));
    Object[] more = Arrays.copyOf(words, words.length + 2);
    more[words.length] = "--top";
    more[words.length + 1] = 2;
    assertTrue(Cli.run(more).expectSuccess().contains("largest entries"));
    more[words.length + 1] = -1;
    assertTrue(Cli.run(more).expectOneLine(2).contains("--top must be 0 or positive"));
    assertFalse(run("limit --alphas 1", "--top", 0).contains("largest entries"));
  }

  @Test
  void theLargestComeFirstAndTiesInTheirOrder() {
    double[] theta = {1, -3, 0, 3, Double.NaN, 2};
    assertArrayEquals(new int[] {1, 3, 5}, new Features(List.of(), 3).largest(theta));
    assertArrayEquals(new int[] {1, 3, 5, 0}, new Features(List.of(), 9).largest(theta));
    assertArrayEquals(new int[0], new Features(List.of(), 0).largest(theta));
  }
}
