package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files as people have them, each by one command as it is; the numbers are made up. */
final class OwnDataTest {

  private static final String WINE =
      """
      "fixed acidity";"volatile acidity";"pH";"quality"
      7.4;0.7;3.51;5
      7.8;0.88;3.2;6
      """;

  private static final String PROSTATE =
      """
      \tlcavol\tlweight\tage\tlpsa\ttrain
      1\t-0.58\t2.77\t50\t-0.43\tT
      2\t-0.99\t3.32\t58\t-0.16\tF
      3\t-0.51\t2.69\t74\t-0.16\tT
      """;

  private static final String DIABETES =
      """
      AGE\tSEX\tBMI\tBP\tY
      59\t2\t32.1\t101\t151
      48\t1\t21.6\t87\t75
      """;

  private static final String PANDAS =
      """
      ,age,dose,weight,y
      0,1.5,2,3,5
      1,,4,1,6
      2,3,7,2,8
      """;

  private static final String GERMAN =
      """
      Größe;Gewicht;Alter;y
      1,85;80,5;30;1,5
      1,7;62,25;41;2
      """;

  @TempDir private Path folder;

  @Test
  void semicolonsAndQuotes() throws IOException {
    JsonNode problem = problem(file("wine.csv", WINE), "quality");
    assertEquals("wine.csv is separated by semicolons", note(problem));
    assertEquals(3, problem.path("d").asInt());
  }

  @Test
  void tabsAndAnIndex() throws IOException {
    JsonNode problem = problem(file("prostate.data", PROSTATE), "lpsa", "--drop", "train");
    assertTrue(note(problem).contains("the first column has no name and is taken for the index"));
    assertEquals(3, problem.path("d").asInt());
  }

  @Test
  void tabsInGzip() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(DIABETES.getBytes(StandardCharsets.UTF_8));
    }
    Path path = Files.write(folder.resolve("diabetes.txt.gz"), packed.toByteArray());
    assertEquals(4, problem(path, "Y").path("d").asInt());
  }

  @Test
  void pandasWithAnIndexAndGaps() throws IOException {
    Path path = file("table.csv", PANDAS);
    String line = Cli.run("limit", "--csv", path, "--target", "y").expectOneLine(3);
    assertTrue(line.contains("line 3, column 'age': the cell is empty"), line);
    assertTrue(line.contains("--missing drop-rows or mean"), line);
    assertEquals(2, problem(path, "y", "--missing", "drop-rows").path("n").asInt());
    assertEquals(3, problem(path, "y", "--missing", "mean").path("n").asInt());
  }

  @Test
  void decimalCommas() throws IOException {
    Path path = file("werte.csv", GERMAN);
    String line = Cli.run("limit", "--csv", path, "--target", "y").expectOneLine(3);
    assertTrue(line.contains("give --decimal ,"), line);
    assertEquals(3, problem(path, "y", "--decimal", ",").path("d").asInt());
  }

  @ParameterizedTest
  @CsvSource({
    "--delimiter, ab, is not one character",
    "--delimiter, 5, is not one character",
    "--decimal, x, is neither . nor",
    "--missing, perhaps, 'refuse, drop-rows, mean'",
  })
  void wrongWordsAreUsageErrors(String option, String value, String words) throws IOException {
    Path path = file("wine.csv", WINE);
    String line = Cli.run("limit", "--csv", path, "--target", "pH", option, value).expectOneLine(2);
    assertTrue(line.contains(words), line);
  }

  /** The kinds of the issue, at every option that reads one. */
  @Test
  void filesOfAnotherKindAreNamed() throws IOException {
    String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n";
    for (String name : List.of("a.npy", "a.csv", "a.npz", "a.csv.gz")) {
      Path path = file(name, pointer);
      Path y = file("y.csv", "y\n1\n");
      String line = Cli.run("limit", "--x", path, "--y", y).expectOneLine(3);
      assertTrue(line.contains("is a Git LFS pointer, not the data"), line);
    }
    Path page = file("page.csv", "<!DOCTYPE html>\n<html>\n");
    String line = Cli.run("sweep", "--csv", page, "--target", "y").expectOneLine(3);
    assertTrue(line.contains("page.csv: is an HTML page, not data"), line);
  }

  private static String note(JsonNode problem) {
    return problem.path("dataNotes").toString().replaceAll("[\\[\\]\"]", "");
  }

  private JsonNode problem(Path csv, String target, Object... more) throws IOException {
    Path json = folder.resolve("r.json");
    List<Object> words =
        new ArrayList<>(List.of("limit", "--csv", csv, "--target", target, "--json", json));
    words.addAll(Arrays.asList(more));
    Cli.run(words.toArray()).expectSuccess();
    return JsonMapper.shared().readTree(Files.readString(json)).path("problem");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
