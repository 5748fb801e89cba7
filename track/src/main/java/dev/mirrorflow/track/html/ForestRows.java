package dev.mirrorflow.track.html;

import dev.mirrorflow.track.compare.Comparison;
import dev.mirrorflow.track.compare.Design;
import dev.mirrorflow.track.compare.SuiteComparison;
import dev.mirrorflow.track.report.Figures;
import dev.mirrorflow.track.results.BenchmarkId;
import dev.mirrorflow.track.results.Median;
import dev.mirrorflow.track.results.Series;
import dev.mirrorflow.track.svg.Axes;
import dev.mirrorflow.track.svg.Markup;
import dev.mirrorflow.track.svg.Scale;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The change of each benchmark's time with its interval, a row each over the full width: its name,
 * the change, and a strip on which every fork is a dot; right is slower. In a design of pairs a dot
 * is the ratio of a pair, otherwise a fork of the new side against the middle of the base.
 */
final class ForestRows {

  private static final int ROW = 26;
  private static final int AXIS = 18;

  private final SuiteComparison comparison;
  private final Map<BenchmarkId, Series> base;
  private final Map<BenchmarkId, Series> fresh;

  ForestRows(SuiteComparison comparison) {
    this.comparison = comparison;
    base = comparison.base().series();
    fresh = comparison.fresh().series();
  }

  /**
   * The rows with the scale above them.
   *
   * @param rows comparisons with an estimate
   */
  String of(List<Comparison> rows) {
    Scale x = scale(rows);
    StringBuilder text = new StringBuilder("<div class=\"forest\">\n");
    text.append("<div class=\"row scale\"><div class=\"name\">change of the time in %, ");
    text.append("right is slower</div><div class=\"n\"></div>").append(axis(x)).append("</div>\n");
    rows.forEach(c -> text.append(row(x, c)));
    return text.append("</div>\n").toString();
  }

  private Strip axis(Scale x) {
    Strip strip = new Strip(x, AXIS, "scale in percent");
    x.ticks().forEach(tick -> strip.word(tick, "tick", Axes.number(tick)));
    return strip;
  }

  private Scale scale(List<Comparison> rows) {
    double least = -3 * comparison.criteria().minEffect();
    double most = -least;
    for (Comparison c : rows) {
      least = Math.min(least, ratio(c, true) - 1);
      most = Math.max(most, ratio(c, false) - 1);
      for (double fork : forks(c)) {
        least = Math.min(least, fork - 1);
        most = Math.max(most, fork - 1);
      }
    }
    double room = 0.04 * (most - least);
    return new Scale(100 * (least - room), 100 * (most + room), 0, 100, false);
  }

  private String row(Scale x, Comparison c) {
    String style = c.verdict().key();
    double ratio = c.estimate().orElseThrow().ratio();
    String tip = c.label() + ": " + Figures.change(c.change()) + ", " + c.verdict();
    Strip strip = new Strip(x, ROW, tip);
    double effect = 1 + comparison.criteria().minEffect();
    strip.band(percent(1 / effect), percent(effect), "band");
    x.ticks().forEach(tick -> strip.upright(tick, "grid"));
    strip.upright(0, "axis");
    for (double fork : forks(c)) {
      strip.dot(percent(fork), 2.2, "fork", tip);
    }
    strip.level(percent(ratio(c, true)), percent(ratio(c, false)), "i " + style);
    strip.dot(percent(ratio), 4, "d " + style, tip);
    return String.format(
        Locale.ROOT,
        "<div class=\"row %s\" data-name=\"%s\" data-change=\"%.6g\"><div class=\"name\">%s</div>"
            + "<div class=\"n\">%s</div>%s</div>%n",
        style,
        Markup.escape(c.label()),
        ratio,
        Markup.escape(c.label()),
        Markup.escape(Figures.change(c.change())),
        strip);
  }

  /** An end of the interval, or the ratio itself where there is none. */
  private static double ratio(Comparison c, boolean isLow) {
    double end = isLow ? c.estimate().orElseThrow().low() : c.estimate().orElseThrow().high();
    return Double.isFinite(end) ? end : c.estimate().orElseThrow().ratio();
  }

  private static double percent(double ratio) {
    return 100 * (ratio - 1);
  }

  private double[] forks(Comparison c) {
    double[] before = medians(base.get(c.id()));
    double[] after = medians(fresh.get(c.id()));
    double middle = Math.exp(Arrays.stream(before).map(Math::log).average().orElse(Double.NaN));
    boolean isPaired =
        comparison.criteria().design() == Design.INTERLEAVED && before.length == after.length;
    double[] ratios = new double[after.length];
    for (int f = 0; f < ratios.length; f++) {
      ratios[f] = after[f] / (isPaired ? before[f] : middle);
    }
    return ratios;
  }

  private static double[] medians(Series series) {
    return Arrays.stream(series.costs())
        .filter(fork -> fork.length > 0)
        .mapToDouble(Median::of)
        .toArray();
  }
}
