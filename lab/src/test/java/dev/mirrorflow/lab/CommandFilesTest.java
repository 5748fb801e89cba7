package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.NpyReader;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.lab.files.DeclaredFiles;
import dev.mirrorflow.lab.files.Reads;
import dev.mirrorflow.lab.files.Writes;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What commands read is never written over, and what they print is whole. */
final class CommandFilesTest {

  private static final String GRID =
      "{\"alpha\": [0.1, 1], \"n\": 5, \"d\": 9, \"k\": 1, \"tolerance\": 1e-3}";

  @TempDir private Path folder;
  private Path x;
  private Path y;
  private Path grid;

  @BeforeEach
  void writeData() throws IOException {
    x = folder.resolve("X.npy");
    y = folder.resolve("y.npy");
    grid = folder.resolve("g.json");
    NpyWriter.write(x, new double[][] {{1, 2, 3}, {4, 5, 7}});
    NpyWriter.write(y, new double[] {1, -1});
    Files.writeString(grid, GRID, StandardCharsets.UTF_8);
  }

  static Collection<String> commands() {
    return Commands.all().getSubcommands().keySet();
  }

  private static CommandSpec spec(String command) {
    return Commands.all().getSubcommands().get(command).getCommandSpec();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyFileOfACommandIsDeclared(String command) {
    for (ArgSpec arg : spec(command).args()) {
      if (arg.userObject() instanceof Field field && field.getType() == Path.class) {
        assertTrue(
            field.isAnnotationPresent(Reads.class) != field.isAnnotationPresent(Writes.class),
            field.toString());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void noCommandWritesOverWhatItReadsOrWhatItWrites(String command) throws Exception {
    List<ArgSpec> inputs = args(spec(command), Reads.class);
    List<ArgSpec> outputs = args(spec(command), Writes.class);
    for (int k = 0; k < outputs.size(); k++) {
      List<ArgSpec> others = new ArrayList<>(inputs);
      others.addAll(outputs.subList(0, k));
      for (ArgSpec other : others) {
        assertTrue(refusal(command, outputs.get(k), other, y).contains(y.getFileName().toString()));
      }
    }
  }

  /** What a command says whose arguments are these two. */
  private static String refusal(String command, ArgSpec one, ArgSpec two, Path file)
      throws Exception {
    CommandLine line = Commands.all().getSubcommands().get(command);
    for (ArgSpec arg : line.getCommandSpec().args()) {
      if (arg.userObject().equals(one.userObject()) || arg.userObject().equals(two.userObject())) {
        arg.setValue(file);
      }
    }
    return assertThrows(
            ParameterException.class,
            () -> new DeclaredFiles(line.getCommandSpec()).check(),
            one + " and " + two)
        .getMessage();
  }

  private static List<ArgSpec> args(
      CommandSpec spec, Class<? extends java.lang.annotation.Annotation> role) {
    return spec.args().stream()
        .filter(arg -> arg.userObject() instanceof Field field && field.isAnnotationPresent(role))
        .toList();
  }

  @Test
  void theInputsOfTheIssueStayWhatTheyWere() throws IOException {
    Path hard = Files.createLink(folder.resolve("hard.npy"), x);
    Path soft = Files.createSymbolicLink(folder.resolve("soft.json"), Path.of("y.npy"));
    byte[] before = Files.readAllBytes(x);
    assertEquals(
        "mirrorflow: --save-theta is the file of --x, "
            + shown(x)
            + ", which would be written over; name another file; see 'mirrorflow sweep --help'",
        sweep("--save-theta", x).expectOneLine(2));
    assertTrue(sweep("--save-theta", hard).expectOneLine(2).contains("--x"));
    assertTrue(sweep("--json", y).expectOneLine(2).contains("is the file of --y"));
    assertTrue(sweep("--json", soft).expectOneLine(2).contains("is the file of --y"));
    assertTrue(Cli.run("convert", "--x", x, "--output", hard).expectOneLine(2).contains("--x"));
    assertTrue(Cli.run("grid", grid, "--jsonl", grid).expectOneLine(2).contains("FILE.json, "));
    assertTrue(
        Cli.run("sweep", "--grid", grid, "--csv-out", grid).expectOneLine(2).contains("FILE.json"));
    assertArrayEquals(before, Files.readAllBytes(x));
    assertEquals(2, NpyReader.readVector(y).length);
    assertEquals(GRID, Files.readString(grid));
  }

  private static String shown(Path path) {
    String text = path.toString();
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }

  private Cli.Result sweep(Object option, Object file) {
    return Cli.run("sweep", "--x", x, "--y", y, "--alphas", "0.1,1", option, file);
  }

  @Test
  void generateKeepsFilesThatAreThere() throws IOException {
    byte[] before = Files.readAllBytes(x);
    Object[] command = {"generate", "--n", 4, "--d", 6, "--output", folder};
    assertEquals(
        "mirrorflow: "
            + x
            + ": is there already; name another folder, or add --overwrite to lose it",
        Cli.run(command).expectOneLine(3));
    assertArrayEquals(before, Files.readAllBytes(x));
    assertFalse(Files.exists(folder.resolve("theta_star.npy")));
    Cli.run("generate", "--n", 4, "--d", 6, "--output", folder, "--overwrite").expectSuccess();
    assertEquals(4, NpyReader.readMatrix(x).rows());
  }

  @Test
  void quickstartKeepsFilesThatAreThere() throws IOException {
    Path theta = Files.writeString(folder.resolve("theta.npy"), "mine");
    String line = Cli.run("quickstart", "--no-bench", "--output", folder).expectOneLine(3);
    assertTrue(line.contains("theta.npy: is there already"), line);
    assertEquals("mine", Files.readString(theta));
  }

  @Test
  void textGoesToStandardOutputAlone() {
    String csv = sweep("--csv-out", "-").expectSuccess();
    assertTrue(csv.startsWith("alpha,status,"), csv);
    assertEquals(3, csv.lines().count(), csv);
    String json = sweep("--json", "-").expectSuccess();
    assertTrue(json.startsWith("{") && json.endsWith("}\n"), json);
    assertTrue(Cli.run("grid", grid, "--csv-out", "-").expectSuccess().startsWith("id,alpha,"));
    String lines = Cli.run("grid", grid, "--jsonl", "-").expectSuccess();
    assertEquals(2, lines.lines().filter(line -> line.startsWith("{\"id\"")).count(), lines);
    assertEquals(2, lines.lines().count(), lines);
    assertFalse(Files.exists(Path.of("-")) || Files.exists(Path.of("-.journal")));
  }

  @Test
  void standardOutputTakesOneText() {
    assertEquals(
        "mirrorflow: --json and --csv-out cannot both go to standard output (-); name a file for"
            + " one of them; see 'mirrorflow fit --help'",
        Cli.run("fit", "--model", "ols", "--x", x, "--y", y, "--json", "-", "--csv-out", "-")
            .expectOneLine(2));
    for (String option : new String[] {"--plot", "--save-theta"}) {
      assertEquals(
          "mirrorflow: "
              + option
              + " cannot go to standard output (-); name a file; see 'mirrorflow sweep --help'",
          sweep(option, "-").expectOneLine(2));
    }
  }
}
