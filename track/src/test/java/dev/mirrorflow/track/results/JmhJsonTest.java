package dev.mirrorflow.track.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class JmhJsonTest {

  @TempDir Path folder;

  /** A file beside the tests. */
  static Path resource(String name) {
    try {
      return Path.of(JmhJsonTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("results")
  void nothingIsLost(Path file) {
    JsonNode original = JsonMapper.shared().readTree(file);
    List<Measurement> read = JmhJson.read(file);
    assertEquals(original.size(), read.size());
    for (int i = 0; i < read.size(); i++) {
      assertEquals(original.get(i), asJmhWrites(read.get(i)), "entry " + i);
    }
  }

  /** One of JMH's modes and units, and those that the repository keeps. */
  static List<Path> results() {
    List<Path> all = new ArrayList<>(List.of(resource("modes.json")));
    all.addAll(ResultFolder.candidates(Path.of("../results/amd-epyc-2c")));
    return all;
  }

  private static ObjectNode asJmhWrites(Measurement m) {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    Settings s = m.settings();
    node.put("jmhVersion", s.jmhVersion());
    node.put("benchmark", m.id().benchmark());
    node.put("mode", m.id().mode());
    node.put("threads", m.id().threads());
    node.put("forks", s.forks());
    node.put("jvm", s.jvm());
    ArrayNode arguments = node.putArray("jvmArgs");
    s.jvmArgs().forEach(arguments::add);
    node.put("jdkVersion", s.jdkVersion());
    node.put("vmName", s.vmName());
    node.put("vmVersion", s.vmVersion());
    node.put("warmupIterations", s.warmupIterations());
    node.put("warmupTime", s.warmupTime());
    node.put("warmupBatchSize", s.warmupBatchSize());
    node.put("measurementIterations", s.measurementIterations());
    node.put("measurementTime", s.measurementTime());
    node.put("measurementBatchSize", s.measurementBatchSize());
    if (!m.id().params().isEmpty()) {
      ObjectNode params = node.putObject("params");
      m.id().params().forEach(params::put);
    }
    node.set("primaryMetric", metric(m.primary()));
    ObjectNode secondary = node.putObject("secondaryMetrics");
    m.secondary().forEach((name, metric) -> secondary.set(name, metric(metric)));
    return node;
  }

  private static ObjectNode metric(Metric metric) {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    number(node, "score", metric.score());
    number(node, "scoreError", metric.scoreError());
    ArrayNode confidence = node.putArray("scoreConfidence");
    metric.scoreConfidence().forEach(c -> number(confidence, c));
    ObjectNode percentiles = node.putObject("scorePercentiles");
    metric.scorePercentiles().forEach((name, value) -> number(percentiles, name, value));
    node.put("scoreUnit", metric.unit().text());
    if (metric.histograms().isEmpty()) {
      ArrayNode forks = node.putArray("rawData");
      for (double[] fork : metric.rawData()) {
        ArrayNode iterations = forks.addArray();
        for (double score : fork) {
          number(iterations, score);
        }
      }
    } else {
      ArrayNode forks = node.putArray("rawDataHistogram");
      for (List<Histogram> fork : metric.histograms()) {
        ArrayNode iterations = forks.addArray();
        for (Histogram histogram : fork) {
          ArrayNode bins = iterations.addArray();
          for (int b = 0; b < histogram.values().length; b++) {
            bins.addArray().add(histogram.values()[b]).add((int) histogram.counts()[b]);
          }
        }
      }
    }
    return node;
  }

  private static String word(double value) {
    return Double.isNaN(value) ? "NaN" : value > 0 ? "+INF" : "-INF";
  }

  private static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.put(name, word(value));
    }
  }

  private static void number(ArrayNode node, double value) {
    if (Double.isFinite(value)) {
      node.add(value);
    } else {
      node.add(word(value));
    }
  }

  @Test
  void samplesHaveAMeanForEachIteration() {
    Measurement parse = JmhJson.read(resource("modes.json")).get(2);
    assertEquals("sample", parse.id().mode());
    double[][] means = parse.primary().rawData();
    assertEquals(2, means.length);
    assertArrayEquals(
        new double[] {(40 * 1.25 + 8 * 1.5 + 2 * 9.0) / 50, (44 * 1.25 + 5 * 1.5 + 3.0) / 50},
        means[0],
        1e-15);
  }

  @Test
  void aProfilersMetricIsFoundUnderItsOldName() {
    List<Measurement> all = JmhJson.read(resource("modes.json"));
    assertEquals("B/op", all.get(0).secondary("gc.alloc.rate.norm").orElseThrow().unit().text());
    assertEquals(0.001, all.get(1).secondary("gc.alloc.rate.norm").orElseThrow().rawData()[1][2]);
    assertTrue(all.get(2).secondary("gc.alloc.rate.norm").isEmpty());
  }

  @Test
  void numbersThatAreNoneInJsonAreReadQuotedOrNot() throws IOException {
    for (Map.Entry<String, Double> e :
        Map.of("NaN", Double.NaN, "\"NaN\"", Double.NaN, "\"-INF\"", Double.NEGATIVE_INFINITY)
            .entrySet()) {
      Path file =
          Files.writeString(
              folder.resolve("old.json"),
              """
              [{"benchmark": "a.B.c", "mode": "avgt",
                "primaryMetric": {"score": 1, "scoreError": %s, "scoreUnit": "s/op", "rawData": [[1]]}}]
              """
                  .formatted(e.getKey()));
      assertEquals(e.getValue(), JmhJson.read(file).get(0).primary().scoreError());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                   | the file is empty
          <!DOCTYPE html><html>502</html>      | line 1: this is not JSON; name what jmh
          {}                                   | an array is expected
          []                                   | it holds no benchmark
          [1, 2]                               | entry 1 has no 'benchmark'
          [{"name": "x", "value": 3}]          | entry 1 has no 'benchmark'
          [{"benchmark": "a.B.c"}]             | no 'primaryMetric'
          text                                 | line 1: this is not JSON; name what jmh
          "Benchmark","Mode","Threads"         | this is JMH's table: write JSON with -rf json
          Benchmark  Mode  Cnt  Score          | this is JMH's table: write JSON with -rf json
          [{"benchmark": 1}] [{"benchmark": 2}] | several files in one
          [{"benchmark": "a.B.c",              | it ends in the middle
          [{"benchmark": "a.B.c", "primaryMetric": {"score": "fast"}}] | 'fast' in place of a number
          [{"benchmark": "a.B.c", "params": {"n": [1]}, "primaryMetric": {}}] | parameter 'n' of another
          """)
  void whatIsNotJmhsIsRefusedInOneLine(String content, String reason) throws IOException {
    Path file = Files.writeString(folder.resolve("other.json"), content);
    String message = refusal(file);
    assertTrue(message.contains("other.json is not JMH's JSON"), message);
    assertTrue(message.contains(reason), message);
  }

  @Test
  void jsonLinesAreNotRunAgain() throws IOException {
    Path file =
        Files.writeString(folder.resolve("a.json"), "{\"benchmark\": 1}\n{\"benchmark\": 2}\n");
    assertTrue(refusal(file).contains("JSON lines: JMH writes one array"), refusal(file));
  }

  @Test
  void anyBeginningOfAFileIsRefused() throws IOException {
    String whole = Files.readString(resource("modes.json")).stripTrailing();
    for (int end = 1; end < whole.length(); end += 97) {
      Path file = Files.writeString(folder.resolve("half.json"), whole.substring(0, end));
      assertTrue(refusal(file).contains("half.json"), "cut at " + end);
    }
  }

  @Test
  void aMissingFileIsNamed() {
    assertTrue(refusal(folder.resolve("missing.json")).contains("missing.json does not exist"));
    assertTrue(refusal(folder).contains("is not a file"));
  }

  private static String refusal(Path file) {
    String message = assertThrows(BadDataException.class, () -> JmhJson.read(file)).getMessage();
    assertEquals(1, message.lines().count(), message);
    assertFalse(
        message.matches("(?s).*(jackson|Token|JsonNode|java\\.|Exception|\\[Source).*"), message);
    return message;
  }
}
