package dev.mirrorflow.track.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.history.Histories;
import dev.mirrorflow.track.results.Attempts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
    assertEquals(1, elements(page, "script").size(), "the page's own script");
    assertTrue(page.getDocumentElement().getTextContent().contains("<script>alert(1)</script>"));
    String html = Files.readString(folder.resolve("report.html"));
    assertEquals(html.indexOf("<script"), html.lastIndexOf("<script"), "raw markup in the page");
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
  void everyForkOfARunIsACellInTheOrderItRan() throws Exception {
    Path base = measured("base.json", "m", 100, 2);
    Path fresh = measured("new.json", "m", 80, 2);
    attempts(new Attempts.Fork(0, "a0", ""), new Attempts.Fork(3, "a1", EVIL)).writeBeside(base);
    attempts(new Attempts.Fork(1, "b0", ""), new Attempts.Fork(2, "b1", "")).writeBeside(fresh);
    Document page = report(base, fresh);
    List<Element> cells =
        elements(page, "li").stream().filter(l -> l.hasAttribute("title")).toList();
    assertEquals(
        List.of("base", "new", "new", "base busy"),
        cells.stream().map(c -> c.getAttribute("class")).toList());
    assertEquals("B", cells.get(1).getTextContent());
    assertEquals("A: a1: " + EVIL, cells.get(3).getTextContent(), "for those who hear it");
    assertEquals("a1: " + EVIL, cells.get(3).getAttribute("title"));
    assertFalse(Files.readString(page()).contains("class=\"forks\""), "of files without a run");
  }

  private static Attempts attempts(Attempts.Fork... forks) {
    return new Attempts(forks.length, new TreeMap<>(Map.of("p.T.m", 0)), List.of(forks));
  }

  @Test
  void thePageNeedsNoNetwork() throws Exception {
    String html = Files.readString(page());
    for (String forbidden : List.of("src=", "url(", "@import", "javascript:", "fetch(")) {
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
    assertTrue(
        elements(page, "li").stream()
            .anyMatch(l -> l.getTextContent().contains("% slower at c0000009, after c0000008")),
        page.getDocumentElement()::getTextContent);
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
  void aLinkToACommitIsAnAddressOrRefused() throws Exception {
    Path results = Files.createDirectory(folder.resolve("results"));
    for (int day = 1; day <= 16; day++) {
      Histories.write(results, day, String.format(Locale.ROOT, "c%07d", day), day <= 8 ? 100 : 80);
    }
    Document page = report(results, "--link", "https://host/x?a=1&c={commit}");
    assertTrue(
        elements(page, "a").stream()
            .anyMatch(a -> a.getAttribute("href").equals("https://host/x?a=1&c=c0000009")));
    for (String bad : List.of("javascript:alert('{commit}')", "https://host/commit/")) {
      assertEquals(2, run(results, "--output", folder.resolve("r.html"), "--link", bad));
      assertTrue(err.toString().contains("{commit} in it"), err.toString());
    }
  }

  @Test
  void allocationAndPercentilesAreColumnsWhereTheyWereMeasured() throws Exception {
    Document page = report(modes());
    String text = page.getDocumentElement().getTextContent();
    assertTrue(text.contains("p99"), text);
    assertTrue(text.contains("B/op"), text);
  }
}
