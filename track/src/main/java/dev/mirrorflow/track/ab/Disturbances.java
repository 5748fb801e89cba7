package dev.mirrorflow.track.ab;

import dev.mirrorflow.track.results.Median;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The forks beside which the reference loads stood out: from the median of the whole run by a tenth
 * at least, and by more than they usually scatter, or by a quarter whatever they do.
 */
final class Disturbances {

  private static final double TOLERANCE = Math.log(1.1);

  /** On a machine that is busy all the time the scatter excuses no more than this. */
  private static final double LIMIT = Math.log(1.25);

  /** Of the scatter, as a normal standard deviation estimated from the median of deviations. */
  private static final double SIGMAS = 5;

  private static final double SIGMA_PER_MAD = 1.4826;

  private Disturbances() {}

  /** One text for each disturbed fork: which load, and by how much. */
  static SortedMap<String, String> of(SortedMap<String, LoadsAroundFork> readings) {
    SortedMap<String, String> found = new TreeMap<>();
    for (int load = 0; load < LoadTimes.NAMES.size(); load++) {
      double[] all = logarithms(readings, load);
      double middle = Median.of(all);
      double scatter = Median.of(Arrays.stream(all).map(v -> Math.abs(v - middle)).toArray());
      double limit = Math.min(Math.max(SIGMAS * SIGMA_PER_MAD * scatter, TOLERANCE), LIMIT);
      String name = LoadTimes.NAMES.get(load);
      for (String fork : readings.keySet()) {
        double worst = worst(readings.get(fork), load, middle);
        if (Math.abs(worst) > limit) {
          String text = String.format(Locale.ROOT, "%s %+.0f%%", name, 100 * Math.expm1(worst));
          found.merge(fork, text, (a, b) -> a + ", " + b);
        }
      }
    }
    return found;
  }

  private static double worst(LoadsAroundFork r, int load, double middle) {
    double before = Math.log(r.before().micros()[load]) - middle;
    double after = Math.log(r.after().micros()[load]) - middle;
    return Math.abs(before) > Math.abs(after) ? before : after;
  }

  private static double[] logarithms(SortedMap<String, LoadsAroundFork> readings, int load) {
    List<Double> all = new ArrayList<>();
    readings
        .values()
        .forEach(r -> {
          all.add(Math.log(r.before().micros()[load]));
          all.add(Math.log(r.after().micros()[load]));
        });
    return all.stream().mapToDouble(v -> v).toArray();
  }
}
