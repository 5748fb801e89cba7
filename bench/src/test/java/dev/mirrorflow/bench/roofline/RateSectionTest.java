package dev.mirrorflow.bench.roofline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.bench.KernelRate;
import dev.mirrorflow.track.Main;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import picocli.CommandLine;

/** What the tracker's report shows of our own results. */
class RateSectionTest {

  @TempDir private Path folder;

  private String page() throws Exception {
    Path ours = Path.of(KernelRate.class.getResource("jmh.json").toURI());
    Path page = folder.resolve("report.html");
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine(Map.of());
    line.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
    assertEquals(
        0, line.execute("report", ours.toString(), "--output", page.toString()), err.toString());
    return Files.readString(page);
  }

  @Test
  void ourKernelsStandUnderTheirRoof() throws Exception {
    String xml = page().replaceFirst("<!DOCTYPE html>\n", "");
    Document page =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)));
    NodeList nodes = page.getElementsByTagName("title");
    List<String> titles =
        IntStream.range(0, nodes.getLength())
            .mapToObj(i -> nodes.item(i).getTextContent())
            .toList();
    assertTrue(titles.stream().anyMatch(t -> t.startsWith("Roofline")), titles.toString());
    assertTrue(
        titles.stream().anyMatch(t -> t.matches("vector 64x512: [0-9.]+ GFLOP/s")),
        titles.toString());
    String text = page.getDocumentElement().getTextContent();
    assertTrue(text.contains("Rates and roofs"), text);
    assertTrue(text.contains("32 KiB: 347.4"), text);
  }

  @Test
  void theSectionNeedsNoNetwork() throws Exception {
    String html = page();
    for (String forbidden : List.of("src=", "url(", "@import", "javascript:")) {
      assertFalse(html.contains(forbidden), forbidden);
    }
    String links =
        html.replace("http://www.w3.org/1999/xhtml", "").replace("http://www.w3.org/2000/svg", "");
    assertFalse(links.contains("http"), "an address");
  }
}
