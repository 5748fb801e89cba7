package dev.mirrorflow.track.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mirrorflow.track.history.Histories;
import dev.mirrorflow.track.results.Attempts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real browser, on a phone, a tablet and a desk. */
class ReportLayoutTest {

  /**
   * Opens all that is folded and lists in an attribute what is wider than the window, what is cut
   * off, and which words of a drawing lie over each other. What scrolls by itself may be wider.
   */
  private static final String PROBE =
      """
      <script>//<![CDATA[
      document.querySelectorAll('details').forEach(function (d) { d.open = true; });
      var faults = [];
      var width = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth > width) faults.push('the page scrolls sideways');
      document.querySelectorAll('h1, h2, h3, p, li, summary, .name, .n, .banner *, text').forEach(function (e) {
        var box = e.getBoundingClientRect();
        if (e.closest('.wide')) return;
        if (box.right > width + 1 || box.left < -1) faults.push('outside: ' + e.textContent);
        if (e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0) faults.push('cut: ' + e.textContent);
      });
      document.querySelectorAll('td:first-child').forEach(function (e) {
        if (e.offsetWidth > 0.7 * width) faults.push('a name as wide as the window: ' + e.textContent);
      });
      document.querySelectorAll('svg').forEach(function (svg) {
        var words = [].slice.call(svg.querySelectorAll('text'));
        words.forEach(function (a, i) {
          words.slice(i + 1).forEach(function (b) {
            var p = a.getBoundingClientRect(), q = b.getBoundingClientRect();
            if (p.left < q.right && q.left < p.right && p.top + 2 < q.bottom && q.top + 2 < p.bottom) {
              faults.push('overprinted: ' + a.textContent + ' and ' + b.textContent);
            }
          });
        });
      });
      document.documentElement.setAttribute('data-faults', faults.join(' | ') || 'none');
      //]]></script>
      </body>
      """;

  private static final Pattern FAULTS = Pattern.compile("data-faults=\"([^\"]*)\"");

  /** Types a name into the filter, and says how many rows are left. */
  private static final String FILTER =
      """
      <script>//<![CDATA[
      var input = document.querySelector('.tools input');
      input.value = 'still';
      input.dispatchEvent(new Event('input'));
      var left = [].slice.call(document.querySelectorAll('.row[data-name]')).filter(function (r) { return !r.hidden; });
      document.documentElement.setAttribute('data-faults', left.map(function (r) { return r.dataset.name; }).join(' | '));
      //]]></script>
      </body>
      """;

  @TempDir private Path folder;

  private String probed(String probe, int width) throws IOException, InterruptedException {
    Path results = Files.createDirectory(folder.resolve("results"));
    for (int day = 1; day <= 16; day++) {
      String commit = String.format(Locale.ROOT, "c%07d", day);
      Histories.write(results, day, commit, day <= 8 ? 100 : day <= 15 ? 80 : 60);
    }
    return probed(List.of(results), probe, width);
  }

  private String probed(List<Path> paths, String probe, int width)
      throws IOException, InterruptedException {
    Optional<Browser> browser = Browser.find(folder);
    assumeTrue(browser.isPresent(), "no Chromium is installed");
    String html =
        ReportCommand.page(ReportInput.of(paths), Optional.of("https://host/commit/{commit}"));
    Path page = folder.resolve("probed.html");
    Files.writeString(page, html.replace("</body>\n", probe));
    String dom = browser.get().dom(page, width);
    assertEquals(List.of(), browser.get().console());
    Matcher faults = FAULTS.matcher(dom);
    assertTrue(faults.find(), dom);
    return faults.group(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 768, 1440})
  void noWordIsCutOrOverprinted(int width) throws Exception {
    assertEquals("none", probed(PROBE, width));
  }

  /** Nothing that a line could break at, signs of markup, and Hebrew, which runs to the left. */
  private static final String HOSTILE =
      "X".repeat(150) + "<b>&amp;" + "_".repeat(40) + "\u05d0\u05d1\u05d2".repeat(20);

  private Path hostile(String name, double level) throws IOException {
    StringBuilder entries = new StringBuilder();
    for (int b = 0; b < 3; b++) {
      StringBuilder forks = new StringBuilder();
      for (int f = 0; f < 7; f++) {
        double score = level * (1 + 0.001 * f) * (b == 1 ? 1 : 50);
        forks.append(f == 0 ? "[" : ", [").append(score + ", " + score * 1.001 + "]");
      }
      entries.append(
          """
          %s{"benchmark": "com.%s.%s.m%d", "mode": "avgt", "threads": 1, "vmName": "%2$s",
           "vmVersion": "%2$s", "jvmArgs": ["-D%2$s"], "params": {"%2$s": "%2$s"}, "forks": 7,
           "primaryMetric": {"score": 1, "scoreError": 1, "scoreUnit": "us/op", "rawData": [%5$s]},
           "secondaryMetrics": {"%2$s": {"score": 1, "scoreError": 1, "scoreUnit": "B/op",
             "rawData": [%5$s]}}}\
          """
              .formatted(b == 0 ? "" : ",", HOSTILE, HOSTILE, b, forks));
    }
    Path file = Files.writeString(folder.resolve(name), "[" + entries + "]");
    List<Attempts.Fork> order = new ArrayList<>();
    for (int f = 0; f < 150; f++) {
      order.add(new Attempts.Fork(2 * f + name.length() % 2, HOSTILE, f % 9 == 0 ? HOSTILE : ""));
    }
    new Attempts(150, new TreeMap<>(Map.of("p.X.gone" + HOSTILE, 2)), order).writeBeside(file);
    return file;
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 768, 1440})
  void hostileNamesAreWrappedAndNotOverprinted(int width) throws Exception {
    List<Path> both = List.of(hostile("a.json", 100), hostile("bb.json", 130));
    assertEquals("none", probed(both, PROBE, width));
  }

  @Test
  void theFilterLeavesTheRowsWithTheName() throws Exception {
    assertEquals("T.still d=8 [avgt]", probed(FILTER, 768));
  }
}
