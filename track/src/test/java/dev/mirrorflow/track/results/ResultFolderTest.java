package dev.mirrorflow.track.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultFolderTest {

  private static final Machine MACHINE =
      new Machine(
          Machine.SCHEMA,
          "toy-2c",
          new Machine.Identity(
              "Linux amd64",
              "Toy",
              List.of("avx2"),
              2,
              1024,
              List.of(new Machine.Cache(1, "Data", 32, "0")),
              "25",
              List.of("-Xmx2g"),
              List.of("UseAVX=3"),
              "vector (512 bits)",
              512,
              "OpenBLAS"),
          new Machine.Conditions(
              "2026-11-24T08:00Z", "quick", "abcdef12", true, "performance", "never", null));

  @TempDir Path folder;

  private Path store(String date, String commit) throws IOException {
    ResultFiles files = ResultFiles.unused(folder, ZonedDateTime.parse(date), commit, "quick");
    Files.copy(JmhJsonTest.resource("modes.json"), files.unfinished());
    files.finish(MACHINE);
    return files.json();
  }

  @Test
  void aStoredRunComesBackWithItsMachine() throws IOException {
    Path json = store("2026-11-24T09:00:01+01:00", "abcdef12");
    assertEquals("2026-11-24T080001-abcdef12-quick.json", json.getFileName().toString());
    assertEquals(-1, Files.mismatch(json, JmhJsonTest.resource("modes.json")));
    ResultFile read = ResultFile.read(json);
    assertEquals(MACHINE, read.machine().orElseThrow());
    assertEquals(5, read.measurements().size());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(2, left.count(), "no temporary file stays behind");
    }
  }

  @Test
  void theFolderAboveThatOfTheOnlyMachineStandsForIt() throws IOException {
    Path one = Files.createDirectories(folder.resolve("one"));
    Files.createDirectories(folder.resolve("empty"));
    assertEquals(folder, ResultFolder.ofOneMachine(folder));
    Files.copy(JmhJsonTest.resource("modes.json"), one.resolve("a.json"));
    assertEquals(one, ResultFolder.ofOneMachine(folder));
    assertEquals(one, ResultFolder.ofOneMachine(one));
    Path two = Files.createDirectories(folder.resolve("two"));
    Files.copy(JmhJsonTest.resource("modes.json"), two.resolve("a.json"));
    String message =
        assertThrows(BadDataException.class, () -> ResultFolder.ofOneMachine(folder)).getMessage();
    assertTrue(message.contains(one.toString()) && message.contains(two.toString()), message);
  }

  @Test
  void aRunOfTheSameSecondDoesNotReplaceTheOther() throws IOException {
    Path first = store("2026-11-24T08:00:01Z", "abcdef12");
    Path second = store("2026-11-24T08:00:01Z", "abcdef12");
    assertEquals("2026-11-24T080001-abcdef12-quick-2.json", second.getFileName().toString());
    assertEquals(
        List.of(second, first),
        ResultFolder.read(folder).files().stream().map(ResultFile::path).toList());
  }

  @Test
  void foreignAndTruncatedFilesAreNamedAndSkipped() throws IOException {
    Path second = store("2026-11-25T08:00Z", "b");
    Path first = store("2026-11-24T08:00Z", "a");
    Files.writeString(folder.resolve("2026-11-26T080000-c-quick.json"), "[{\"benchmark\":");
    Files.writeString(folder.resolve("package.json"), "{\"name\": \"x\"}");
    Files.writeString(folder.resolve("notes.txt"), "not ours");
    Files.writeString(folder.resolve("2026-11-27T080000-d-quick.json.part"), "[");
    ResultFolder read = ResultFolder.read(folder);
    assertEquals(List.of(first, second), read.files().stream().map(ResultFile::path).toList());
    assertEquals(2, read.skipped().size(), read.skipped().toString());
    assertTrue(read.skipped().get(0).contains("2026-11-26T080000-c-quick.json"));
    assertTrue(read.skipped().get(1).contains("package.json is not JMH's JSON"));
    assertEquals(
        10, Suite.read(folder).series().values().stream().mapToInt(s -> s.runs().size()).sum());
  }

  @Test
  void aFolderWithoutAResultIsRefused() throws IOException {
    Files.writeString(folder.resolve("a.json"), "<html>");
    String message = assertThrows(BadDataException.class, () -> Suite.read(folder)).getMessage();
    assertTrue(message.contains("holds no result of JMH"), message);
    assertTrue(message.contains("a.json"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"schema": 3, "identity": {}, "conditions": {}} | schema 3
          {"cpu": "Toy"}                                  | does not describe a machine
          {"identity": {"cores": [2]}}                    | machine: 'identity.cores' is of another kind
          {"schema":                                      | does not describe a machine
          null                                            | does not describe a machine
          """)
  void aDescriptionThatCannotBeReadIsNamed(String content, String reason) throws IOException {
    Path json = store("2026-11-24T08:00Z", "a");
    Path machine = json.resolveSibling("2026-11-24T080000-a-quick.machine.json");
    Files.writeString(machine, content);
    String message = assertThrows(BadDataException.class, () -> ResultFile.read(json)).getMessage();
    assertTrue(message.contains(machine.toString()), message);
    assertTrue(message.contains(reason), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void theFirstSchemaIsStillRead() throws IOException {
    Path json = store("2026-11-24T08:00Z", "a");
    Path machine = json.resolveSibling("2026-11-24T080000-a-quick.machine.json");
    Files.writeString(
        machine,
        """
        {"schema": 1, "machine": "toy-2c", "identity": {"cpu": "Toy", "cores": 2, "kernels": "scalar"},
         "conditions": {"commit": "a", "dirty": false, "later": 1}}
        """);
    Machine read = ResultFile.read(json).machine().orElseThrow();
    assertEquals("scalar", read.identity().kernels());
    assertEquals(List.of(), read.identity().vmOptions());
    assertEquals(Machine.UNKNOWN, read.conditions().governor());
    assertFalse(read.conditions().dirty());
  }
}
