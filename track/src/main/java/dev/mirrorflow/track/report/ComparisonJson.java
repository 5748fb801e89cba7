package dev.mirrorflow.track.report;

import dev.mirrorflow.track.compare.Comparison;
import dev.mirrorflow.track.compare.Criteria;
import dev.mirrorflow.track.compare.Estimate;
import dev.mirrorflow.track.compare.MetricComparison;
import dev.mirrorflow.track.compare.SuiteComparison;
import dev.mirrorflow.track.compare.Verdict;
import dev.mirrorflow.track.results.ResultFile;
import dev.mirrorflow.track.results.Suite;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A comparison for programs. What is not a finite number is null. Every change is that of the cost:
 * above 0 is slower or worse, also where the score is a rate.
 */
public final class ComparisonJson {

  /** Version of the layout. */
  private static final int SCHEMA = 2;

  private ComparisonJson() {}

  /** The comparison, every benchmark included. */
  public static ObjectNode of(SuiteComparison comparison) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("schema", SCHEMA);
    side(root.putObject("base"), comparison.base());
    side(root.putObject("new"), comparison.fresh());
    criteria(root.putObject("criteria"), comparison.criteria());
    root.put("outcome", comparison.outcome().key());
    root.put("headline", Headline.of(comparison));
    ObjectNode counts = root.putObject("counts");
    for (Verdict verdict : Verdict.values()) {
      counts.put(verdict.key(), comparison.count(verdict));
    }
    ArrayNode benchmarks = root.putArray("benchmarks");
    comparison.comparisons().forEach(c -> benchmark(benchmarks.addObject(), c));
    ArrayNode groups = root.putArray("groups");
    comparison
        .groups()
        .forEach(g -> {
          ObjectNode group = groups.addObject();
          group.put("class", g.group());
          group.put("benchmarks", g.benchmarks());
          number(group, "timeRatio", g.ratio());
        });
    ArrayNode notes = root.putArray("notes");
    comparison.notes().forEach(notes::add);
    ArrayNode disturbed = root.putArray("disturbedForks");
    new Summary(comparison).disturbed().forEach(disturbed::add);
    return root;
  }

  private static void side(ObjectNode node, Suite suite) {
    node.put("name", suite.name());
    ArrayNode files = node.putArray("files");
    for (ResultFile file : suite.files()) {
      ObjectNode entry = files.addObject();
      entry.put("path", file.path().toString());
      file.machine()
          .ifPresent(m -> {
            entry.put("machine", m.machine());
            entry.put("commit", m.conditions().commit());
            entry.put("dirty", m.conditions().dirty());
            entry.put("date", m.conditions().date());
          });
    }
  }

  private static void criteria(ObjectNode node, Criteria criteria) {
    node.put("minEffect", criteria.minEffect());
    node.put("level", criteria.level());
    node.put("resamples", criteria.resamples());
    node.put("seed", criteria.seed());
    node.put("design", criteria.design().toString());
    node.put("unit", criteria.replicate().toString());
  }

  private static void benchmark(ObjectNode node, Comparison c) {
    node.put("benchmark", c.id().benchmark());
    node.put("label", c.label());
    ObjectNode params = node.putObject("params");
    c.id().params().forEach(params::put);
    node.put("mode", c.id().mode());
    node.put("threads", c.id().threads());
    node.put("unit", c.unit());
    node.put("biggerIsBetter", c.isBiggerBetter());
    node.put("verdict", c.verdict().key());
    node.put("reason", c.reason());
    node.put("baseForks", c.baseForks());
    node.put("newForks", c.newForks());
    c.estimate().ifPresent(e -> estimate(node, e));
    ArrayNode metrics = node.putArray("metrics");
    c.metrics().forEach(m -> metric(metrics.addObject(), m));
    ArrayNode flags = node.putArray("flags");
    c.flags().forEach(f -> flags.addObject().put("kind", f.kind().key()).put("text", f.text()));
  }

  private static void metric(ObjectNode node, MetricComparison m) {
    node.put("metric", m.name());
    node.put("unit", m.unit());
    node.put("direction", m.direction().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    node.put("verdict", m.verdict().key());
    node.put("reason", m.reason());
    m.estimate().ifPresent(e -> estimate(node, e));
  }

  private static void estimate(ObjectNode node, Estimate e) {
    number(node, "baseScore", e.baseScore());
    number(node, "newScore", e.newScore());
    number(node, "change", e.ratio() - 1);
    number(node, "changeLow", e.low() - 1);
    number(node, "changeHigh", e.high() - 1);
    number(node, "timeRatio", e.ratio());
    number(node, "pValue", e.pValue());
    number(node, "adjustedPValue", e.adjusted());
    number(node, "rankPValue", e.rankPValue());
    number(node, "detectableChange", e.detectable());
  }

  private static void number(ObjectNode node, String field, double value) {
    if (Double.isFinite(value)) {
      node.put(field, value);
    } else {
      node.putNull(field);
    }
  }
}
