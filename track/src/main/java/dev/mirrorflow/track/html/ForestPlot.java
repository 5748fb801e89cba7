package dev.mirrorflow.track.html;

import dev.mirrorflow.track.compare.Comparison;
import dev.mirrorflow.track.compare.Criteria;
import dev.mirrorflow.track.compare.Design;
import dev.mirrorflow.track.compare.SuiteComparison;
import dev.mirrorflow.track.report.Figures;
import dev.mirrorflow.track.results.BenchmarkId;
import dev.mirrorflow.track.results.Median;
import dev.mirrorflow.track.results.Series;
import dev.mirrorflow.track.svg.Axes;
import dev.mirrorflow.track.svg.Scale;
import dev.mirrorflow.track.svg.Svg;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The change of each benchmark's time with its interval, one row each, and every fork a dot: left
 * is faster. In a design of pairs a dot is the ratio of a pair, otherwise a fork of the new side
 * against the middle of the base.
 */
final class ForestPlot {

  private static final int WIDTH = 440;
  private static final int ROW = 36;
  private static final int TOP = 10;
  private static final int BOTTOM = 40;
  private static final int MARGIN = 14;
  private static final int LABEL = 62;

  private final SuiteComparison comparison;
  private final Map<BenchmarkId, Series> base;
  private final Map<BenchmarkId, Series> fresh;

  ForestPlot(SuiteComparison comparison) {
    this.comparison = comparison;
    base = comparison.base().series();
    fresh = comparison.fresh().series();
  }

  /**
   * The plot.
   *
   * @param rows comparisons with an estimate
   */
  String of(List<Comparison> rows) {
    int bottom = TOP + rows.size() * ROW;
    Svg svg = new Svg(WIDTH, bottom + BOTTOM, "Change of the time of each benchmark");
    Scale x = scale(rows);
    Criteria criteria = comparison.criteria();
    double effect = 1 + criteria.minEffect();
    svg.box(
        x.at(percent(1 / effect)),
        TOP,
        x.at(percent(effect)) - x.at(percent(1 / effect)),
        rows.size() * (double) ROW,
        "band",
        "changes that do not matter");
    new Axes(svg).below(x, TOP, bottom, "time, change in % (left is faster)");
    svg.line(x.at(0), TOP, x.at(0), bottom, "axis");
    for (int r = 0; r < rows.size(); r++) {
      row(svg, x, rows.get(r), TOP + r * ROW);
    }
    return svg.toString();
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
    return new Scale(100 * (least - room), 100 * (most + room), MARGIN, WIDTH - MARGIN, false);
  }

  private void row(Svg svg, Scale x, Comparison c, double top) {
    double middle = top + 25;
    String style = c.verdict().key();
    String tip = c.id().label() + ": score " + Figures.change(c.change()) + ", " + c.verdict();
    String label = c.id().label();
    svg.text(
        MARGIN,
        top + 13,
        "start",
        "row",
        label.length() > LABEL ? label.substring(0, LABEL - 1) + "…" : label);
    for (double fork : forks(c)) {
      svg.dot(x.at(percent(fork)), middle, 2.2, "fork", tip);
    }
    svg.line(
        x.at(percent(ratio(c, true))),
        middle,
        x.at(percent(ratio(c, false))),
        middle,
        "i " + style);
    svg.dot(x.at(percent(c.estimate().orElseThrow().ratio())), middle, 4, "d " + style, tip);
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
