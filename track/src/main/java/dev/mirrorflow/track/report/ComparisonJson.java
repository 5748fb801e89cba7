package dev.mirrorflow.track.report;

import dev.mirrorflow.track.compare.Comparison;
import dev.mirrorflow.track.compare.Criteria;
import dev.mirrorflow.track.compare.Estimate;
import dev.mirrorflow.track.compare.SuiteComparison;
import dev.mirrorflow.track.compare.Verdict;
import dev.mirrorflow.track.results.ResultFile;
import dev.mirrorflow.track.results.Suite;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A comparison for programs. What is not a finite number is null. */
public final class ComparisonJson {

  /** Version of the layout. */
  private static final int SCHEMA = 1;

  private ComparisonJson() {}

  /** The comparison, every benchmark included. */
  public static ObjectNode of(SuiteComparison comparison) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("schema", SCHEMA);
    side(root.putObject("base"), comparison.base());
    side(root.putObject("new"), comparison.fresh());
    criteria(root.putObject("criteria"), comparison.criteria());
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
  }

  private static void benchmark(ObjectNode node, Comparison c) {
    node.put("benchmark", c.id().benchmark());
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
    c.estimate().ifPresent(e -> estimate(node, c, e));
    ArrayNode flags = node.putArray("flags");
    c.flags().forEach(f -> flags.addObject().put("kind", f.kind().key()).put("text", f.text()));
  }

  private static void estimate(ObjectNode node, Comparison c, Estimate e) {
    number(node, "baseScore", e.baseScore());
    number(node, "newScore", e.newScore());
    number(node, "change", c.change());
    number(node, "changeLow", c.low());
    number(node, "changeHigh", c.high());
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
