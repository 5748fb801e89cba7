package dev.mirrorflow.track.results;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/** Reads what {@code jmh -rf json} writes, of any project and any version of JMH. */
public final class JmhJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  /** Bytes of a file that tell its format. */
  private static final int HEAD = 256;

  private final Path file;

  private JmhJson(Path file) {
    this.file = file;
  }

  /**
   * The measurements in a file, in its order.
   *
   * @throws BadDataException if it is not JMH's JSON, with the file, what is wrong and a remedy
   */
  public static List<Measurement> read(Path file) {
    JmhJson json = new JmhJson(file);
    try {
      return json.measurements();
    } catch (JacksonException e) {
      throw new BadDataException(json.message(JsonProblem.of(e) + "; " + json.remedy(e)), e);
    }
  }

  /** What to do, which the beginning of the file tells: other formats are taken for JMH's JSON. */
  private String remedy(JacksonException e) {
    String head;
    try (InputStream in = Files.newInputStream(file)) {
      head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8).strip();
    } catch (IOException io) {
      return "check the disk";
    }
    if (head.startsWith("\"Benchmark\"") || head.startsWith("Benchmark")) {
      return "this is JMH's table: write JSON with -rf json";
    }
    if (head.startsWith("{")) {
      return "these look like JSON lines: JMH writes one array, in [ and ]";
    }
    if (head.startsWith("[") && e instanceof MismatchedInputException) {
      return "several files in one? Put them into a folder, whose forks are pooled";
    }
    return head.startsWith("[") ? "run the benchmarks again" : "name what jmh -rf json wrote";
  }

  private List<Measurement> measurements() {
    JsonNode root = tree();
    if (!root.isArray()) {
      throw bad("an array is expected; write it with jmh -rf json -rff FILE");
    }
    if (root.isEmpty()) {
      throw bad("it holds no benchmark; the run may have failed");
    }
    List<Measurement> all = new ArrayList<>();
    for (JsonNode entry : root) {
      all.add(measurement(entry, all.size() + 1));
    }
    return List.copyOf(all);
  }

  private JsonNode tree() {
    if (!Files.isRegularFile(file)) {
      throw new BadDataException(
          file + (Files.exists(file) ? " is not a file" : " does not exist") + "; name JMH's JSON");
    }
    JsonNode root = MAPPER.readTree(file);
    if (root.isMissingNode()) {
      throw bad("the file is empty; the run may have been interrupted");
    }
    return root;
  }

  private Measurement measurement(JsonNode entry, int number) {
    String benchmark = text(entry, "benchmark");
    if (benchmark.isEmpty() || !entry.path("primaryMetric").isObject()) {
      throw bad("entry " + number + " has no 'benchmark' or no 'primaryMetric'; use jmh -rf json");
    }
    SortedMap<String, String> params = new TreeMap<>();
    entry.path("params").properties().forEach(p -> params.put(p.getKey(), p.getValue().asString()));
    Map<String, Metric> secondary = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> e : entry.path("secondaryMetrics").properties()) {
      secondary.put(e.getKey(), metric(e.getValue(), benchmark));
    }
    return new Measurement(
        new BenchmarkId(benchmark, params, text(entry, "mode"), entry.path("threads").asInt(1)),
        settings(entry),
        metric(entry.path("primaryMetric"), benchmark),
        secondary);
  }

  private static Settings settings(JsonNode entry) {
    return new Settings(
        text(entry, "jmhVersion"),
        entry.path("forks").asInt(0),
        text(entry, "jvm"),
        entry.path("jvmArgs").valueStream().map(JsonNode::asString).toList(),
        text(entry, "jdkVersion"),
        text(entry, "vmName"),
        text(entry, "vmVersion"),
        entry.path("warmupIterations").asInt(0),
        text(entry, "warmupTime"),
        entry.path("warmupBatchSize").asInt(0),
        entry.path("measurementIterations").asInt(0),
        text(entry, "measurementTime"),
        entry.path("measurementBatchSize").asInt(0));
  }

  private Metric metric(JsonNode node, String benchmark) {
    Map<String, Double> percentiles = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> e : node.path("scorePercentiles").properties()) {
      percentiles.put(e.getKey(), number(e.getValue(), benchmark));
    }
    List<List<Histogram>> histograms = histograms(node.path("rawDataHistogram"), benchmark);
    return new Metric(
        new Unit(text(node, "scoreUnit")),
        number(node.path("score"), benchmark),
        number(node.path("scoreError"), benchmark),
        node.path("scoreConfidence").valueStream().map(c -> number(c, benchmark)).toList(),
        percentiles,
        histograms.isEmpty() ? rawData(node.path("rawData"), benchmark) : means(histograms),
        histograms);
  }

  private double[][] rawData(JsonNode forks, String benchmark) {
    return forks
        .valueStream()
        .map(f -> f.valueStream().mapToDouble(i -> number(i, benchmark)).toArray())
        .toArray(double[][]::new);
  }

  private List<List<Histogram>> histograms(JsonNode forks, String benchmark) {
    return forks
        .valueStream()
        .map(f -> f.valueStream().map(i -> histogram(i, benchmark)).toList())
        .toList();
  }

  private Histogram histogram(JsonNode bins, String benchmark) {
    double[] values = new double[bins.size()];
    long[] counts = new long[bins.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(bins.get(i).path(0), benchmark);
      counts[i] = bins.get(i).path(1).asLong(0);
    }
    return new Histogram(values, counts);
  }

  private static double[][] means(List<List<Histogram>> histograms) {
    return histograms.stream()
        .map(f -> f.stream().mapToDouble(Histogram::mean).toArray())
        .toArray(double[][]::new);
  }

  /** A number as JMH writes it: those that are none in JSON are in quotes. */
  private double number(JsonNode node, String benchmark) {
    if (node.isNumber()) {
      return node.asDouble();
    }
    return switch (node.asString("NaN")) {
      case "NaN" -> Double.NaN;
      case "+INF" -> Double.POSITIVE_INFINITY;
      case "-INF" -> Double.NEGATIVE_INFINITY;
      default -> throw bad(benchmark + " has '" + node.asString() + "' in place of a number");
    };
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  private BadDataException bad(String reason) {
    return new BadDataException(message(reason));
  }

  private String message(String reason) {
    return file + " is not JMH's JSON: " + reason;
  }
}
