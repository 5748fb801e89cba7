package dev.mirrorflow.track.compare;

import java.util.Locale;

/**
 * A doubt about a measurement, printed with its verdict.
 *
 * @param text what was seen, in one line
 */
public record Flag(Kind kind, String text) {

  /** What there is to doubt. */
  public enum Kind {
    /** Forks fall into two clusters: the JVM compiles the code in two ways. */
    BIMODAL,
    /** Iterations still get faster or slower within a fork. */
    TREND,
    /** A fork stands apart. */
    OUTLIER,
    /** Forks of the base failed. */
    FORKS_FAILED,
    /** The vector kernels were in force before and are not now. */
    PROVIDER_LOST;

    /** Whether it is news by itself, whatever the verdict. */
    public boolean isAlarm() {
      return this == FORKS_FAILED || this == PROVIDER_LOST;
    }

    /** For programs: {@code "provider-lost"}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
