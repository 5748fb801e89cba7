package dev.mirrorflow.track.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** No command of the tracker writes over what it reads, whatever the way to the file. */
class ResultRolesTest {

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void results() throws IOException {
    Path runs = Files.createDirectory(folder.resolve("runs"));
    for (String name : List.of("2026-01-01-aaaaaaa.json", "2026-01-02-bbbbbbb.json")) {
      Files.copy(JmhJsonTest.resource("modes.json"), runs.resolve(name));
    }
    Path first = runs.resolve("2026-01-01-aaaaaaa.json");
    Files.createSymbolicLink(folder.resolve("link.json"), first);
    Files.createLink(folder.resolve("hard.json"), first);
    Files.createSymbolicLink(folder.resolve("other"), runs);
    Files.writeString(runs.resolve("2026-01-01-aaaaaaa.machine.json"), "mine");
    new Attempts(1, new TreeMap<>(), List.of()).writeBeside(first);
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file.toString(), Files.readString(file));
      }
    }
    return contents;
  }

  private int run(String words) {
    List<String> args = new ArrayList<>();
    for (String word : words.split(" ", -1)) {
      args.add(
          word.replace("DIR", folder.toString())
              .replace("ONE", folder.resolve("runs/2026-01-01-aaaaaaa").toString())
              .replace("TWO", folder.resolve("runs/2026-01-02-bbbbbbb").toString()));
    }
    CommandLine line = Main.commandLine(Map.of());
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(args.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "compare ONE.json TWO.json --json TWO.json",
    "compare ONE.json TWO.json --markdown DIR/link.json",
    "compare DIR/link.json TWO.json --markdown DIR/hard.json",
    "compare DIR/runs TWO.json --json DIR/other/2026-01-02-bbbbbbb.json",
    "compare ONE.json TWO.json --json ONE.machine.json",
    "compare ONE.json TWO.json --json ONE.forks.json",
    "compare TWO.json --against last --json ONE.json",
    "report ONE.json TWO.json --output DIR/hard.json",
    "report DIR/runs --output DIR/link.json",
    "report ONE.json --output ONE.json",
    "export ONE.json --format bencher --output DIR/link.json",
    "export DIR/runs --format otava --output TWO.json",
    "history --folder DIR/runs --csv ONE.json",
    "history --folder DIR/other --markdown DIR/hard.json",
  })
  void anInputIsNoOutput(String words) throws IOException {
    Map<String, String> before = contents();
    assertEquals(2, run(words), out.toString());
    assertTrue(err.toString().contains("would be written over; name another"), err.toString());
    assertEquals(1, err.toString().strip().lines().count(), err.toString());
    assertEquals(before, contents());
  }

  @Test
  void aDescriptionThatIsALinkToTheResultIsRefused() throws IOException {
    Path two = folder.resolve("runs/2026-01-02-bbbbbbb.json");
    Files.createSymbolicLink(MachineFile.pathBeside(two), two);
    Map<String, String> before = contents();
    assertEquals(2, run("describe TWO.json --replace"));
    assertTrue(err.toString().contains("would be written over"), err.toString());
    assertEquals(before, contents());
  }

  @Test
  void twoOutputsAreTwoFiles() {
    assertEquals(2, run("compare ONE.json TWO.json --json DIR/x --markdown DIR/./x"));
    assertTrue(err.toString().contains("name the same file"), err.toString());
    assertEquals(2, run("history --folder DIR/runs --csv DIR/x --markdown DIR/x"));
  }

  @Test
  void aPageBesideTheResultsMayBeWrittenAgain() {
    for (int time = 0; time < 2; time++) {
      assertEquals(
          0, run("report TWO.json DIR/hard.json --output DIR/runs/report.html"), err.toString());
    }
  }
}
