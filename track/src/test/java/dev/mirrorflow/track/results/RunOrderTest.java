package dev.mirrorflow.track.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.track.git.GitRepository;
import dev.mirrorflow.track.git.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunOrderTest {

  @TempDir private Path folder;

  private List<String> sorted(String pattern, String... names) {
    RunOrder order =
        new RunOrder(Optional.empty(), Optional.ofNullable(pattern).map(Pattern::compile));
    return order.sorted(Arrays.stream(names).map(folder::resolve).toList()).stream()
        .map(run -> run.path().getFileName().toString())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a-2026-01-31.json b-2026-02-01.json",
        "20260131-0123abc.json 20260201-0123abd.json",
        "run_20260131T235959Z.json run_20260201T000000Z.json",
        "jmh-2026-01-31_23-59-59-z.json jmh-2026-02-01_00-00-00-a.json",
        "run-1.json run-2.json",
        "run-9.json run-10.json",
        "n08-x.json n9-x.json"
      })
  void datesAndNumbersInNamesAreTheOrder(String names) {
    String[] both = names.split(" ", -1);
    assertEquals(List.of(both), sorted(null, both[0], both[1]));
    assertEquals(List.of(both), sorted(null, both[1], both[0]));
  }

  @Test
  void runTenComesBehindRunTwoWithoutADate() {
    assertEquals(
        List.of("run-1.json", "run-2.json", "run-10.json", "run-11.json"),
        sorted(null, "run-1.json", "run-10.json", "run-11.json", "run-2.json"));
    RunOrder order = new RunOrder(Optional.empty(), Optional.empty());
    assertEquals("-", order.run(folder.resolve("run-20.json")).dateText(), "a number is no date");
  }

  @Test
  void aPatternSaysWhereDateAndCommitAre() {
    String pattern = "(?<commit>[a-z]+)-[0-9]+-(?<date>[0-9]+)";
    assertEquals(
        List.of("x-9-20260101.json", "y-1-20260102.json"),
        sorted(pattern, "y-1-20260102.json", "x-9-20260101.json"));
    assertEquals(
        List.of("x-9-1767225600.json", "y-1-1767225601000.json"),
        sorted(pattern, "y-1-1767225601000.json", "x-9-1767225600.json"));
    RunOrder order = new RunOrder(Optional.empty(), Optional.of(Pattern.compile(pattern)));
    DatedRun run = order.run(folder.resolve("main-1-20260102.json"));
    assertEquals("main", run.commit());
    assertEquals("2026-01-02T00:00:00Z", run.dateText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-01-a.json 2026-01-01-b.json | have one date, 2026-01-01T00:00:00Z",
        "2026-01-01.json base.json | has no date",
        "base.json new.json | has no date",
        "a1-b2.json a2-b1.json | has no date"
      })
  void anOrderThatNobodyTellsIsRefused(String test) {
    String[] parts = test.split(" \\| ", -1);
    String message =
        assertThrows(BadDataException.class, () -> sorted(null, parts[0].split(" ", -1)))
            .getMessage();
    assertTrue(message.contains(parts[1]) && message.contains("--pattern"), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void gitKnowsWhenAFileCame() throws IOException {
    TestRepository project = TestRepository.in(folder);
    project.commit("new.json", "[]");
    RunOrder order = new RunOrder(GitRepository.around(folder), Optional.empty());
    assertTrue(order.run(folder.resolve("new.json")).date().isPresent());
    Files.writeString(folder.resolve("untracked.json"), "[]");
    assertTrue(order.run(folder.resolve("untracked.json")).date().isEmpty());
  }

  @Test
  void aHashThatBeginsLikeATimeIsAHash() {
    for (String hash : List.of("0306fa8e", "123456ab", "12345678")) {
      RunDate run = RunDate.of(Path.of("2026-01-01-" + hash + ".json"));
      assertEquals(Optional.of(hash), run.commit());
      assertEquals(Optional.of(Instant.parse("2026-01-01T00:00:00Z")), run.date());
    }
  }

  @Test
  void commitsThatGitKnowsAreTheOrderWhateverTheDates() throws IOException {
    TestRepository project = TestRepository.in(folder);
    String first = project.commit("a", "1").substring(0, 8);
    String second = project.commit("a", "2").substring(0, 8);
    List<Path> paths =
        List.of(
            folder.resolve("2026-01-01-" + second + ".json"),
            folder.resolve("2026-01-02-" + first + ".json"));
    assertEquals(
        List.of(paths.get(1), paths.get(0)),
        RunOrder.in(folder).sorted(paths).stream().map(DatedRun::path).toList());
  }
}
