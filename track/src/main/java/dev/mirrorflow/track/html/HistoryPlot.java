package dev.mirrorflow.track.html;

import dev.mirrorflow.track.history.BenchmarkHistory;
import dev.mirrorflow.track.history.RunPoint;
import dev.mirrorflow.track.history.Step;
import dev.mirrorflow.track.report.Figures;
import dev.mirrorflow.track.svg.Axes;
import dev.mirrorflow.track.svg.Scale;
import dev.mirrorflow.track.svg.Svg;
import java.util.List;

/** One benchmark over the commits: every fork a dot, and the level of each segment a line. */
final class HistoryPlot {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 180;
  private static final int LEFT = 62;
  private static final int RIGHT = 630;
  private static final int TOP = 22;
  private static final int BOTTOM = 158;

  private HistoryPlot() {}

  /** The plot, a line where it steps; what the steps are stands beside it. */
  static String of(BenchmarkHistory h, List<Step> steps) {
    String label = h.label();
    Svg svg = new Svg(WIDTH, HEIGHT, label + " over the commits");
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (RunPoint run : h.runs()) {
      for (double fork : run.forks()) {
        least = Math.min(least, fork);
        most = Math.max(most, fork);
      }
    }
    Scale y = Scale.logarithmic(least, most, BOTTOM, TOP);
    Scale x = new Scale(-0.5, h.runs().size() - 0.5, LEFT, RIGHT, false);
    new Axes(svg).left(y, LEFT, RIGHT, h.unit().text());
    for (int i = 0; i < h.runs().size(); i++) {
      RunPoint run = h.runs().get(i);
      String tip = run.commit() + ", " + run.date() + ": " + Figures.score(run.score());
      for (double fork : run.forks()) {
        svg.dot(x.at(i), y.at(fork), 1.6, "fork", tip);
      }
      svg.dot(x.at(i), y.at(run.score()), 2.8, "d c0", tip);
    }
    svg.text(LEFT, BOTTOM + 14, "start", "tick", h.runs().get(0).commit());
    svg.text(RIGHT, BOTTOM + 14, "end", "tick", h.runs().get(h.runs().size() - 1).commit());
    int from = 0;
    for (Step step : steps) {
      double at = (x.at(step.index() - 1.0) + x.at(step.index())) / 2;
      String style = step.isWorse() ? "regressed" : "improved";
      svg.line(x.at(from), y.at(step.before()), at, y.at(step.before()), "level");
      svg.line(at, TOP, at, BOTTOM, "i " + style);
      from = step.index();
    }
    if (!steps.isEmpty()) {
      double level = y.at(steps.get(steps.size() - 1).after());
      svg.line(x.at(from), level, x.at(h.runs().size() - 1.0), level, "level");
    }
    return svg.toString();
  }
}
