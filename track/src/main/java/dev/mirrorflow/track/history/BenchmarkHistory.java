package dev.mirrorflow.track.history;

import dev.mirrorflow.track.results.BenchmarkId;
import dev.mirrorflow.track.results.Median;
import dev.mirrorflow.track.results.Unit;
import java.util.ArrayList;
import java.util.List;

/**
 * One benchmark over the commits.
 *
 * @param label short name, unlike that of any other benchmark beside it
 * @param unit of all scores
 * @param runs oldest first
 */
public record BenchmarkHistory(BenchmarkId id, String label, Unit unit, List<RunPoint> runs) {

  /**
   * The steps: change points of the logarithms of the scores, of at least the minimum effect.
   *
   * @param minEffect smallest relative change that counts
   */
  public List<Step> steps(EDivisive detector, double minEffect) {
    double[] logarithms = runs.stream().mapToDouble(r -> Math.log(r.score())).toArray();
    List<Integer> points = new ArrayList<>(detector.changePoints(logarithms));
    removeSmall(points, Math.log1p(minEffect));
    List<Step> steps = new ArrayList<>();
    for (int p = 0; p < points.size(); p++) {
      double before = median(p == 0 ? 0 : points.get(p - 1), points.get(p));
      double after = median(points.get(p), end(points, p));
      int at = points.get(p);
      double change = unit.cost(after) / unit.cost(before) - 1;
      steps.add(new Step(at, range(at), before, after, change));
    }
    return List.copyOf(steps);
  }

  /** The commits after the run before a step, up to that of the step. */
  private String range(int index) {
    return runs.get(index - 1).commit() + ".." + runs.get(index).commit();
  }

  /** Takes out the smallest step while it is too small: its segments become one. */
  private void removeSmall(List<Integer> points, double least) {
    while (!points.isEmpty()) {
      int smallest = -1;
      double size = least;
      for (int p = 0; p < points.size(); p++) {
        double before = median(p == 0 ? 0 : points.get(p - 1), points.get(p));
        double jump = Math.abs(Math.log(median(points.get(p), end(points, p)) / before));
        if (jump < size) {
          size = jump;
          smallest = p;
        }
      }
      if (smallest < 0) {
        return;
      }
      points.subList(smallest, smallest + 1).clear();
    }
  }

  private int end(List<Integer> points, int p) {
    return p + 1 < points.size() ? points.get(p + 1) : runs.size();
  }

  private double median(int from, int to) {
    return Median.of(runs.subList(from, to).stream().mapToDouble(RunPoint::score).toArray());
  }
}
