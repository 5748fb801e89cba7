package dev.mirrorflow.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.mirrorflow.grid.GridRow;
import dev.mirrorflow.lab.Main;
import dev.mirrorflow.lab.Repository;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The schemas in {@code docs/schema} are those of the declarations, and what the commands write is
 * as they say. {@code -Dmirrorflow.write=true} writes them anew.
 */
final class SchemaTest {

  /** What a command may write: its JSON file, and a line of {@code --jsonl}. */
  private record Output(String title, Optional<Columns<?>> json, Columns<?> line) {}

  private static final Output LIMIT = output("limits", LimitReport.JSON, LimitReport.POINTS);
  private static final Output DESCEND =
      output("descents by columns", DescendReport.JSON, DescendReport.RECORDS);

  private static final Map<String, List<Output>> COMMANDS =
      Map.ofEntries(
          Map.entry(
              "sweep",
              List.of(
                  output("descents", SweepReport.DESCENTS_JSON, SweepReport.DESCENTS),
                  output("flows", SweepReport.FLOWS_JSON, SweepReport.FLOWS),
                  LIMIT,
                  DESCEND)),
          Map.entry(
              "limit",
              List.of(
                  LIMIT,
                  output(
                      "limits, cross-validated",
                      CrossValidationReport.JSON,
                      CrossValidationReport.POINTS))),
          Map.entry("descend", List.of(DESCEND)),
          Map.entry(
              "basis-pursuit",
              List.of(
                  output("an interpolator", BasisPursuitReport.JSON, BasisPursuitReport.ENTRIES),
                  output("the lasso", LassoReport.JSON, LassoReport.POINTS))),
          one("flow", FlowReport.JSON, FlowReport.POINTS),
          one("fit", FitReport.JSON, FitReport.RECORDS),
          one("landscape", LandscapeReport.JSON, LandscapeReport.ROWS),
          one("saddles", SaddlesReport.JSON, SaddlesReport.ROWS),
          one("factorise", FactorisationReport.JSON, FactorisationReport.POINTS),
          one("effective", EffectiveReport.JSON, EffectiveReport.ROWS),
          one("initialise", InitialiseReport.JSON, InitialiseReport.POINTS),
          one("samples", SamplesReport.JSON, SamplesReport.ERRORS),
          one("early-stopping", EarlyStoppingReport.JSON, EarlyStoppingReport.RECORDS),
          one("classify", ClassifyReport.JSON, ClassifyReport.TIMES),
          one("phase", PhaseReport.JSON, PhaseReport.CELLS));

  private static final Path FOLDER = Repository.root().resolve("docs/schema");

  @TempDir private Path folder;

  private static Output output(String title, Columns<?> json, Columns<?> line) {
    return new Output(title, Optional.of(json), line);
  }

  private static Map.Entry<String, List<Output>> one(
      String command, Columns<?> json, Columns<?> line) {
    return Map.entry(command, List.of(output(command, json, line)));
  }

  /** The schema of a command: that of its JSON file, and at {@code $defs/line} that of a line. */
  private static String schema(String command) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "mirrorflow " + command);
    if (command.equals("grid")) {
      schema.put("description", "a line of --jsonl");
      schema.putAll(gridRow());
    } else {
      List<Output> outputs = COMMANDS.get(command);
      schema.putAll(anyOf(outputs.stream().map(output -> output.json().orElseThrow()).toList()));
      schema.put("$defs", Map.of("line", anyOf(outputs.stream().map(Output::line).toList())));
    }
    return JsonFile.text(schema) + "\n";
  }

  private static Map<String, Object> anyOf(List<? extends Columns<?>> columns) {
    List<Map<String, Object>> schemas = new ArrayList<>();
    columns.forEach(one -> schemas.add(one.schema()));
    return schemas.size() == 1 ? schemas.getFirst() : JsonSchema.schema("anyOf", schemas);
  }

  private static Map<String, Object> gridRow() {
    List<Column.Field<Object>> fields = new ArrayList<>();
    GridRow.COLUMNS.forEach((name, type) -> {
      String word = type == String.class ? "string" : type == Double.class ? "number" : "integer";
      fields.add(new Column.Field<>(name, JsonSchema.orNull(word), false, row -> row));
    });
    return JsonSchema.object(fields);
  }

  static Stream<String> commands() {
    return Stream.concat(COMMANDS.keySet().stream(), Stream.of("grid"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theCommittedSchemaIsThatOfTheDeclarations(String command) throws IOException {
    Path file = FOLDER.resolve(command + ".json");
    if (Boolean.getBoolean("mirrorflow.write")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, schema(command));
    }
    assertEquals(
        schema(command),
        Files.readString(file),
        "run this test with -Dmirrorflow.write=true to renew it");
  }

  @Test
  void noOtherSchemaIsThere() throws IOException {
    Set<String> there = new TreeSet<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      files.forEach(file -> there.add(file.getFileName().toString()));
    }
    Set<String> expected = new TreeSet<>(commands().map(command -> command + ".json").toList());
    assertEquals(expected, there);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sweep|--n 8 --d 12 --sparsity 1 --alphas 0.1,1",
        "sweep|--n 8 --d 12 --sparsity 1 --alphas 0.5,1 --step 5",
        "sweep|--n 8 --d 12 --sparsity 1 --alphas 0.5,1 --method flow",
        "sweep|--n 8 --d 12 --sparsity 1 --alphas 0.5,1 --method limit",
        "limit|--n 8 --d 12 --sparsity 1 --top 2",
        "limit|--n 12 --d 6 --sparsity 1 --noise 1",
        "limit|--n 12 --d 20 --sparsity 1 --alphas 0.1,1 --cv 3 --intercept",
        "descend|--n 8 --d 12 --sparsity 1 --alphas 0.5,1",
        "descend|--n 8 --d 12 --sparsity 1 --alphas 0.5,1 --step 50",
        "basis-pursuit|--n 8 --d 12 --sparsity 1",
        "basis-pursuit|--n 8 --d 12 --sparsity 1 --noise 1 --noise-norm 0.5",
        "basis-pursuit|--n 8 --d 12 --sparsity 1 --lambda 1e-2:1:4",
        "flow|--model dln --alpha 0.1 --n 8 --d 12 --sparsity 1",
        "flow|--model ols --n 8 --d 12 --sparsity 1",
        "fit|--model dln --alpha 0.1 --n 8 --d 12 --sparsity 1",
        "fit|--model ols --n 8 --d 12 --sparsity 1 --step 1e200",
        "landscape|--n 3 --d 4 --sparsity 1",
        "landscape|--n 3 --d 4 --sparsity 1 --support 1 --orbits",
        "saddles|--n 8 --d 12 --sparsity 1 --alpha 1e-50",
        "factorise|--size 3 --rank 1 --measurements 2 --commuting --alphas 1e-3,0.1",
        "factorise|--size 3 --rank 1 --measurements 2 --alphas 1e-3,1e200",
        "effective|--n 8 --d 12 --sparsity 1 --method sgd --batch 1 --step 0.02",
        "effective|--n 8 --d 12 --sparsity 1 --alphas 0.1 --step 50",
        "initialise|--n 8 --d 30 --sparsity 1 --corrupt 2 --alphas 0.1,1",
        "initialise|--n 8 --d 12 --sparsity 1 --depth 3 --alphas 0.1,1",
        "samples|--d 12 --sparsity 1 --samples 2:8:3 --alphas 1e-3,1 --seeds 2",
        "early-stopping|--n 20 --d 30 --sparsity 1 --noise 0.5 --max-iterations 200",
        "classify|--n 8 --d 20 --sparsity 1 --steps 50",
        "classify|--n 8 --d 20 --sparsity 1 --steps 50 --method normalized",
        "classify|--n 8 --d 20 --sparsity 1 --steps 50 --method adam",
        "limit|--n 8 --d 20 --sparsity 1 --alphas 0.1 --theory",
        "phase|--d 10 --size 2 --trials 2"
      })
  void whatCommandsWriteIsAsTheSchemasSay(String command, String options) throws IOException {
    Path json = folder.resolve("out.json");
    Path lines = folder.resolve("out.jsonl");
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of(options.split(" ")));
    words.addAll(List.of("--json", json.toString(), "--jsonl", lines.toString()));
    words.addAll(List.of("--csv-out", "-"));
    String csv = printed(words);
    Schema schema = committed(command, false);
    assertEquals(List.of(), schema.validate(Files.readString(json), InputFormat.JSON));
    Schema line = committed(command, true);
    List<String> objects = Files.readAllLines(lines);
    assertFalse(objects.isEmpty());
    for (String object : objects) {
      assertEquals(List.of(), line.validate(object, InputFormat.JSON), object);
    }
    List<String> rows = csv.lines().toList();
    assertTrue(rows.getFirst().matches("[a-z0-9_]+(,[a-z0-9_]+)+"), rows.getFirst());
    assertEquals(objects.size() + 1, rows.size(), csv);
  }

  @Test
  void theRowsOfAGridAreAsItsSchemaSays() throws IOException {
    Path grid = folder.resolve("grid.json");
    Files.writeString(
        grid, "{\"alpha\": [0.1, 1e200], \"n\": 5, \"d\": 9, \"k\": 1, \"tolerance\": 1e-3}");
    String lines = printed(List.of("grid", grid.toString(), "--jsonl", "-"));
    assertEquals(2, lines.lines().count());
    Schema schema = committed("grid", false);
    lines
        .lines()
        .forEach(line -> assertEquals(List.of(), schema.validate(line, InputFormat.JSON), line));
  }

  /** What is not as the declarations say is found, also deep inside. */
  @Test
  void whatIsNotDeclaredIsRefused() throws IOException {
    Path json = folder.resolve("out.json");
    String words = "limit --n 8 --d 12 --sparsity 1 --alphas 0.1,1 --json " + json;
    printed(List.of(words.split(" ")));
    String text = Files.readString(json);
    Schema schema = committed("limit", false);
    assertEquals(List.of(), schema.validate(text, InputFormat.JSON));
    for (String[] change :
        new String[][] {
          {"\"alpha\": 0.1", "\"alpha\": \"0.1\""},
          {"\"stationarity\"", "\"stationary\""},
          {"\"newtonSteps\": ", "\"newtonSteps\": 0.5"},
          {"mirrorflow-limit-1", "mirrorflow-limit-2"}
        }) {
      assertTrue(text.contains(change[0]), change[0]);
      String changed = text.replace(change[0], change[1]);
      assertFalse(schema.validate(changed, InputFormat.JSON).isEmpty(), change[1]);
    }
  }

  /** The schema of a command, or that of a line of its {@code --jsonl}. */
  private static Schema committed(String command, boolean isLine) throws IOException {
    JsonNode schema = JsonMapper.shared().readTree(FOLDER.resolve(command + ".json"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(isLine ? schema.at("/$defs/line") : schema);
  }

  private static String printed(List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Main.run(
        stream,
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
        words.toArray(String[]::new));
    return out.toString(StandardCharsets.UTF_8);
  }
}
