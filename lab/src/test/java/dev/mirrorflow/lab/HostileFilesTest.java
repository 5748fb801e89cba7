package dev.mirrorflow.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is no file, or has a hostile name, in the place of every file that is read. */
@EnabledOnOs(OS.LINUX)
final class HostileFilesTest {

  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final String GRID = "{\"alpha\": 1, \"n\": 4, \"d\": 6, \"k\": 2}";

  @TempDir private Path folder;
  private Path x;
  private Path y;
  private Path grid;
  private Path csv;

  @BeforeEach
  void writeGoodData() throws IOException {
    x = folder.resolve("X.npy");
    y = folder.resolve("y.npy");
    NpyWriter.write(x, new double[][] {{1, 2, 3}, {4, 5, 7}});
    NpyWriter.write(y, new double[] {1, -1});
    grid = Files.writeString(folder.resolve("grid.json"), GRID);
    csv = folder.resolve("out.csv");
  }

  /** The commands with a file of data, by the extension it needs. */
  private List<Function<Path, Cli.Result>> readers(String extension) {
    return switch (extension) {
      case ".npy" ->
          List.of(
              file -> Cli.run("sweep", "--x", file, "--y", y, "--alphas", "1"),
              file -> Cli.run("sweep", "--x", x, "--y", file, "--alphas", "1"));
      case ".csv" ->
          List.of(file -> Cli.run("sweep", "--csv", file, "--target", "y", "--alphas", "1"));
      case ".svm", ".mtx.gz" ->
          List.of(file -> Cli.run("limit", "--x", file, "--y", y, "--alphas", "1"));
      case ".npz" ->
          List.of(file -> Cli.run("convert", "--x", file, "--output", folder.resolve("c.mtx")));
      case ".json" ->
          List.of(
              file -> Cli.run("grid", file),
              file -> Tracker.run("compare", file, file),
              file -> Tracker.run("report", file, "--output", csv));
      default ->
          List.of(file -> Cli.run("grid", grid, "--csv-out", csv, "--journal", file, "--resume"));
    };
  }

  @Test
  void whatIsNoFileIsRefusedAtOnce() throws Exception {
    for (String extension :
        List.of(".npy", ".csv", ".svm", ".mtx.gz", ".npz", ".json", ".journal")) {
      for (Path file : noFiles(extension)) {
        for (Function<Path, Cli.Result> reader : readers(extension)) {
          Cli.Result result = assertTimeoutPreemptively(LONGEST, () -> reader.apply(file));
          String line = result.expectOneLine(3);
          assertTrue(line.contains(file.getFileName().toString()), line);
          assertFalse(Files.exists(csv), line);
        }
      }
    }
  }

  private List<Path> noFiles(String extension) throws Exception {
    List<Path> all = new ArrayList<>();
    all.add(Files.createDirectory(folder.resolve("folder" + extension)));
    Path fifo = folder.resolve("fifo" + extension);
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    all.add(fifo);
    all.add(Files.createSymbolicLink(folder.resolve("endless" + extension), Path.of("/dev/zero")));
    Path loop = folder.resolve("loop" + extension);
    all.add(Files.createSymbolicLink(loop, loop));
    all.add(Files.createSymbolicLink(folder.resolve("link" + extension), folder));
    if (!extension.equals(".journal")) { // a journal begins where there is none
      all.add(Files.createFile(folder.resolve("empty" + extension)));
      all.add(
          Files.createSymbolicLink(
              folder.resolve("dangling" + extension), folder.resolve("nowhere")));
    }
    return all;
  }

  @Test
  void aPipeBesideAResultIsRefusedAtOnce() throws Exception {
    Path result = Files.copy(jmh(), folder.resolve("a.json"));
    Path fifo = folder.resolve("a.machine.json");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    assertTimeoutPreemptively(LONGEST, () -> Tracker.run("compare", result, result))
        .expectOneLine(3);
  }

  @Test
  void linksToFilesAreFollowed() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.npy"), x);
    Cli.run("sweep", "--x", link, "--y", y, "--alphas", "1").expectSuccess();
  }

  @Test
  void hostileNamesAreReadAndComplaintsAboutThemAreOneLine() throws IOException {
    String name = "a  b'\"\n<script>alert(1)<script>\u001b[2J\u202e%s;$(id).";
    Path data = Files.writeString(folder.resolve(name + "csv"), "y,a,b\n1,2,3\n-1,4,5\n");
    assertEquals(0, Cli.run("sweep", "--csv", data, "--target", "y", "--alphas", "1").code());
    Path out = folder.resolve("out" + name + "json");
    Cli.Result result =
        Cli.run("sweep", "--csv", data, "--target", "y", "--alphas", "1", "--json", out);
    assertEquals(0, result.code(), result.err());
    assertTrue(Files.size(out) > 0);

    Path missing = folder.resolve("missing" + name + "csv");
    String line =
        Cli.run("sweep", "--csv", missing, "--target", "y", "--alphas", "1").expectOneLine(3);
    assertTrue(line.chars().noneMatch(Character::isISOControl), line);
    assertFalse(line.contains("\u202e"), line);
    String header = "y,\u001b[2J\u009b2J\u202e\n1,2\n1,x\n";
    Files.writeString(data, header);
    line = Cli.run("sweep", "--csv", data, "--target", "y", "--alphas", "1").expectOneLine(3);
    assertTrue(line.chars().noneMatch(Character::isISOControl), line);
  }

  @Test
  void hostileNamesAreTextInTheReport() throws IOException {
    Path result = Files.copy(jmh(), folder.resolve("<script>alert(1)<script>\" onload=\"x.json"));
    Path page = folder.resolve("page.html");
    assertEquals(0, Tracker.run("report", result, result, "--output", page).code());
    String html = Files.readString(page, UTF_8);
    assertTrue(html.contains("&lt;script&gt;alert(1)"), "the name is shown");
    assertEquals(html.indexOf("<script"), html.lastIndexOf("<script"), "the page's own alone");
    assertFalse(html.contains("\" onload"), "in attributes too");
  }

  @Test
  void aRunWhoseCommitIsAPathIsRefused() throws IOException {
    Path run = Files.createDirectories(folder.resolve("deep/run"));
    Path outside = Files.createDirectories(folder.resolve("deep/2026-01-01T000000-.."));
    Files.writeString(
        run.resolve("run.json"),
        """
        {"schema": 1, "start": "2026-01-01T00:00:00Z", "base": "main", "baseCommit": "../../x",
         "fresh": "topic", "freshCommit": "../../y", "include": ".*", "options": [],
         "build": "make", "machine": "m"}
        """);
    Tracker.run("report", run, "--output", csv).expectOneLine(3);
    try (Stream<Path> files = Files.list(outside)) {
      assertEquals(0, files.count());
    }
  }

  private static Path jmh() {
    return Repository.root().resolve("bench/src/test/resources/dev/mirrorflow/bench/jmh.json");
  }
}
