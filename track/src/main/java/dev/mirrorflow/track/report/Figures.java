package dev.mirrorflow.track.report;

import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {

  private static final String NONE = "-";

  private Figures() {}

  /** Four digits that count. */
  public static String score(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value)) {
      return NONE;
    }
    if (size >= 1e6 || size < 1e-3) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int decimals = 3 - (int) Math.floor(Math.log10(size));
    return String.format(Locale.ROOT, "%." + Math.max(0, decimals) + "f", value);
  }

  /**
   * {@code +12.3%}, {@code from 0} of what was nothing before, or {@code x31} where percents get
   * long; a dash if there is none.
   */
  public static String change(double relative) {
    if (relative == Double.POSITIVE_INFINITY) {
      return "from 0";
    }
    if (relative >= 10 && Double.isFinite(relative)) {
      return String.format(Locale.ROOT, "x%.3g", 1 + relative);
    }
    return Double.isFinite(relative) ? String.format(Locale.ROOT, "%+.1f%%", 100 * relative) : NONE;
  }

  /** {@code +1.2% to +3.4%}; exact if it has no width, a dash if there is none. */
  public static String interval(double low, double high) {
    if (low == high) {
      return "exact";
    }
    return Double.isFinite(low) && Double.isFinite(high)
        ? change(low) + " to " + change(high)
        : NONE;
  }

  /** {@code 3%}, {@code 2.5%}. */
  public static String percent(double relative) {
    String text = String.format(Locale.ROOT, "%.1f", 100 * relative);
    return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + "%";
  }

  /** {@code 1 fork}, {@code 2 forks}. */
  public static String count(long n, String one, String many) {
    return n + " " + (n == 1 ? one : many);
  }
}
