package dev.mirrorflow.track.svg;

import java.util.ArrayList;
import java.util.List;

/**
 * From values to positions.
 *
 * @param low value at the begin
 * @param high value at the end
 * @param from position of low
 * @param to position of high
 * @param isLogarithmic whether equal ratios are equally far apart
 */
public record Scale(double low, double high, double from, double to, boolean isLogarithmic) {

  private static final int TICKS = 6;

  /**
   * A scale.
   *
   * @throws IllegalArgumentException unless low &lt; high, and 0 &lt; low on a logarithmic one
   */
  public Scale {
    if (!(low < high) || isLogarithmic && !(low > 0)) {
      throw new IllegalArgumentException("no scale reaches from " + low + " to " + high);
    }
  }

  /** A logarithmic scale for positive values, with room at both ends. */
  public static Scale logarithmic(double least, double largest, double from, double to) {
    double room = Math.max(1.05, Math.pow(largest / least, 0.06));
    return new Scale(least / room, largest * room, from, to, true);
  }

  /** Where a value lies. */
  public double at(double value) {
    double share =
        isLogarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return from + share * (to - from);
  }

  /** Round values to mark, about six. */
  public List<Double> ticks() {
    return isLogarithmic && high / low > 8 ? decades() : steps();
  }

  private List<Double> steps() {
    double rough = (high - low) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = power * (rough / power > 5 ? 10 : rough / power > 2 ? 5 : rough > power ? 2 : 1);
    List<Double> ticks = new ArrayList<>();
    for (double k = Math.ceil(low / step); k * step <= high; k++) {
      ticks.add(k * step);
    }
    return ticks;
  }

  /** 1, 2 and 5 in each decade, or 1 in every so many decades. */
  private List<Double> decades() {
    List<Double> ticks = new ArrayList<>();
    int first = (int) Math.floor(Math.log10(low));
    int last = (int) Math.ceil(Math.log10(high));
    int every = Math.max(1, (last - first) / TICKS);
    double[] within = Math.log10(high / low) > 2.5 ? new double[] {1} : new double[] {1, 2, 5};
    for (int decade = first; decade <= last; decade += every) {
      for (double digit : within) {
        double tick = digit * Math.pow(10, decade);
        if (tick >= low && tick <= high) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }
}
