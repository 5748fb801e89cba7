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

/** Reads what {@code jmh -rf json} writes, of any project and any version of JMH. */
public final class JmhJson {

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
    if (head.startsWith("[") && e instanceof Json.MoreFollowsException) {
      return "several files in one? Put them into a folder, whose forks are pooled";
    }
    return head.startsWith("[") ? "run the benchmarks again" : "name what jmh -rf json wrote";
  }

  private List<Measurement> measurements() {
    Json root = tree();
    if (!root.isArray()) {
      throw bad("an array is expected; write it with jmh -rf json -rff FILE");
    }
    if (root.elements().isEmpty()) {
      throw bad("it holds no benchmark; the run may have failed");
    }
    List<Measurement> all = new ArrayList<>();
    for (Json entry : root.elements()) {
      all.add(measurement(entry, all.size() + 1));
    }
    return List.copyOf(all);
  }

  private Json tree() {
    if (!Files.isRegularFile(file)) {
      throw new BadDataException(
          file + (Files.exists(file) ? " is not a file" : " does not exist") + "; name JMH's JSON");
    }
    return Json.read(file)
        .orElseThrow(() -> bad("the file is empty; the run may have been interrupted"));
  }

  private Measurement measurement(Json entry, int number) {
    String benchmark = text(entry, "benchmark");
    if (benchmark.isEmpty() || !entry.at("primaryMetric").isObject()) {
      throw bad("entry " + number + " has no 'benchmark' or no 'primaryMetric'; use jmh -rf json");
    }
    SortedMap<String, String> params = new TreeMap<>();
    entry
        .at("params")
        .fields()
        .forEach((name, value) -> {
          if (value.isObject() || value.isArray()) {
            throw bad(benchmark + " has a parameter '" + name + "' of another kind than text");
          }
          params.put(name, value.text(""));
        });
    Map<String, Metric> secondary = new LinkedHashMap<>();
    for (Map.Entry<String, Json> e : entry.at("secondaryMetrics").fields().entrySet()) {
      secondary.put(e.getKey(), metric(e.getValue(), benchmark));
    }
    return new Measurement(
        new BenchmarkId(
            benchmark, params, text(entry, "mode"), (int) entry.at("threads").number(1)),
        settings(entry),
        metric(entry.at("primaryMetric"), benchmark),
        secondary);
  }

  private static Settings settings(Json entry) {
    return new Settings(
        text(entry, "jmhVersion"),
        integer(entry, "forks"),
        text(entry, "jvm"),
        entry.at("jvmArgs").elements().stream().map(a -> a.text("")).toList(),
        text(entry, "jdkVersion"),
        text(entry, "vmName"),
        text(entry, "vmVersion"),
        integer(entry, "warmupIterations"),
        text(entry, "warmupTime"),
        integer(entry, "warmupBatchSize"),
        integer(entry, "measurementIterations"),
        text(entry, "measurementTime"),
        integer(entry, "measurementBatchSize"));
  }

  private Metric metric(Json node, String benchmark) {
    Map<String, Double> percentiles = new LinkedHashMap<>();
    for (Map.Entry<String, Json> e : node.at("scorePercentiles").fields().entrySet()) {
      percentiles.put(e.getKey(), number(e.getValue(), benchmark));
    }
    List<List<Histogram>> histograms = histograms(node.at("rawDataHistogram"), benchmark);
    return new Metric(
        new Unit(text(node, "scoreUnit")),
        number(node.at("score"), benchmark),
        number(node.at("scoreError"), benchmark),
        node.at("scoreConfidence").elements().stream().map(c -> number(c, benchmark)).toList(),
        percentiles,
        histograms.isEmpty() ? rawData(node.at("rawData"), benchmark) : means(histograms),
        histograms);
  }

  private double[][] rawData(Json forks, String benchmark) {
    return forks.elements().stream()
        .map(f -> f.elements().stream().mapToDouble(i -> number(i, benchmark)).toArray())
        .toArray(double[][]::new);
  }

  private List<List<Histogram>> histograms(Json forks, String benchmark) {
    return forks.elements().stream()
        .map(f -> f.elements().stream().map(i -> histogram(i, benchmark)).toList())
        .toList();
  }

  private Histogram histogram(Json bins, String benchmark) {
    double[] values = new double[bins.elements().size()];
    long[] counts = new long[bins.elements().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(bins.at(i).at(0), benchmark);
      counts[i] = bins.at(i).at(1).number(0);
    }
    return new Histogram(values, counts);
  }

  private static double[][] means(List<List<Histogram>> histograms) {
    return histograms.stream()
        .map(f -> f.stream().mapToDouble(Histogram::mean).toArray())
        .toArray(double[][]::new);
  }

  /** A number as JMH writes it: those that are none in JSON are in quotes. */
  private double number(Json node, String benchmark) {
    if (node.isNumber()) {
      return node.number();
    }
    return switch (node.text("NaN")) {
      case "NaN" -> Double.NaN;
      case "+INF" -> Double.POSITIVE_INFINITY;
      case "-INF" -> Double.NEGATIVE_INFINITY;
      default -> throw bad(benchmark + " has '" + node.text("") + "' in place of a number");
    };
  }

  private static String text(Json node, String field) {
    return node.at(field).text("");
  }

  private static int integer(Json node, String field) {
    return (int) node.at(field).number(0);
  }

  private BadDataException bad(String reason) {
    return new BadDataException(message(reason));
  }

  private String message(String reason) {
    return file + " is not JMH's JSON: " + reason;
  }
}
