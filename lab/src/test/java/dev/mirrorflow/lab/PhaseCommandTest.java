package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class PhaseCommandTest {

  @TempDir private Path folder;

  private Object[] arguments(String name, Object... more) {
    return Stream.concat(
            Stream.of("phase", "--d", 30, "--size", 8, "--trials", 4).map(Object.class::cast),
            Stream.concat(
                Stream.of(
                    "--csv-out",
                    folder.resolve(name + ".csv"),
                    "--json",
                    folder.resolve(name + ".json"),
                    "--plot",
                    folder.resolve(name + ".png")),
                Arrays.stream(more)))
        .toArray();
  }

  private void assertSame(String a, String b) throws IOException {
    for (String ending : List.of("csv", "json", "png")) {
      assertEquals(
          -1, Files.mismatch(folder.resolve(a + "." + ending), folder.resolve(b + "." + ending)));
    }
  }

  private Path journal(String name) {
    return folder.resolve(name + ".json.journal");
  }

  @Test
  void writesTheSameRowsFromAnyThreads() throws IOException {
    String out = Cli.run(arguments("one", "--threads", 1)).expectSuccess();
    Cli.run(arguments("two", "--threads", 2)).expectSuccess();
    assertSame("one", "two");
    assertTrue(out.contains("half recovered"), out);
    assertTrue(out.contains("cells of 4 trials"), out);
    List<String> lines = Files.readAllLines(folder.resolve("one.csv"));
    assertEquals("n,d,k,delta,rho,threshold,trials,successes,unsolved,rate", lines.getFirst());
    JsonNode json =
        JsonMapper.builder().build().readTree(Files.readString(folder.resolve("one.json")));
    assertEquals(lines.size() - 1, json.get("cells").size());
    assertEquals(8, json.get("transitions").size());
    JsonNode most = json.get("transitions").get(7);
    assertEquals(28.0 / 30, most.get("delta").asDouble());
    assertEquals(most.get("threshold").asDouble(), most.get("half_recovered").asDouble(), 0.15);
    assertTrue(ImageIO.read(folder.resolve("one.png").toFile()).getWidth() > 1000);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(6, files.count(), "the journals are gone");
    }
  }

  @Test
  void printsJsonAlone() {
    String out =
        Cli.run("phase", "--d", 10, "--size", 2, "--trials", 1, "--json", "-").expectSuccess();
    assertEquals(10, JsonMapper.builder().build().readTree(out).get("d").asInt());
  }

  /** Interrupted as Ctrl-C does, then torn at random places, as a kill or a crash does. */
  @Test
  void resumedFromAnyPlaceItWritesTheSameBytes() throws Exception {
    Cli.run(arguments("calm")).expectSuccess();

    AtomicReference<Cli.Result> stopped = new AtomicReference<>();
    Thread worker = new Thread(() -> stopped.set(Cli.run(arguments("torn", "--threads", 1))));
    worker.start();
    while (!Files.exists(journal("torn")) || Files.size(journal("torn")) < 800) {
      Thread.onSpinWait();
    }
    worker.interrupt();
    worker.join();
    assertEquals(130, stopped.get().code(), stopped.get().err());
    assertTrue(stopped.get().err().contains("; --resume goes on"), stopped.get().err());
    assertTrue(Files.notExists(folder.resolve("torn.csv")));
    refused(3, "add --resume", Cli.run(arguments("torn")));
    byte[] records = Files.readAllBytes(journal("torn"));

    Random random = new Random(20261124);
    for (int cut = 0; cut < 5; cut++) {
      int kept = cut == 0 ? records.length : random.nextInt(records.length + 1);
      Files.write(journal("torn"), Arrays.copyOf(records, kept));
      Cli.Result resumed = Cli.run(arguments("torn", "--resume", "--threads", 1 + cut % 2));
      assertEquals(0, resumed.code(), resumed.err());
      assertTrue(resumed.err().contains("resumed with "), resumed.err());
      assertSame("calm", "torn");
      assertTrue(Files.notExists(journal("torn")));
    }
  }

  @Test
  void theJournalOfAnotherDiagramIsRefused() throws IOException {
    Path journal = folder.resolve("a.journal");
    try (var begun = Journal.create(journal, "phase 0123")) {
      assertTrue(begun.records().isEmpty());
    }
    refused(
        3,
        "journal of another job",
        Cli.run("phase", "--d", 10, "--size", 2, "--journal", journal, "--resume"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | --threads 0 | --threads must be at least 1",
        "2 | --resume | --resume needs an output",
        "2 | --plot a.pdf | --plot writes a .png or .svg file",
        "3 | --d 1 | needs 2 features",
        "3 | --d 10 --size 11 | from 2 to d = 10",
        "3 | --trials 0 | trials must be at least 1",
        "3 | --tolerance 2 | tolerance must be between 0 and 1",
        "3 | --csv-out no/such/folder/a.csv | its folder does not exist",
      })
  void badOptionsAreRefused(int code, String options, String complaint) {
    Object[] all =
        Stream.concat(Stream.of("phase"), Arrays.stream(options.split(" ", -1))).toArray();
    refused(code, complaint, Cli.run(all));
  }

  private static void refused(int code, String complaint, Cli.Result result) {
    String error = result.expectOneLine(code);
    assertTrue(error.contains(complaint), error);
  }
}
