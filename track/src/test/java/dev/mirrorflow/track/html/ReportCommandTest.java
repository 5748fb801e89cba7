package dev.mirrorflow.track.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mirrorflow.track.history.Histories;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import picocli.CommandLine;

class ReportCommandTest {

  private static final String EVIL = "<script>alert(1)</script>\\\"'&\\u0001";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(Object... args) {
    CommandLine line = ReportCommand.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(Arrays.stream(args).map(Object::toString).toArray(String[]::new));
  }

  private Document report(Object... files) throws Exception {
    Path page = folder.resolve("report.html");
    List<Object> args = new ArrayList<>(List.of(files));
    args.addAll(List.of("--output", page));
    assertEquals(0, run(args.toArray()), err.toString());
    return parse(Files.readString(page));
  }

  /** As XML, which knows no forgiveness. */
  private static Document parse(String html) throws Exception {
    assertTrue(html.startsWith("<!DOCTYPE html>\n"));
    String xml = html.substring("<!DOCTYPE html>\n".length());
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  private static List<Element> elements(Document page, String tag) {
    NodeList nodes = page.getElementsByTagName(tag);
    List<Element> all = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      all.add((Element) nodes.item(i));
    }
    return all;
  }

  private Path measured(String file, String benchmark, double level, int forks) throws IOException {
    StringBuilder data = new StringBuilder();
    for (int f = 0; f < forks; f++) {
      double score = level * (1 + 0.002 * f);
      data.append(f == 0 ? "" : ",").append("[" + score + "," + score * 1.0001 + "]");
    }
    return Files.writeString(
        folder.resolve(file),
        """
        [{"benchmark": "p.T.%s", "mode": "thrpt", "threads": 1, "params": {"a": "%s"},
          "jvmArgs": ["%s"], "vmName": "VM", "vmVersion": "%s",
          "primaryMetric": {"score": 1, "scoreError": "NaN", "scoreUnit": "ops/%s",
          "rawData": [%s]}, "secondaryMetrics": {}}]
        """
            .formatted(benchmark, benchmark, benchmark, "25", "ms", data));
  }

  private static Path modes() throws URISyntaxException {
    return Path.of(
        ReportCommandTest.class.getResource("/dev/mirrorflow/track/results/modes.json").toURI());
  }

  @Test
  void namesFromAFileAreTextAndNeverMarkup() throws Exception {
    Path base = measured("base.json", EVIL, 100, 6);
    Path fresh = measured("new.json", EVIL, 80, 6);
    Document page = report(base, fresh);
    assertEquals(List.of(), elements(page, "script"));
    assertTrue(page.getDocumentElement().getTextContent().contains("<script>alert(1)</script>"));
    String html = Files.readString(folder.resolve("report.html"));
    assertFalse(html.contains("<script"), "raw markup in the page");
  }

  @Test
  void everyForkIsADotAndTheVerdictIsInTheTable() throws Exception {
    Path base = measured("base.json", "m", 100, 6);
    Path fresh = measured("new.json", "m", 80, 6);
    Document page = report(base, fresh);
    assertEquals(
        6,
        elements(page, "circle").stream()
            .filter(c -> c.getAttribute("class").equals("fork"))
            .count());
    assertTrue(
        elements(page, "tr").stream()
            .anyMatch(r ->
                r.getAttribute("class").equals("regressed")
                    && r.getTextContent().contains("+25.0%")));
  }

  @Test
  void thePageNeedsNoNetworkAndNoScript() throws Exception {
    String html = Files.readString(page());
    for (String forbidden : List.of("<script", "src=", "url(", "@import", "javascript:")) {
      assertFalse(html.contains(forbidden), forbidden);
    }
    String links =
        html.replace("http://www.w3.org/1999/xhtml", "").replace("http://www.w3.org/2000/svg", "");
    assertFalse(links.contains("http"), "an address");
    assertTrue(html.contains("name=\"viewport\""));
  }

  private Path page() throws Exception {
    report(modes(), modes());
    return folder.resolve("report.html");
  }

  @Test
  void aFolderHasItsHistoryWithTheCommitOfTheStep() throws Exception {
    Path results = Files.createDirectory(folder.resolve("results"));
    for (int day = 1; day <= 16; day++) {
      Histories.write(results, day, String.format(Locale.ROOT, "c%07d", day), day <= 8 ? 100 : 80);
    }
    Files.writeString(results.resolve("2026-01-02-foreign.json"), "<html>502</html>");
    Document page = report(results);
    assertTrue(elements(page, "td").stream().anyMatch(t -> t.getTextContent().equals("c0000009")));
    assertTrue(
        elements(page, "p").stream()
            .anyMatch(p ->
                p.getAttribute("class").equals("warning")
                    && p.getTextContent().contains("foreign.json")));
  }

  @Test
  void aMissingFileIsOneLine() {
    assertEquals(3, run(folder.resolve("no.json"), "--output", folder.resolve("r.html")));
    assertEquals(1, err.toString().strip().lines().count(), err.toString());
    assertEquals(2, run(folder.resolve("no.json")));
  }

  @Test
  void aBrowserHasNothingToComplainAbout() throws Exception {
    Optional<String> browser = browser();
    assumeTrue(browser.isPresent(), "no Chromium is installed");
    Path log = folder.resolve("browser.log");
    Process process =
        new ProcessBuilder(
                browser.get(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + folder.resolve("profile"),
                "--enable-logging=stderr",
                "--window-size=360,740",
                "--dump-dom",
                page().toUri().toString())
            .redirectError(log.toFile())
            .redirectOutput(folder.resolve("dom.html").toFile())
            .start();
    boolean isOver = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertTrue(isOver, "the browser did not end");
    assertTrue(Files.readString(folder.resolve("dom.html")).contains("What moved"));
    List<String> console =
        Files.readAllLines(log, StandardCharsets.UTF_8).stream()
            .filter(l -> l.contains("CONSOLE"))
            .toList();
    assertEquals(List.of(), console);
  }

  private static Optional<String> browser() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      for (String name : List.of("chromium", "chromium-browser", "google-chrome", "chrome")) {
        Path program = Path.of(folder, name);
        if (Files.isExecutable(program)) {
          return Optional.of(program.toString());
        }
      }
    }
    return Optional.empty();
  }
}
